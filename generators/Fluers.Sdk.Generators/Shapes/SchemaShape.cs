using Fluers.Sdk.Generators.Model;

namespace Fluers.Sdk.Generators.Shapes;

/// <summary>What one version of a schema stores: its members by key, and every type that they are made of. It names nothing of the code.</summary>
internal sealed record SchemaShape
{
    /// <summary>What is stored: an object or a choice of objects. It has no name here, for its schema's id is its identity.</summary>
    public required NamedShape Root { get; init; }

    /// <summary>The parts, unions and enums that members name, in ordinal order.</summary>
    public EquatableArray<NamedShape> Types { get; init; }

    /// <summary>The id of the schema of the log's entries; <see langword="null"/> where there is no log.</summary>
    public string? Log { get; init; }

    /// <summary>The oldest version that is still read.</summary>
    public int OldestReadable { get; init; } = 1;

    /// <summary>Whether builds of older versions must be able to go on beside this one.</summary>
    public bool IsRolling { get; init; }

    /// <summary>Whether all that is stored is in it; a type at fault, as while it is being typed, has no shape.</summary>
    public bool IsWhole => Types.Prepend(Root)
        .SelectMany(type => type.AllMembers)
        .Where(member => !member.IsRetired)
        .SelectMany(member => member.Type.NamedTypes)
        .All(type => Find(type.Name) is not null);

    /// <summary>The type of a name; <see langword="null"/> for one that only retired members have.</summary>
    public NamedShape? Find(string name)
    {
        foreach (NamedShape type in Types)
        {
            if (type.Name == name)
            {
                return type;
            }
        }

        return null;
    }
}

/// <summary>What is known by a number and a name together: a member by its key, a case by its tag, a value of an enum.</summary>
internal interface INumbered
{
    decimal Number { get; }

    string Name { get; }

    /// <summary>Whether the number was in use once and must not be again.</summary>
    bool IsRetired { get; }
}

/// <summary>What stands at a key.</summary>
internal sealed record MemberShape(int Key, string Name, TypeShape Type) : INumbered
{
    decimal INumbered.Number => Key;

    /// <summary>Whether absence is an error.</summary>
    public bool IsRequired { get; init; }

    /// <summary>Whether absence is an error for an older build of the same version, though for this one it is not.</summary>
    public bool WasRequired { get; init; }

    /// <inheritdoc/>
    public bool IsRetired { get; init; }

    /// <summary>What an optional member is when it is absent; <see langword="null"/> for the zero of its type.</summary>
    public string? Default { get; init; }
}

/// <summary>A type that members name: its shape is what counts, its name may change.</summary>
internal abstract record NamedShape(string Name)
{
    /// <summary>What it is, for messages.</summary>
    public string Kind => this switch
    {
        PartShape { IsValueType: true } => "struct",
        PartShape => "class",
        UnionShape => "union",
        _ => "enum",
    };

    /// <summary>The members of a part, or of all cases of a union.</summary>
    public IEnumerable<MemberShape> AllMembers => this switch
    {
        PartShape part => part.Members,
        UnionShape union => union.Cases.SelectMany(@case => @case.Members),
        _ => [],
    };
}

/// <summary>An object inside a schema.</summary>
/// <param name="Name">The name.</param>
/// <param name="IsValueType">Whether it can never be nil.</param>
/// <param name="Members">The members, ascending by key; retired ones among them.</param>
internal sealed record PartShape(string Name, bool IsValueType, EquatableArray<MemberShape> Members) : NamedShape(Name);

/// <summary>A choice of objects.</summary>
/// <param name="Name">The name.</param>
/// <param name="Cases">The cases, ascending by tag; retired ones among them.</param>
internal sealed record UnionShape(string Name, EquatableArray<CaseShape> Cases) : NamedShape(Name);

/// <summary>What stands for a tag; a retired one has no members.</summary>
internal sealed record CaseShape(int Tag, string Name, EquatableArray<MemberShape> Members) : INumbered
{
    decimal INumbered.Number => Tag;

    /// <inheritdoc/>
    public bool IsRetired { get; init; }
}

/// <summary>Numbers with names.</summary>
/// <param name="Name">The name.</param>
/// <param name="Underlying">The scalar that is stored.</param>
/// <param name="Values">The values, ascending by number; retired ones among them.</param>
internal sealed record EnumShape(string Name, string Underlying, EquatableArray<EnumValueShape> Values) : NamedShape(Name)
{
    /// <summary>Whether its values are sets of bits.</summary>
    public bool IsFlags { get; init; }

    /// <summary>
    /// Whether a value is a combination of bits that other values name: then its name is but a name. It may go, or stand for another
    /// combination, and stored values of it are read as before.
    /// </summary>
    public bool IsCombination(EnumValueShape value) =>
        IsFlags && Bits(value) is var bits && bits != 0 && (bits & (bits - 1)) != 0
        && Values.Select(Bits).Where(other => other != 0 && (other & (other - 1)) == 0).Aggregate(0UL, (known, bit) => known | bit) is var named
        && (bits & ~named) == 0;

    /// <summary>The values that are numbers of their own.</summary>
    public IEnumerable<EnumValueShape> Numbers => Values.Where(value => !IsCombination(value));

    private static ulong Bits(EnumValueShape value) => value.Number < 0 ? unchecked((ulong)(long)value.Number) : (ulong)value.Number;
}

/// <summary>A name of a number; <see langword="decimal"/> holds those of every underlying type.</summary>
internal sealed record EnumValueShape(decimal Number, string Name) : INumbered
{
    /// <inheritdoc/>
    public bool IsRetired { get; init; }
}
