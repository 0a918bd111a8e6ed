using Fluers.Sdk.Generators.Model;
using Fluers.Sdk.Generators.Shapes;

namespace Fluers.Sdk.Generators.Tests.Evolution;

/// <summary>Makes shapes that have something of everything, so that every change finds its place.</summary>
internal sealed class RandomShape(Random random)
{
    private static readonly string[] Values = ["bool", "byte", "short", "int", "long", "uint", "float", "double", "guid", "decimal", "datetimeoffset", "timespan", "biginteger"];
    private static readonly string[] Keys = ["string", "int", "long", "guid"];
    private const int OthersOfRoot = 7;
    private int _names;

    /// <summary>A member that no change touches, so that every build has something to change itself.</summary>
    public const string Touched = nameof(Touched);

    /// <summary>How parts are called that say themselves which of them are the same.</summary>
    public const string Mark = nameof(Mark);

    /// <summary>Whether there are sets of such parts.</summary>
    public bool HasMarks { get; init; }

    public SchemaShape Next()
    {
        var part = new PartShape(Name("Part"), random.Next(4) == 0, Members(2 + random.Next(2), depth: 0));
        bool isFlags = random.Next(4) == 0;
        var numbers = new EnumShape(Name("Level"), Pick("int", "byte", "short"), isFlags ? Bits() : Numbers()) { IsFlags = isFlags };
        string link = Name("Link");
        var self = new PartShape(link, IsValueType: false, [new MemberShape(0, "Next", TypeShape.Named(link) with { IsNullable = true })]);
        var union = new UnionShape(Name("Choice"), [.. Enumerable.Range(0, 2 + random.Next(2)).Select(tag => new CaseShape(tag * 2, Name("Case"), Members(1, depth: 0)))]);
        TypeShape[] always =
        [
            TypeShape.Named(part.Name),
            TypeShape.Of(TypeForm.List, TypeShape.Named(union.Name)),
            TypeShape.Named(numbers.Name),
            TypeShape.Of(TypeForm.List, TypeShape.Named(numbers.Name)),
            TypeShape.Of(TypeForm.List, TypeShape.Scalar(Pick(Keys))),
        ];
        TypeShape[] others =
        [
            TypeShape.Of(TypeForm.List, Scalar()),
            TypeShape.Of(TypeForm.Set, TypeShape.Scalar(Pick(Keys))),
            TypeShape.Of(TypeForm.Map, TypeShape.Scalar(Pick(Keys)), TypeShape.Named(part.Name)),
            TypeShape.Scalar("int"),
            TypeShape.Scalar("string"),
            TypeShape.Scalar("timespan"),
            TypeShape.Scalar("timespan"),
            TypeShape.Formatter(Pick("Formats.Plain", "Formats.Boxed")),
            TypeShape.Named(link) with { IsNullable = true },
            Type(depth: 1),
        ];
        random.Shuffle(others);
        PartShape[] marks = HasMarks ? [new PartShape(Name(Mark), IsValueType: false, Members(3, depth: 0))] : [];
        var members = new List<MemberShape> { new(0, Touched, TypeShape.Scalar("int")) };
        int key = 1;
        foreach (TypeShape type in always.Concat(others.Take(OthersOfRoot)).Concat(marks.Select(mark => TypeShape.Of(TypeForm.Set, TypeShape.Named(mark.Name)))))
        {
            members.Add(Member(key, type, [part, numbers, union, self, .. marks]));
            key += random.Next(4) == 0 ? 2 : 1;
        }

        return new SchemaShape
        {
            Root = new PartShape("", IsValueType: false, members.ToEquatableArray()),
            Types = new NamedShape[] { part, numbers, union, self }.Concat(marks).OrderBy(type => type.Name, StringComparer.Ordinal).ToEquatableArray(),
            Log = Pick(null, "entry"),
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
        "timespan" => Pick("TimeSpan.FromMinutes(5)", "TimeSpan.FromMinutes(9)"),
        "byte" or "short" or "int" or "long" or "uint" or "double" or "float" or "decimal" => Pick(null, "7", "12"),
        _ => null,
    };

    private EquatableArray<MemberShape> Members(int count, int depth) =>
        Enumerable.Range(0, count).Select(key => Member(key, depth > 0 ? Type(depth) : random.Next(2) == 0 ? Scalar() : Scalar() with { IsNullable = true }, [])).ToEquatableArray();

    private EquatableArray<EnumValueShape> Bits() => [new(0, Name("None")), new(1, Name("Bit")), new(2, Name("Bit")), new(3, Name("Both"))];

    private EquatableArray<EnumValueShape> Numbers() =>
        Enumerable.Range(0, 2 + random.Next(3)).Select(number => new EnumValueShape(number * 3, Name("Value"))).ToEquatableArray();
}
