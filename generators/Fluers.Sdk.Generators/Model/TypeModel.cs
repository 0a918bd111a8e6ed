namespace Fluers.Sdk.Generators.Model;

/// <summary>A type to generate for: everything that its source needs, and nothing that keeps a compilation alive.</summary>
internal sealed record TypeModel
{
    /// <summary>The metadata name with namespace, such as <c>Shop.Order+Line</c>: unique in the assembly.</summary>
    public required string MetadataName { get; init; }

    /// <summary>The namespace; empty for the global one.</summary>
    public required string Namespace { get; init; }

    /// <summary>The declarations to reopen, outermost first, the type itself last: <c>partial record Order</c>.</summary>
    public required EquatableArray<string> Declarations { get; init; }

    /// <summary>The name without containers.</summary>
    public required string Name { get; init; }

    /// <summary>The name as code anywhere may write it: <c>global::Shop.Order.Line</c>.</summary>
    public required string FullName { get; init; }

    /// <summary>The name of the nested formatter class.</summary>
    public required string Formatter { get; init; }

    /// <summary>The type parameters of the type and of what contains it, for each of which its formatter takes a format.</summary>
    public EquatableArray<TypeParameterModel> TypeParameters { get; init; }

    /// <summary>The formatter class with its type parameters.</summary>
    public string FormatterType => Formatter + TypeParameterModel.List(TypeParameters.Select(parameter => parameter.Format));

    public required bool IsValueType { get; init; }

    public required bool IsRecord { get; init; }

    /// <summary>Whether no type derives from it.</summary>
    public required bool IsSealed { get; init; }

    /// <summary>The schema that the type is; <see langword="null"/> for parts and cases.</summary>
    public SchemaModel? Schema { get; init; }

    /// <summary>The members, for a type that is an object on the wire.</summary>
    public ObjectModel? Object { get; init; }

    /// <summary>The union, for a type that is one.</summary>
    public UnionModel? Union { get; init; }

    /// <summary>The union that this type is a case of.</summary>
    public CaseModel? Case { get; init; }

    /// <summary>What stands for a type with a fault; <see langword="null"/> where there is none.</summary>
    public OutlineModel? Outline { get; init; }

    /// <summary>Whether generated code can add to the type.</summary>
    public bool CanBePrinted { get; init; } = true;

    /// <summary>The attributes on members that are named as ones of MessagePack and that no <c>using</c> leads to.</summary>
    public EquatableArray<string> LostAttributes { get; init; }

    /// <summary>The session's log; <see langword="null"/> where there is none.</summary>
    public LogModel? Log => Object?.Log;
}

/// <summary>
/// What is generated for a type with a fault: what it claims to be, and nothing that runs. So the code that uses it compiles, and the
/// fault is reported instead of all that would follow from it.
/// </summary>
/// <param name="Fault">What is wrong, as a literal of C#.</param>
/// <param name="Logs">What looks like the session's log: of two, or of one whose entries are at fault, that is not all, but code appends to it.</param>
internal sealed record OutlineModel(string Fault, EquatableArray<LogModel> Logs);

/// <summary>A type parameter.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Format">The name of the formatter's type parameter that is its format.</param>
internal sealed record TypeParameterModel(string Name, string Format)
{
    /// <summary>A list of type parameters or arguments as C#; empty for none.</summary>
    public static string List(IEnumerable<string> names) => string.Join(", ", names) is { Length: > 0 } list ? $"<{list}>" : "";
}

/// <summary>The identity of a schema.</summary>
/// <param name="Id">The id in stored data.</param>
/// <param name="Version">The version of today.</param>
/// <param name="OldestReadable">The oldest version that is read.</param>
/// <param name="IsRolling">Whether builds of all versions can share sessions.</param>
internal sealed record SchemaModel(string Id, int Version, int OldestReadable, bool IsRolling)
{
    /// <summary>The name of the class that holds the older versions; <see langword="null"/> for the one that it has by itself.</summary>
    public string? History { get; init; }

    /// <summary>Whether something else has that name, so that no older version can be generated.</summary>
    public bool HasNoHistory { get; init; }
}

/// <summary>A case of a union.</summary>
/// <param name="Union">The union's full name.</param>
/// <param name="Tag">The number that stands for the case.</param>
/// <param name="Name">The case's name without containers.</param>
/// <param name="FullName">The case's full name.</param>
/// <param name="Formatter">The full name of the case's formatter.</param>
internal sealed record CaseModel(string Union, int Tag, string Name, string FullName, string Formatter);

/// <summary>A union. Its cases are found wherever they stand and joined when it is printed.</summary>
/// <param name="IsInterface">Whether the union is an interface.</param>
/// <param name="SelfFormatter">For a union that is not abstract and so a case of itself: the name of the formatter of that case.</param>
/// <param name="RequiredMembers">The members of the union that an object initializer must set.</param>
internal sealed record UnionModel(bool IsInterface, string? SelfFormatter, EquatableArray<string> RequiredMembers)
{
    /// <summary>The tags that were in use once.</summary>
    public EquatableArray<decimal> RetiredTags { get; init; }

    /// <summary>Whether it is declared as a union of its cases, which know nothing of it, and holds one of them.</summary>
    public bool IsDeclared { get; init; }

    /// <summary>For such a union: its cases, in the order of its list.</summary>
    public EquatableArray<CaseModel> Listed { get; init; }
}
