using Fluers.Sdk.Generators.Model;
using Fluers.Sdk.Generators.Shapes;

namespace Fluers.Sdk.Generators.Tests.Evolution;

/// <summary>Makes shapes that have something of everything, so that every change finds its place.</summary>
internal sealed class RandomShape(Random random)
{
    private static readonly string[] Values = ["bool", "byte", "short", "int", "long", "uint", "float", "double", "guid", "decimal", "datetimeoffset", "timespan", "biginteger"];
    private static readonly string[] Keys = ["string", "int", "long", "guid"];
    private int _names;

    public SchemaShape Next()
    {
        var part = new PartShape(Name("Part"), random.Next(4) == 0, Members(2 + random.Next(2), depth: 0));
        var numbers = new EnumShape(Name("Level"), Pick("int", "byte", "short"), Numbers());
        var union = new UnionShape(Name("Choice"), [.. Enumerable.Range(0, 2 + random.Next(2)).Select(tag => new CaseShape(tag * 2, Name("Case"), Members(1 + random.Next(2), depth: 0)))]);
        TypeShape[] fixedTypes =
        [
            TypeShape.Named(part.Name),
            TypeShape.Of(TypeForm.List, TypeShape.Named(union.Name)),
            TypeShape.Named(numbers.Name),
            TypeShape.Of(TypeForm.List, Scalar()),
            TypeShape.Of(TypeForm.Set, TypeShape.Scalar(Pick(Keys))),
            TypeShape.Of(TypeForm.Map, TypeShape.Scalar(Pick(Keys)), TypeShape.Named(part.Name)),
            TypeShape.Scalar("int"),
            TypeShape.Scalar("string"),
        ];
        var members = new List<MemberShape>();
        int key = 0;
        foreach (TypeShape type in fixedTypes.Concat(Enumerable.Range(0, 2).Select(_ => Type(depth: 1))))
        {
            members.Add(Member(key, type, [part, numbers, union]));
            key += random.Next(4) == 0 ? 2 : 1;
        }

        return new SchemaShape
        {
            Root = new PartShape("", IsValueType: false, members.ToEquatableArray()),
            Types = new NamedShape[] { part, numbers, union }.OrderBy(type => type.Name, StringComparer.Ordinal).ToEquatableArray(),
        };
    }

    public string Name(string stem) => $"{stem}{_names++}";

    public T Pick<T>(params T[] items) => items[random.Next(items.Length)];

    public TypeShape Scalar() => random.Next(4) == 0 ? TypeShape.Scalar(Pick("string", "bytes")) : TypeShape.Scalar(Pick(Values));

    public TypeShape Type(int depth) => (depth > 2 ? 0 : random.Next(8)) switch
    {
        1 => TypeShape.Of(TypeForm.List, Type(depth + 1)),
        2 => TypeShape.Of(TypeForm.Map, TypeShape.Scalar(Pick(Keys)), Type(depth + 1)),
        3 => TypeShape.Of(TypeForm.Set, TypeShape.Scalar(Pick(Keys))),
        4 => TypeShape.Of(TypeForm.Grid, TypeShape.Scalar(Pick(Values))) with { Rank = 2 },
        5 => TypeShape.Of(TypeForm.Tuple, TypeShape.Scalar(Pick(Values)), TypeShape.Scalar(Pick(Values))),
        6 => Scalar() with { IsNullable = true },
        _ => Scalar(),
    };

    /// <summary>A member of a type: required, or optional with a default that C# can state.</summary>
    public MemberShape Member(int key, TypeShape type, IReadOnlyList<NamedShape> types, bool? required = null)
    {
        var member = new MemberShape(key, Name("M"), type);
        return required ?? random.Next(3) == 0
            ? member with { IsRequired = true }
            : Optional(member, types);
    }

    /// <summary>The same member, optional; required where its type has no value to begin with.</summary>
    public MemberShape Optional(MemberShape member, IReadOnlyList<NamedShape> types)
    {
        TypeShape type = member.Type;
        member = member with { IsRequired = false, Default = null };
        return type switch
        {
            { IsNullable: true } => member,
            { Form: TypeForm.List or TypeForm.Set or TypeForm.Map } or { Name: Scalars.Bytes } => member with { Default = "[]" },
            { Form: TypeForm.Scalar } => member with { Default = Default(type.Name) },
            { Form: TypeForm.Named } when types.First(found => found.Name == type.Name) is EnumShape numbers => member with { Default = $"{numbers.Values[^1].Number}" is var text && text != "0" ? text : null },
            { Form: TypeForm.Tuple } => member,
            _ => member with { IsRequired = true },
        };
    }

    private string? Default(string scalar) => scalar switch
    {
        "string" => Pick("\"\"", "\"text\""),
        "bool" => Pick(null, "true"),
        "byte" or "short" or "int" or "long" or "uint" or "double" or "float" or "decimal" => Pick(null, "7", "12"),
        _ => null,
    };

    private EquatableArray<MemberShape> Members(int count, int depth) =>
        Enumerable.Range(0, count).Select(key => Member(key, depth > 0 ? Type(depth) : random.Next(2) == 0 ? Scalar() : Scalar() with { IsNullable = true }, [])).ToEquatableArray();

    private EquatableArray<EnumValueShape> Numbers() =>
        Enumerable.Range(0, 2 + random.Next(3)).Select(number => new EnumValueShape(number * 3, Name("Value"))).ToEquatableArray();
}
