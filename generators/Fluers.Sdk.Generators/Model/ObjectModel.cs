namespace Fluers.Sdk.Generators.Model;

/// <summary>A type that is an object on the wire: an array indexed by key.</summary>
internal sealed record ObjectModel
{
    /// <summary>The stored members, ascending by key.</summary>
    public required EquatableArray<MemberModel> Members { get; init; }

    /// <summary>The arguments of the constructor to call, in its order.</summary>
    public required EquatableArray<ArgumentModel> Constructor { get; init; }

    /// <summary>The name of the generated property that keeps unknown members.</summary>
    public required string UnknownMembers { get; init; }

    /// <summary>Who may see it: nobody but the type, or of a snapshot also the hops.</summary>
    public string UnknownMembersAccess { get; init; } = "private";

    /// <summary>Whether the layout of a struct, spread over two declarations, must be stated.</summary>
    public required bool StatesLayout { get; init; }

    /// <summary>Whether it has a member, or is made by a constructor, that only code which is obsolete itself may name.</summary>
    public bool IsForbidden { get; init; }

    /// <summary>The session's log; <see langword="null"/> where there is none.</summary>
    public LogModel? Log { get; init; }

    /// <summary>One more than the highest key.</summary>
    public int KeyCount => Members.Count == 0 ? 0 : Members[Members.Count - 1].Key + 1;
}

/// <summary>A stored member.</summary>
internal sealed record MemberModel
{
    public required int Key { get; init; }

    public required string Name { get; init; }

    /// <summary>The name of the local that holds the member's value while an object is read.</summary>
    public required string Local { get; init; }

    /// <summary>The name of the local that tells whether the member is in the data, where a new object must give its default.</summary>
    public required string? Presence { get; init; }

    /// <summary>The name behind Read and Write for the methods of a collection.</summary>
    public required string Methods { get; init; }

    public required ValueModel Value { get; init; }

    /// <summary>Whether the member is <c>required</c>, or a constructor parameter without default.</summary>
    public required bool IsRequired { get; init; }

    /// <summary>
    /// What an optional member is when it is absent, as C#; <see langword="null"/> when only a new object can tell.
    /// </summary>
    public required string? Default { get; init; }

    /// <summary>The same for the recorded shape: the text of the value, however the code spells it; <see langword="null"/> for the zero of the type.</summary>
    public required string? RecordedDefault { get; init; }

    /// <summary>Whether an object initializer sets the member; otherwise the constructor alone does.</summary>
    public required bool InInitializer { get; init; }
}

/// <summary>An argument of the constructor.</summary>
/// <param name="Parameter">The parameter's name.</param>
/// <param name="Member">The name of the member that it sets; <see langword="null"/> for the log.</param>
internal sealed record ArgumentModel(string Parameter, string? Member);

/// <summary>The member of an envelope that is its session's log.</summary>
internal sealed record LogModel
{
    public required string Name { get; init; }

    /// <summary>The full name of the entry type.</summary>
    public required string Entry { get; init; }

    /// <summary>The id of the entries' schema.</summary>
    public required string EntryId { get; init; }

    /// <summary>Whether an object initializer must set the log.</summary>
    public required bool IsRequired { get; init; }

    /// <summary>The type that declares the log: the envelope or a base of it.</summary>
    public required string Owner { get; init; }

    /// <summary>The name of the generated method that calls the init accessor.</summary>
    public required string Setter { get; init; }

    /// <summary>Whether that method must say that whoever calls it has nothing to see to.</summary>
    public required bool IsMarkedSafe { get; init; }

    /// <summary>The name of the generated class that extends sessions of the envelope.</summary>
    public required string Extensions { get; init; }

    /// <summary>Whether all of the world may name the envelope and its entries, not only their assembly.</summary>
    public required bool IsPublic { get; init; }

    /// <summary>How an envelope with another log is made.</summary>
    public required LogReplacement Replacement { get; init; }
}

internal enum LogReplacement
{
    /// <summary>A copy by <c>with</c>.</summary>
    With,

    /// <summary>The setter.</summary>
    Set,

    /// <summary>The init accessor, called on the finished object.</summary>
    Init,
}
