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

    /// <summary>
    /// For an enum: its underlying type as C#. For a generated type: the full name of its formatter, without type arguments.
    /// For a custom format: the formatter as C#. For a type parameter: the parameter that is its format.
    /// </summary>
    public string Via { get; init; } = "";

    /// <summary>For a custom format: the type that its formatter is for, as C#.</summary>
    public string Formatted { get; init; } = "";

    /// <summary>For an enum: its names and numbers.</summary>
    public EnumModel? Enum { get; init; }

    /// <summary>For a sequence or a map: what holds the elements.</summary>
    public CollectionForm? Collection { get; init; }

    /// <summary>For a grid: the number of its dimensions.</summary>
    public int Rank { get; init; }

    /// <summary>For a tuple: its parts in order. For a generated type that is generic: its type arguments.</summary>
    public EquatableArray<TuplePart> Parts { get; init; }

    /// <summary>For a map: its keys.</summary>
    public ValueModel? Key { get; init; }

    /// <summary>For a sequence or a grid its elements, for a map its values.</summary>
    public ValueModel? Element { get; init; }

    /// <summary>The values inside this one that may have methods of their own, with what stands behind the name of its methods in theirs.</summary>
    public IEnumerable<(string Suffix, ValueModel Value)> Children => Kind switch
    {
        ValueKind.Sequence or ValueKind.Grid => [(ItemSuffix, Element!)],
        ValueKind.Map => [(MapValueSuffix, Element!)],
        ValueKind.Tuple or ValueKind.Generated => Parts.Select(part => (part.Name, part.Value)),
        _ => [],
    };

    /// <summary>The type as C#, without an annotation at the outside.</summary>
    public string BareType => IsNullable && Type.EndsWith("?", StringComparison.Ordinal) ? Type.Substring(0, Type.Length - 1) : Type;

    /// <summary>
    /// Null as C#. Of <c>condition ? 1 : default</c> the type is int, and a struct may convert from something that can be null,
    /// as memory does from an array; so it is called by its full name.
    /// </summary>
    public string Null => IsValueType ? $"default({Type})" : Kind == ValueKind.Parameter ? "default" : "null";

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

    /// <summary>An array of several dimensions.</summary>
    Grid,

    /// <summary>A value tuple, or the pair of a key and a value.</summary>
    Tuple,

    /// <summary>What a formatter of the user's own writes.</summary>
    Custom,

    /// <summary>A type parameter, whose format comes with the type that stands for it.</summary>
    Parameter,
}

/// <summary>A part of a tuple or a pair, or a type argument.</summary>
/// <param name="Name">Its name, or that of the type parameter; it also stands behind that of the methods for the whole in those for the part.</param>
/// <param name="Value">Its value.</param>
internal sealed record TuplePart(string Name, ValueModel Value);
