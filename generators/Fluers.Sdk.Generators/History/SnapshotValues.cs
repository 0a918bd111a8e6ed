using Fluers.Sdk.Generators.Model;
using Fluers.Sdk.Generators.Parsing;
using Fluers.Sdk.Generators.Shapes;

namespace Fluers.Sdk.Generators.History;

/// <summary>Gives the types of a shape a C# type: for each wire form one, whatever the code of that version had.</summary>
/// <param name="shape">The shape.</param>
/// <param name="names">What its types are called.</param>
/// <param name="formatters">The formatters that it names.</param>
internal sealed class SnapshotValues(SchemaShape shape, SnapshotNames names, EquatableArray<SnapshotFormatter> formatters)
{
    private static readonly Dictionary<string, (string Primitive, string Type, bool IsValueType)> Scalar = new(StringComparer.Ordinal)
    {
        ["bool"] = ("Boolean", "bool", true),
        ["sbyte"] = ("SByte", "sbyte", true),
        ["byte"] = ("Byte", "byte", true),
        ["short"] = ("Int16", "short", true),
        ["ushort"] = ("UInt16", "ushort", true),
        ["int"] = ("Int32", "int", true),
        ["uint"] = ("UInt32", "uint", true),
        ["long"] = ("Int64", "long", true),
        ["ulong"] = ("UInt64", "ulong", true),
        ["int128"] = ("Int128", "global::System.Int128", true),
        ["uint128"] = ("UInt128", "global::System.UInt128", true),
        ["half"] = ("Half", "global::System.Half", true),
        ["float"] = ("Single", "float", true),
        ["double"] = ("Double", "double", true),
        ["decimal"] = ("Decimal", "decimal", true),
        ["biginteger"] = ("BigInteger", "global::System.Numerics.BigInteger", true),
        ["char"] = ("Char", "char", true),
        ["rune"] = ("Rune", "global::System.Text.Rune", true),
        ["string"] = ("String", "string", false),
        [Scalars.Bytes] = ("Bytes", "byte[]", false),
        ["guid"] = ("Guid", "global::System.Guid", true),
        ["uri"] = ("Uri", "global::System.Uri", false),
        ["version"] = ("Version", "global::System.Version", false),
        ["timespan"] = ("TimeSpan", "global::System.TimeSpan", true),
        ["dateonly"] = ("DateOnly", "global::System.DateOnly", true),
        ["timeonly"] = ("TimeOnly", "global::System.TimeOnly", true),
        ["datetime"] = ("DateTime", "global::System.DateTime", true),
        ["datetimeoffset"] = ("DateTimeOffset", "global::System.DateTimeOffset", true),
        ["json"] = ("JsonElement", "global::System.Text.Json.JsonElement", true),
        ["jsonobject"] = ("JsonObject", "global::System.Text.Json.Nodes.JsonObject", false),
        ["jsonarray"] = ("JsonArray", "global::System.Text.Json.Nodes.JsonArray", false),
    };

    public ValueModel Of(TypeShape type)
    {
        ValueModel value = type.Form switch
        {
            TypeForm.Scalar => OfScalar(type.Name),
            TypeForm.Named => OfNamed(type.Name),
            TypeForm.List => Sequence("IReadOnlyList", CollectionTypes.ReadOnlyList, Of(type.Arguments[0])),
            TypeForm.Set => Sequence("IReadOnlySet", CollectionTypes.HashSet, Of(type.Arguments[0])),
            TypeForm.Map => Map(Of(type.Arguments[0]), Of(type.Arguments[1])),
            TypeForm.Grid => Grid(Of(type.Arguments[0]), type.Rank),
            TypeForm.Tuple => Tuple([.. type.Arguments.Select(Of)]),
            TypeForm.Formatter => Custom(formatters.First(formatter => formatter.Name == type.Name)),
            _ => throw new InvalidOperationException($"{type} has no snapshot."),
        };
        return type.IsNullable ? value with { IsNullable = true, Type = value.Type + "?" } : value;
    }

    private static ValueModel OfScalar(string name)
    {
        (string primitive, string type, bool isValueType) = Scalar[name];
        return new ValueModel { Kind = ValueKind.Scalar, Type = type, IsNullable = false, IsValueType = isValueType, Primitive = primitive };
    }

    private ValueModel OfNamed(string name) => shape.Find(name) switch
    {
        EnumShape numbers => OfScalar(numbers.Underlying) is var number
            ? number with { Kind = ValueKind.Enum, Type = names.FullName(name), Via = number.Type }
            : number,
        var type => new ValueModel
        {
            Kind = ValueKind.Generated,
            Type = names.FullName(name),
            IsNullable = false,
            IsValueType = type is PartShape { IsValueType: true },
            Via = $"{names.FullName(name)}.SessionFormatter",
        },
    };

    private static ValueModel Custom(SnapshotFormatter formatter) => new()
    {
        Kind = ValueKind.Custom,
        Type = formatter.Type,
        IsNullable = false,
        IsValueType = formatter.IsValueType,
        Via = formatter.Made,
        Formatted = formatter.Type,
    };

    private static ValueModel Sequence(string type, CollectionForm form, ValueModel element) => new()
    {
        Kind = ValueKind.Sequence,
        Type = $"global::System.Collections.Generic.{type}<{element.Type}>",
        IsNullable = false,
        IsValueType = false,
        Collection = form,
        Element = element,
    };

    private static ValueModel Map(ValueModel key, ValueModel element) =>
        Sequence("IReadOnlyDictionary", CollectionTypes.Dictionary, element) with
        {
            Kind = ValueKind.Map,
            Type = $"global::System.Collections.Generic.IReadOnlyDictionary<{key.Type}, {element.Type}>",
            Key = key,
        };

    private static ValueModel Grid(ValueModel element, int rank) => new()
    {
        Kind = ValueKind.Grid,
        Type = TypeNames.ArrayOf(element.Type, rank),
        IsNullable = false,
        IsValueType = false,
        Element = element,
        Rank = rank,
    };

    private static ValueModel Tuple(ValueModel[] parts) => new()
    {
        Kind = ValueKind.Tuple,
        Type = $"global::System.ValueTuple<{string.Join(", ", parts.Select(part => part.Type))}>",
        IsNullable = false,
        IsValueType = true,
        Parts = parts.Select((part, i) => new TuplePart(TupleTypes.Items[i], part)).ToEquatableArray(),
    };
}
