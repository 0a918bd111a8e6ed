using System.Globalization;
using System.Text;
using Fluers.Sdk.Generators.History;
using Fluers.Sdk.Generators.Model;
using Fluers.Sdk.Generators.Shapes;

namespace Fluers.Sdk.Generators.Tests.Evolution;

/// <summary>
/// Prints a shape as the C# that someone would write to have it: what the generator records of that is the shape again. Given chance,
/// it spells what has several spellings now one way and now another.
/// </summary>
internal sealed class ShapeSource(SchemaShape shape, Random? chance = null)
{
    private readonly StringBuilder _text = new();
    private readonly Dictionary<string, string> _kinds = new(StringComparer.Ordinal);

    /// <summary>The formatters that shapes name, and the entries of their logs.</summary>
    public const string Common = """
        namespace Formats
        {
            public sealed class Plain : MessagePack.Formatters.IMessagePackFormatter<string>
            {
                public void Serialize(ref MessagePackWriter writer, string value, MessagePackSerializerOptions options) => writer.Write(value);
                public string Deserialize(ref MessagePackReader reader, MessagePackSerializerOptions options) => reader.ReadString() ?? "";
            }
            public sealed class Boxed : MessagePack.Formatters.IMessagePackFormatter<string>
            {
                public void Serialize(ref MessagePackWriter writer, string value, MessagePackSerializerOptions options)
                {
                    writer.WriteArrayHeader(1);
                    writer.Write(value);
                }
                public string Deserialize(ref MessagePackReader reader, MessagePackSerializerOptions options) => reader.ReadArrayHeader() == 1 ? reader.ReadString() ?? "" : "";
            }
        }
        namespace Entries
        {
            [SessionSchema(1, Id = "entry")] public sealed partial record Entry([property: Key(0)] int X);
            [SessionSchema(1, Id = "other")] public sealed partial record Other([property: Key(0)] int X);
        }
        """;

    /// <summary>The formatters, as the generator finds them.</summary>
    public static EquatableArray<SnapshotFormatter> Formatters { get; } =
        [new("Formats.Plain", "string", IsValueType: false, "new global::Formats.Plain()"), new("Formats.Boxed", "string", IsValueType: false, "new global::Formats.Boxed()")];

    /// <summary>Whether a base may stand in another project.</summary>
    public bool MayUseLibrary { get; init; }

    /// <summary>What stands there.</summary>
    public string Library { get; private set; } = "";

    /// <summary>Which of the kinds of collections stands where.</summary>
    public IReadOnlyDictionary<string, string> Kinds => _kinds;

    /// <summary>The code of a shape whose root is an object, each thing spelled in the same way.</summary>
    /// <param name="shape">The shape.</param>
    /// <param name="space">The namespace.</param>
    /// <param name="id">The schema's id.</param>
    /// <param name="version">Its version.</param>
    public static string Of(SchemaShape shape, string space, string id, int version = 1) => new ShapeSource(shape).Print(space, id, version);

    public string Print(string space, string id, int version = 1)
    {
        _text.AppendLine(CultureInfo.InvariantCulture, $"namespace {space}\n{{");
        MemberShape[] members = InSomeOrder(((PartShape)shape.Root).Members);
        int own = Likely() ? members.Length : members.Length / 2;
        string word = Record;
        string log = shape.Log is { } entry ? $"public SessionLog<Entries.{(entry == "entry" ? "Entry" : "Other")}> Log{chance?.Next(3)} {{ get; init; }} = [];" : "";
        _text.AppendLine(CultureInfo.InvariantCulture, $"[SessionSchema({version}, Id = \"{id}\")] public sealed partial {word} Root{(own < members.Length ? " : Base" : "")} {{ {Members("Root", members[..own])} {log} {Others} }}");
        if (own < members.Length)
        {
            string declaration = $"public abstract {word} Base {{ {Members("Root", members[own..])} }}";
            if (MayUseLibrary && chance?.Next(2) == 0 && members[own..].All(member => !member.Type.NamedTypes.Any() && member.Type.Form != TypeForm.Formatter))
            {
                Library = $"namespace {space} {{ {declaration} }}";
            }
            else
            {
                _text.AppendLine(declaration);
            }
        }

        foreach (NamedShape type in shape.Types)
        {
            _text.AppendLine(Declaration(type));
        }

        return _text.AppendLine("}").ToString();
    }

    private string Record => Likely() ? "record" : "class";

    /// <summary>What is no part of a shape.</summary>
    private string Others => Likely() ? "" : "[IgnoreMember] public int Ignored { get; set; } [IgnoreMember] public string Computed => \"\"; public const int Constant = 1;";

    private bool Likely() => chance is null || chance.Next(3) > 0;

    private MemberShape[] InSomeOrder(EquatableArray<MemberShape> members)
    {
        MemberShape[] live = [.. members.Where(member => !member.IsRetired)];
        chance?.Shuffle(live);
        return live;
    }

    private string Declaration(NamedShape type)
    {
        switch (type)
        {
            case PartShape part:
                MemberShape[] members = InSomeOrder(part.Members);
                string kind = part.IsValueType ? (Likely() ? "partial record struct" : "partial struct") : $"sealed partial {Record}";
                string constructor = $"public {part.Name}() {{ }} {Sameness(part, kind)}";
                string face = IsMark(part) && kind.EndsWith("class", StringComparison.Ordinal) ? $" : IEquatable<{part.Name}>" : "";
                return Likely()
                    ? $"[SessionPart] public {kind} {part.Name}{face} {{ {constructor} {Members(part.Name, members)} {Others} }}"
                    : $"[SessionPart] public {kind} {part.Name}{face} {{ {constructor} {Members(part.Name, members[..1])} }} public {kind} {part.Name} {{ {Members(part.Name, members[1..])} }}";
            case UnionShape union:
                string word = Record;
                string cases = string.Join(" ", union.Cases.Where(@case => !@case.IsRetired).Select(@case =>
                    $"[Case({@case.Tag})] public sealed partial {word} {@case.Name} : {union.Name} {{ {Members($"{union.Name}.{@case.Name}", InSomeOrder(@case.Members))} }}"));
                return Likely()
                    ? $"[SessionUnion] public abstract partial {word} {union.Name} {{ {cases} }}"
                    : $"[SessionUnion] public abstract partial {word} {union.Name}; {cases}";
            default:
                var numbers = (EnumShape)type;
                EnumValueShape[] values = [.. numbers.Values.Where(value => !value.IsRetired)];
                chance?.Shuffle(values);
                return $"{(numbers.IsFlags ? "[Flags] " : "")}public enum {numbers.Name} : {numbers.Underlying} {{ {string.Join(", ", values.Select(value => $"{value.Name} = {value.Number}"))} }}";
        }
    }

    private static bool IsMark(PartShape part) => !part.IsValueType && part.Name.StartsWith(RandomShape.Mark, StringComparison.Ordinal);

    /// <summary>What a part says itself of which others are the same: it knows the members of its build and nothing of those that are kept.</summary>
    private static string Sameness(PartShape part, string kind)
    {
        if (!IsMark(part))
        {
            return "";
        }

        string same = string.Concat(part.Members.Where(member => !member.IsRetired).Select(member => $" && Equals({member.Name}, other.{member.Name})"));
        string any = kind.EndsWith("class", StringComparison.Ordinal) ? $" public override bool Equals(object? other) => Equals(other as {part.Name});" : "";
        return $"public bool Equals({part.Name}? other) => other is not null{same};{any} public override int GetHashCode() => 1;";
    }

    private string Members(string owner, IEnumerable<MemberShape> members) => string.Join("\n", members.Select(member =>
    {
        string formatter = member.Type.Form == TypeForm.Formatter ? $", MessagePackFormatter(typeof({member.Type.Name}))" : "";
        string type = Type(member.Type, $"{owner}.{member.Key}");
        return $"[Key({member.Key}){formatter}] public {(member.IsRequired ? "required " : "")}{type} {member.Name} {{ get; init; }}{(Initializer(member, type) is { } value ? $" = {value};" : "")}";
    }));

    /// <summary>A default has many spellings.</summary>
    private string? Initializer(MemberShape member, string type) => (member.Default, member.Type) switch
    {
        (null, { IsNullable: false, Form: TypeForm.Scalar, Name: var scalar }) when !member.IsRequired && !Likely() => scalar switch
        {
            "guid" => Any("Guid.Empty", "default", "new()", "new Guid()"),
            "timespan" => Any("TimeSpan.Zero", "default", "new()"),
            "biginteger" => Any("System.Numerics.BigInteger.Zero", "default", "0"),
            "decimal" => Any("0m", "0.00m", "default"),
            "int" or "long" or "double" => Any("0", "1 - 1", "default"),
            "bool" => Any("false", "!true"),
            _ => null,
        },
        ("\"\"", _) when !Likely() => Any("string.Empty", "System.String.Empty", "\"\" + \"\""),
        ("\"text\"", _) when !Likely() => "\"te\" + \"xt\"",
        ("7", { Name: "decimal" }) when !Likely() => "7.0m",
        ("7", { Name: "int" }) when !Likely() => "'\\a'",
        _ => Written(member, type),
    };

    private string Any(params string[] spellings) => spellings[chance!.Next(spellings.Length)];

    private string? Written(MemberShape member, string type) => member.Default switch
    {
        null => null,
        Defaults.Empty when type.StartsWith("IReadOnlySet", StringComparison.Ordinal) => $"new HashSet{type["IReadOnlySet".Length..]}()",
        Defaults.Empty when type.StartsWith("IReadOnlyDictionary", StringComparison.Ordinal) => $"new Dictionary{type["IReadOnlyDictionary".Length..]}()",
        Defaults.Empty when type.StartsWith("ImmutableDictionary", StringComparison.Ordinal) => $"{type}.Empty",
        Defaults.Empty when type.EndsWith("Memory<byte>", StringComparison.Ordinal) => null,
        { } text when member.Type.Form == TypeForm.Named && shape.Find(member.Type.Name) is EnumShape numbers => $"({numbers.Name})({text})",
        { } text when member.Type.Name == "decimal" => text + "m",
        { } text when member.Type.Name == "float" => text + "f",
        { } text => text,
    };

    private string Type(TypeShape type, string path)
    {
        string name = type.Form switch
        {
            TypeForm.Scalar => type.Name switch
            {
                Scalars.Bytes => Kind(path, "byte[]", "ReadOnlyMemory<byte>", "Memory<byte>"),
                "guid" => "Guid",
                "datetimeoffset" => "DateTimeOffset",
                "timespan" => "TimeSpan",
                "biginteger" => "System.Numerics.BigInteger",
                _ => type.Name,
            },
            TypeForm.List => Type(type.Arguments[0], path + "[]") is var element && CanBeArray(type.Arguments[0])
                ? Kind(path, $"List<{element}>", $"{element}[]", $"IReadOnlyList<{element}>", $"ImmutableArray<{element}>", $"ImmutableList<{element}>")
                : Kind(path, $"List<{element}>", $"ImmutableList<{element}>", $"IReadOnlyList<{element}>"),
            TypeForm.Set => Type(type.Arguments[0], path + "[]") is var element && type.Arguments[0].Form == TypeForm.Named
                ? Kind(path, $"HashSet<{element}>", $"IReadOnlySet<{element}>", $"ImmutableHashSet<{element}>")
                : Kind(path, $"HashSet<{element}>", $"SortedSet<{element}>", $"IReadOnlySet<{element}>", $"ImmutableHashSet<{element}>"),
            TypeForm.Map => $"<{Type(type.Arguments[0], path + "[key]")}, {Type(type.Arguments[1], path + "[]")}>" is var arguments
                ? Kind(path, "Dictionary" + arguments, "SortedDictionary" + arguments, "IReadOnlyDictionary" + arguments, "ImmutableDictionary" + arguments)
                : "",
            TypeForm.Grid => $"{Type(type.Arguments[0], path + "[]")}[{new string(',', type.Rank - 1)}]",
            TypeForm.Tuple => $"({string.Join(", ", type.Arguments.Select((part, i) => Type(part, $"{path}.{i}")))})",
            TypeForm.Formatter => "string",
            _ => type.Name,
        };
        return type.IsNullable ? name + "?" : name;
    }

    /// <summary>An array of bytes is another thing, and one of arrays is spelled inside out.</summary>
    private static bool CanBeArray(TypeShape element) => element.Form is TypeForm.Named or TypeForm.Tuple || element is { Form: TypeForm.Scalar, Name: not ("byte" or Scalars.Bytes) };

    private string Kind(string path, params string[] kinds)
    {
        int chosen = chance?.Next(kinds.Length) ?? 0;
        _kinds[path] = string.Create(CultureInfo.InvariantCulture, $"{kinds.Length}:{chosen}");
        return kinds[chosen];
    }
}
