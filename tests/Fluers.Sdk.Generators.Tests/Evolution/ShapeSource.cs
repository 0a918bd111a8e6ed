using System.Globalization;
using System.Text;
using Fluers.Sdk.Generators.Model;
using Fluers.Sdk.Generators.Shapes;

namespace Fluers.Sdk.Generators.Tests.Evolution;

/// <summary>Prints a shape as the C# that someone would write to have it: what the generator records of that is the shape again.</summary>
internal sealed class ShapeSource
{
    private readonly StringBuilder _text = new();
    private readonly SchemaShape _shape;

    private ShapeSource(SchemaShape shape) => _shape = shape;

    /// <param name="shape">A shape whose root is an object.</param>
    /// <param name="space">The namespace.</param>
    /// <param name="id">The schema's id.</param>
    /// <param name="version">Its version.</param>
    public static string Of(SchemaShape shape, string space, string id, int version = 1)
    {
        var source = new ShapeSource(shape);
        source._text.AppendLine(CultureInfo.InvariantCulture, $"namespace {space}\n{{");
        source._text.AppendLine(CultureInfo.InvariantCulture, $"[SessionSchema({version}, Id = \"{id}\")] public sealed partial record Root {{ {source.Members(((PartShape)shape.Root).Members)} }}");
        foreach (NamedShape type in shape.Types)
        {
            source._text.AppendLine(source.Declaration(type));
        }

        return source._text.AppendLine("}").ToString();
    }

    private string Declaration(NamedShape type) => type switch
    {
        PartShape part => $"[SessionPart] public {(part.IsValueType ? "" : "sealed ")}partial record {(part.IsValueType ? "struct " : "")}{part.Name} {{ public {part.Name}() {{ }} {Members(part.Members)} }}",
        UnionShape union => $"[SessionUnion] public abstract partial record {union.Name} {{ {string.Join(" ", union.Cases.Select(@case => $"[Case({@case.Tag})] public sealed partial record {@case.Name} : {union.Name} {{ {Members(@case.Members)} }}"))} }}",
        EnumShape numbers => $"public enum {numbers.Name} : {numbers.Underlying} {{ {string.Join(", ", numbers.Values.Select(value => $"{value.Name} = {value.Number}"))} }}",
        _ => throw new InvalidOperationException(),
    };

    private string Members(EquatableArray<MemberShape> members) => string.Join("\n", members.Where(member => !member.IsRetired).Select(member =>
        $"[Key({member.Key})] public {(member.IsRequired ? "required " : "")}{Type(member.Type)} {member.Name} {{ get; init; }}{(Initializer(member) is { } value ? $" = {value};" : "")}"));

    private string? Initializer(MemberShape member) => member.Default switch
    {
        null => null,
        { } text when member.Type.Form == TypeForm.Named && _shape.Find(member.Type.Name) is EnumShape numbers => $"({numbers.Name})({text})",
        { } text when member.Type.Name == "decimal" => text + "m",
        { } text when member.Type.Name == "float" => text + "f",
        { } text => text,
    };

    private string Type(TypeShape type)
    {
        string name = type.Form switch
        {
            TypeForm.Scalar => type.Name switch
            {
                "bytes" => "byte[]",
                "guid" => "Guid",
                "datetimeoffset" => "DateTimeOffset",
                "timespan" => "TimeSpan",
                "biginteger" => "System.Numerics.BigInteger",
                _ => type.Name,
            },
            TypeForm.List => $"List<{Type(type.Arguments[0])}>",
            TypeForm.Set => $"HashSet<{Type(type.Arguments[0])}>",
            TypeForm.Map => $"Dictionary<{Type(type.Arguments[0])}, {Type(type.Arguments[1])}>",
            TypeForm.Grid => $"{Type(type.Arguments[0])}[{new string(',', type.Rank - 1)}]",
            TypeForm.Tuple => $"({string.Join(", ", type.Arguments.Select(Type))})",
            _ => type.Name,
        };
        return type.IsNullable ? name + "?" : name;
    }
}
