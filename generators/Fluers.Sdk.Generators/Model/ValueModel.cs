namespace Fluers.Sdk.Generators.Model;

/// <summary>How a value of some type is written and read.</summary>
internal sealed record ValueModel
{
    /// <summary>What the methods of a collection of collections have behind the name of the outer one's.</summary>
    public const string ItemSuffix = "Item";

    /// <summary>The same for a map of collections.</summary>
    public const string MapValueSuffix = "Value";

    public required ValueKind Kind { get; init; }

    /// <summary>The type as C#, with its nullable annotation.</summary>
    public required string Type { get; init; }

    /// <summary>Whether nil stands for null.</summary>
    public required bool IsNullable { get; init; }

    /// <summary>Whether the type, without its annotation, is a value type.</summary>
    public required bool IsValueType { get; init; }

    /// <summary>For a scalar or an enum: <c>Int32</c> of <c>WriteInt32</c> and <c>ReadInt32</c>.</summary>
    public string Primitive { get; init; } = "";

    /// <summary>For an enum: its underlying type as C#. For a generated type: the full name of its formatter.</summary>
    public string Via { get; init; } = "";

    /// <summary>For a sequence or a map: what holds the elements.</summary>
    public CollectionKind Collection { get; init; }

    /// <summary>For a map: its keys.</summary>
    public ValueModel? Key { get; init; }

    /// <summary>For a sequence its elements, for a map its values.</summary>
    public ValueModel? Element { get; init; }

    /// <summary>The type as C#, without an annotation at the outside.</summary>
    public string BareType => IsNullable && Type.EndsWith("?", StringComparison.Ordinal) ? Type.Substring(0, Type.Length - 1) : Type;

    /// <summary>
    /// Null as C#. Of <c>condition ? 1 : default</c> the type is int, and a struct may convert from something that can be null,
    /// as memory does from an array; so it is called by its full name.
    /// </summary>
    public string Null => IsValueType ? $"default({Type})" : "null";

    /// <summary>The same value where nil was dealt with.</summary>
    public ValueModel NotNull => IsNullable ? this with { IsNullable = false, Type = BareType } : this;
}

internal enum ValueKind
{
    Scalar,
    Enum,
    Generated,
    Sequence,
    Map,
}

internal enum CollectionKind
{
    None,
    Array,
    List,
    ReadOnlyList,
    ImmutableArray,
    ImmutableList,
    Dictionary,
    SortedDictionary,
    ReadOnlyDictionary,
    ImmutableDictionary,
    ImmutableSortedDictionary,
}
