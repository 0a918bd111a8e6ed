using System.Text.Json;
using Fluers.Sdk.Generators.Model;
using Fluers.Sdk.Generators.Shapes;

namespace Fluers.Sdk.Generators.Tests.Judging;

/// <summary>
/// Avro schemas as shapes. Avro knows fields, symbols and branches by name and we by number, so both schemas of a pair share one table
/// in which each name has its number.
/// </summary>
internal sealed class AvroShapes
{
    private readonly Dictionary<(string Owner, string Name), int> _numbers = [];
    private readonly SortedDictionary<string, NamedShape> _types = new(StringComparer.Ordinal);

    private AvroShapes(Dictionary<(string, string), int> numbers) => _numbers = numbers;

    /// <summary>The shapes of what was written and what is read; <see langword="null"/> for types that no C# member has.</summary>
    public static (SchemaShape Old, SchemaShape Now)? Pair(JsonElement writer, JsonElement reader)
    {
        var numbers = new Dictionary<(string, string), int>();
        return new AvroShapes(numbers).Root(writer) is { } old && new AvroShapes(numbers).Root(reader) is { } now ? (old, now) : null;
    }

    private SchemaShape? Root(JsonElement schema) => Type(schema, "root") is { } type
        ? new SchemaShape
        {
            Root = new PartShape("", IsValueType: false, [new MemberShape(0, "Value", type) { IsRequired = true }]),
            Types = [.. _types.Values],
        }
        : null;

    private TypeShape? Type(JsonElement schema, string owner) => schema.ValueKind switch
    {
        JsonValueKind.Array => Union(schema, owner),
        JsonValueKind.String => Scalar(schema.GetString()!),
        _ => schema.GetProperty("type").GetString() switch
        {
            "record" => Record(schema, owner),
            "enum" => Enum(schema, owner),
            "array" => Type(schema.GetProperty("items"), owner + "[]") is { } element ? TypeShape.Of(TypeForm.List, element) : null,
            "map" => Type(schema.GetProperty("values"), owner + "[]") is { } value ? TypeShape.Of(TypeForm.Map, TypeShape.Scalar("string"), value) : null,
            var name => Scalar(name!),
        },
    };

    private static TypeShape? Scalar(string name) => name switch
    {
        "boolean" => TypeShape.Scalar("bool"),
        "int" or "long" or "float" or "double" or "string" or "bytes" => TypeShape.Scalar(name),
        _ => null,   // null by itself and bytes of a fixed number
    };

    private TypeShape? Record(JsonElement schema, string owner)
    {
        string name = schema.GetProperty("name").GetString()!;
        var members = new List<MemberShape>();
        foreach (JsonElement field in schema.GetProperty("fields").EnumerateArray())
        {
            string member = field.GetProperty("name").GetString()!;
            if (Type(field.GetProperty("type"), $"{owner}.{member}") is not { } type)
            {
                return null;
            }

            bool isOptional = field.TryGetProperty("default", out JsonElement value);
            members.Add(new MemberShape(NumberOf(owner, member), member, type)
            {
                IsRequired = !isOptional,
                Default = isOptional && !type.IsNullable && value.ToString() is var text && text != "0" ? text : null,
            });
        }

        _types[name] = new PartShape(name, IsValueType: false, [.. members.OrderBy(member => member.Key)]);
        return TypeShape.Named(name);
    }

    private TypeShape Enum(JsonElement schema, string owner)
    {
        string name = schema.GetProperty("name").GetString()!;
        IEnumerable<EnumValueShape> values = schema.GetProperty("symbols").EnumerateArray().Select(symbol => new EnumValueShape(NumberOf(owner, symbol.GetString()!), symbol.GetString()!));
        _types[name] = new EnumShape(name, "int", [.. values.OrderBy(value => value.Number)]);
        return TypeShape.Named(name);
    }

    /// <summary>A choice with null is what C# calls nullable; any other has a case for each branch.</summary>
    private TypeShape? Union(JsonElement schema, string owner)
    {
        JsonElement[] branches = [.. schema.EnumerateArray().Where(branch => BranchName(branch) != "null")];
        bool isNullable = branches.Length < schema.GetArrayLength();
        if (isNullable && branches.Length == 1)
        {
            return Type(branches[0], owner) is { } only ? only with { IsNullable = true } : null;
        }

        var cases = new List<CaseShape>();
        foreach (JsonElement branch in branches)
        {
            string name = BranchName(branch);
            if (Type(branch, $"{owner}.{name}") is not { } type)
            {
                return null;
            }

            cases.Add(new CaseShape(NumberOf(owner, name), name, [new MemberShape(0, "Value", type) { IsRequired = true }]));
        }

        string union = $"Union of {owner}";
        _types[union] = new UnionShape(union, [.. cases.OrderBy(@case => @case.Tag)]);
        return TypeShape.Named(union) with { IsNullable = isNullable };
    }

    private static string BranchName(JsonElement branch) => branch.ValueKind == JsonValueKind.String ? branch.GetString()!
        : branch.TryGetProperty("name", out JsonElement name) ? name.GetString()!
        : branch.GetProperty("type").GetString()!;

    private int NumberOf(string owner, string name)
    {
        if (!_numbers.TryGetValue((owner, name), out int number))
        {
            number = _numbers.Keys.Count(key => key.Owner == owner);
            _numbers.Add((owner, name), number);
        }

        return number;
    }
}
