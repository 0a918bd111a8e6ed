using System.Globalization;
using System.Text;
using Fluers.Sdk.Generators.Locks;
using Fluers.Sdk.Generators.Shapes;
using Fluers.Sdk.Generators.Tests.Harness;
using Fluers.Sdk.Testing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Fluers.Sdk.Generators.Tests.Locks;

/// <summary>A lock is data. Whoever writes one, by a pull request for instance, writes no code with it, and stops no tool.</summary>
public sealed class HostileLockTests
{
    private const string Mark = "Pwn";

    private const string Source = """
        using MessagePack.Formatters;
        namespace Shop;
        public sealed class CentsFormatter : IMessagePackFormatter<decimal>
        {
            public void Serialize(ref MessagePackWriter writer, decimal value, MessagePackSerializerOptions options) => writer.Write((long)(value * 100));
            public decimal Deserialize(ref MessagePackReader reader, MessagePackSerializerOptions options) => reader.ReadInt64() / 100m;
        }
        public enum Level { Low, High = 5 }
        [SessionPart] public readonly partial record struct Point([property: Key(0)] int X, [property: Key(1)] Level Level = Level.High);
        [SessionUnion] public abstract partial record Content
        {
            [Case(0)] public sealed partial record Text([property: Key(0)] string Value) : Content;
            [Case(1)] public sealed partial record Image([property: Key(0)] byte[] Bytes) : Content;
        }
        [SessionSchema(1)] public sealed partial record Line([property: Key(0)] string Text);
        [SessionSchema(3, OldestReadable = 1)]
        public sealed partial record Note
        {
            [Key(0)] public required string Title { get; init; }
            [Key(1)] public string Place { get; init; } = "here";
            [Key(2)] public int Count { get; init; } = 3;
            [Key(3)] public List<Content?> Parts { get; init; } = [];
            [Key(4)] public Point Point { get; init; } = new(7);
            [Key(5), MessagePackFormatter(typeof(CentsFormatter))] public decimal Price { get; init; }
            [Key(6)] public Dictionary<string, (int, Point)>? Map { get; init; }
            [Key(7)] public char Sign { get; init; } = 'x';
            [Key(8)] public double Ratio { get; init; } = 0.5;
            [Key(9)] public bool IsOpen { get; init; } = true;
            public SessionLog<Line> Log { get; init; } = [];
        }
        static partial class NoteHistory
        {
            public static partial V2.Note Up(V1.Note n) => n.ToV2(point: new V2.Point(7, V2.Level.High));
            public static partial V3.Note Up(V2.Note n) => n.ToV3(point: new V3.Point(7, V3.Level.High));
        }
        """;

    private const string Members = """
        { "key": 0, "name": "Title", "type": "string", "required": true },
        { "key": 1, "name": "Place", "type": "string", "default": "\"here\"" },
        { "key": 2, "name": "Count", "type": "int", "default": "3" },
        { "key": 3, "name": "Parts", "type": "list<Content?>", "default": "[]" },
        { "key": 4, "name": "Point", "type": "Point", "default": "new(7)" },
        { "key": 5, "name": "Price", "type": "format<Shop.CentsFormatter>" },
        { "key": 6, "name": "Map", "type": "map<string, tuple<int, Point>>?" },
        { "key": 7, "name": "Sign", "type": "char", "default": "'x'" },
        { "key": 8, "name": "Ratio", "type": "double", "default": "0.5" },
        { "key": 9, "name": "IsOpen", "type": "bool", "default": "true" },
        { "key": 10, "name": "Old", "type": "Gone?", "retired": true }
        """;

    private const string Types = """
        { "union": "Content", "cases": [
            { "tag": 0, "name": "Text", "members": [ { "key": 0, "name": "Value", "type": "string", "required": true } ] },
            { "tag": 1, "name": "Image", "members": [ { "key": 0, "name": "Bytes", "type": "bytes", "required": true } ] },
            { "tag": 2, "name": "Sound", "retired": true } ] },
        { "enum": "Level", "type": "int", "values": [ { "number": 0, "name": "Low" }, { "number": 5, "name": "High" }, { "number": 9, "name": "Top", "retired": true } ] },
        { "part": "Point", "struct": true, "members": [ { "key": 0, "name": "X", "type": "int", "required": true }, { "key": 1, "name": "Level", "type": "Level", "default": "5" } ] }
        """;

    private static readonly string Good = $$"""
        {
          "schema": "note",
          "versions": [
            { "version": 1, "status": "published", "log": "line", "members": [ {{Members}} ], "types": [ {{Types}} ] },
            { "version": 2, "status": "published", "oldestReadable": 1, "compatibility": "rolling", "log": "line", "members": [ {{Members.Replace("\"new(7)\"", "\"new(8)\"", StringComparison.Ordinal)}} ], "types": [ {{Types}} ] }
          ]
        }
        """;

    private static readonly CSharpCompilation Project = new Consumer().Compile(Consumer.Usings + Source);

    /// <summary>What somebody may write where a text stands.</summary>
    private static readonly string[] Plants =
    [
        $"Low = 0 }} public static class {Mark} {{ [global::System.Runtime.CompilerServices.ModuleInitializer] public static void Init() {{ }} }} public enum Rest {{ X",
        $"A, {Mark}", $"A\n}} class {Mark} {{", $"A\r}} class {Mark} {{", $"A\u2028class {Mark} {{ }}", $"A\u0085class {Mark} {{ }}", $"\"; class {Mark} {{ }} //", $"\"a\" + {Mark}", $"\"\\\" + {Mark} + \"",
        $"*/ class {Mark} /*", $"{Mark}\u202e", $"\ud800{Mark}", $"@{Mark}", $"int {Mark}", $"../{Mark}", $"{Mark}\0", $"con.{Mark}", $"3; {Mark}()", $"{Mark}()", $"'a'; {Mark}", $"new() {{ }} }} class {Mark} {{",
        $"list<{Mark}<", $"format<{Mark}()>", $"format<A> }} class {Mark} {{ >", $"format<A[{Mark}]>", $"\\u0041{Mark} ", $"#define {Mark}", $"{Mark}\n#line hidden\n", $"<{Mark}>", $"${Mark}", "$0", "$99", "",
        new string('x', 2000), new('<', 200_000), string.Concat(Enumerable.Repeat("list<", 200_000)), string.Concat(Enumerable.Repeat("list<", 100)) + "int" + new string('>', 100),
        "format<" + string.Concat(Enumerable.Repeat("A<", 200_000)) + new string('>', 200_001), "\"" + new string('x', 70_000) + "\"", "1e999", "99999999999999999999", "tuple<int, int, int, int, int, int, int, int, int>",
    ];

    [Fact]
    public void The_good_lock_is_read_and_its_versions_are_generated()
    {
        GeneratorRun run = Generate(Good);
        Assert.Empty(run.Reported);
        Assert.Empty(run.Output.GetDiagnostics(TestContext.Current.CancellationToken).Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error));
        Assert.Contains("Shop.Note-History.g.cs", run.Files.Keys);
    }

    [Fact]
    public void No_text_of_a_lock_becomes_code()
    {
        HashSet<string> declared = [.. Declared(Generate(Good))];
        int refused = 0;
        int read = 0;
        int texts = 0;
        foreach ((int start, int length) in Texts(Good))
        {
            // Usually each text gets every fifth plant, and each plant comes into every fifth text.
            foreach (string plant in Sweep.IsFull ? Plants : Plants.Where((_, number) => (number + texts) % 5 == 0))
            {
                string text = Good.Remove(start, length).Insert(start, Quoted(plant));
                if (FaultOf(text) is { } fault)
                {
                    Assert.InRange(fault.Line, 1, text.Count(c => c == '\n') + 1);
                    Assert.DoesNotContain(fault.Message, c => char.IsControl(c) || c is '\u2028' or '\u202e');
                    Assert.InRange(fault.Message.Length, 1, 600);
                    refused++;
                    continue;
                }

                read++;
                GeneratorRun run = Generate(text);
                Assert.Null(run.Result.Exception);
                foreach (SyntaxNode root in run.Output.SyntaxTrees.Skip(1).Select(tree => tree.GetRoot(TestContext.Current.CancellationToken)))
                {
                    string? smuggled = root.GetDiagnostics().Where(found => found.Severity == DiagnosticSeverity.Error).Select(found => found.ToString())
                        .Concat(root.DescendantTokens().Where(token => !IsLiteral(token) && token.Text.Contains(Mark, StringComparison.Ordinal)).Select(token => token.Text))
                        .Concat(root.DescendantTrivia().Where(trivia => trivia.IsDirective && trivia.ToString().Contains(Mark, StringComparison.Ordinal)).Select(trivia => trivia.ToString()))
                        .FirstOrDefault();
                    Assert.True(smuggled is null, $"'{plant}' in place of {Good.Substring(start, length)}: {smuggled}");
                }

                Assert.Subset(declared, Declared(run).ToHashSet());
            }

            texts++;
        }

        Assert.True(refused > Sweep.Length(usual: 500, full: 5000), $"{refused} refused");
        Assert.NotEqual(0, read);   // expressions that are the default of a member, and names behind which nothing stands
    }

    [Fact]
    public void A_lock_that_was_damaged_anywhere_is_read_or_refused()
    {
        const string signs = "\"{}[],:09-<>?eE\\ \n\0\ud800";
        var random = new Random(20261130);
        for (int i = 0; i < 3000; i++)
        {
            var text = new StringBuilder(Good);
            for (int changes = random.Next(1, 4); changes > 0; changes--)
            {
                int at = random.Next(text.Length);
                switch (random.Next(3))
                {
                    case 0:
                        text[at] = signs[random.Next(signs.Length)];
                        break;
                    case 1:
                        text.Remove(at, Math.Min(random.Next(1, 40), text.Length - at));
                        break;
                    default:
                        text.Insert(at, Good.Substring(random.Next(Good.Length - 80), random.Next(80)));
                        break;
                }
            }

            FaultOf(text.ToString());   // throws nothing else
        }
    }

    [Theory]
    [InlineData("\"version\": 1,", "\"version\": -5,", "\"version\" is -5, expected 1 to 65535")]
    [InlineData("\"version\": 1,", "\"version\": 2147483647,", "\"version\" is 2147483647, expected 1 to 65535")]
    [InlineData("\"oldestReadable\": 1", "\"oldestReadable\": 3", "\"oldestReadable\" is 3, expected 1 to 2")]
    [InlineData("\"key\": 9,", "\"key\": 2147483647,", "\"key\" is 2147483647, expected 0 to 9999")]
    [InlineData("\"key\": 9,", "\"key\": -1,", "\"key\" is -1, expected 0 to 9999")]
    [InlineData("\"key\": 9,", "\"key\": 8,", "8 is there already")]
    [InlineData("\"name\": \"IsOpen\"", "\"name\": \"Ratio\"", "Ratio is there already")]
    [InlineData("\"tag\": 1,", "\"tag\": 2147483648,", "\"tag\" is 2147483648, expected 0 to 2147483647")]
    [InlineData("\"tag\": 1,", "\"tag\": 0,", "0 is there already")]
    [InlineData("\"number\": 5,", "\"number\": 79228162514264337593543950335,", "'High' is 79228162514264337593543950335, which is no int")]
    [InlineData("\"number\": 5,", "\"number\": 2147483648,", "'High' is 2147483648, which is no int")]
    [InlineData("\"number\": 5, \"name\": \"High\"", "\"number\": 5, \"name\": \"Low\"", "Low is there already")]
    [InlineData("\"enum\": \"Level\", \"type\": \"int\"", "\"enum\": \"Level\", \"type\": \"nonsense\"", "'nonsense' is no type of an enum")]
    [InlineData("\"enum\": \"Level\", \"type\": \"int\"", "\"enum\": \"Level\", \"type\": \"double\"", "'double' is no type of an enum")]
    [InlineData("\"struct\": true", "\"struct\": \"yes\"", "\"struct\" is neither true nor false")]
    [InlineData("\"name\": \"X\", \"type\": \"int\"", "\"name\": \"X\", \"type\": \"Point?\"", "the struct Point holds itself")]
    [InlineData("\"name\": \"X\", \"type\": \"int\"", "\"name\": \"X\", \"type\": \"tuple<int, Point>\"", "the struct Point holds itself")]
    [InlineData("\"type\": \"Level\", \"default\": \"5\"", "\"type\": \"Level\", \"default\": \"4000000000\"", "'4000000000', which Level has, is no default of Level")]
    [InlineData("\"type\": \"int\", \"default\": \"3\"", "\"type\": \"int\", \"default\": \"2147483648\"", "'2147483648' is no default of int")]
    [InlineData("\"type\": \"int\", \"default\": \"3\"", "\"type\": \"byte\", \"default\": \"256\"", "'256' is no default of byte")]
    [InlineData("\"type\": \"int\", \"default\": \"3\"", "\"type\": \"int\", \"default\": \"\\\"3\\\"\"", "'\"3\"' is no default of int")]
    [InlineData("\"default\": \"'x'\"", "\"default\": \"'\\n'\"", "'\\u000a'")]
    [InlineData("\"type\": \"map<string, tuple<int, Point>>?\"", "\"type\": \"grid2<grid4<map<list<int>, tuple<>>>>\"", "is no type")]
    [InlineData("\"type\": \"map<string, tuple<int, Point>>?\"", "\"type\": \"Point<int>\"", "'Point<int>' is no type")]
    [InlineData("\"log\": \"line\"", "\"log\": \"LPT1\"", "'LPT1' is no id of a schema")]
    public void What_no_schema_can_have_is_refused_with_its_reason(string found, string replaced, string reason)
    {
        int at = Good.IndexOf(found, StringComparison.Ordinal);
        Assert.Contains(reason, FaultOf(Good.Remove(at, found.Length).Insert(at, replaced))?.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("con")]
    [InlineData("nul.v2")]
    [InlineData("com1")]
    [InlineData("..")]
    [InlineData("../note")]
    [InlineData("a/b")]
    [InlineData("a\\b")]
    [InlineData("Note")]
    [InlineData("<img src=x>\u001b[2J")]
    public void An_id_that_is_no_file_name_everywhere_is_refused(string id)
    {
        Assert.False(SchemaId.Is(id));
        Assert.Contains("id of a schema", FaultOf(Good.Replace("\"note\"", Quoted(id), StringComparison.Ordinal))?.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Types_that_hold_each_other_by_reference_are_read() => Assert.Null(FaultOf(
        """{"schema": "note", "versions": [{"version": 1, "status": "published", "members": [{"key": 0, "name": "T", "type": "P"}], "types": [{"part": "P", "members": [{"key": 0, "name": "Q", "type": "P"}]}]}]}"""));

    [Fact]
    public void What_an_assembly_says_of_its_types_is_no_code_either()
    {
        const string good = """{ "types": [ { "part": "global::Shop.@class`1", "members": [ { "key": 0, "name": "Value", "type": "$0?" }, { "key": 1, "name": "Next", "type": "global::Shop.@class`1<list<$0>>" } ] } ] }""";
        Assert.Single(LockReader.ReadTypes(good));
        foreach (string bad in (string[])[good.Replace("$0?", "$1", StringComparison.Ordinal), good.Replace("<list<$0>>", "<int, int>", StringComparison.Ordinal), good.Replace("@class", "@class { }", StringComparison.Ordinal), good.Replace("Value", "Va lue", StringComparison.Ordinal)])
        {
            Assert.NotEqual(good, bad);
            Assert.Throws<LockException>(() => LockReader.ReadTypes(bad));
        }
    }

    private static GeneratorRun Generate(string text) => GeneratorRun.Of(Project, new TextFile("/project/schemas/note.schema.json", text));

    private static LockException? FaultOf(string text)
    {
        try
        {
            LockReader.Read(text);
            return null;
        }
        catch (LockException fault)
        {
            return fault;
        }
    }

    private static bool IsLiteral(SyntaxToken token) => token.Kind() is SyntaxKind.StringLiteralToken or SyntaxKind.CharacterLiteralToken or SyntaxKind.MultiLineRawStringLiteralToken;

    /// <summary>The types that were generated.</summary>
    private static IEnumerable<string> Declared(GeneratorRun run) => run.Output.SyntaxTrees.Skip(1)
        .SelectMany(tree => tree.GetRoot(TestContext.Current.CancellationToken).DescendantNodes().OfType<BaseTypeDeclarationSyntax>())
        .Select(type => string.Join('.', type.AncestorsAndSelf().OfType<BaseTypeDeclarationSyntax>().Select(outer => outer.Identifier.Text).Reverse()));

    /// <summary>Where each string of a JSON document stands, with its quotes: names and values alike.</summary>
    private static IEnumerable<(int Start, int Length)> Texts(string json)
    {
        for (int at = json.IndexOf('"', StringComparison.Ordinal); at >= 0; at = json.IndexOf('"', at))
        {
            int end = at + 1;
            while (json[end] != '"')
            {
                end += json[end] == '\\' ? 2 : 1;
            }

            yield return (at, end + 1 - at);
            at = end + 1;
        }
    }

    private static string Quoted(string text) => $"\"{string.Concat(text.Select(c => c is '"' or '\\' || c < ' ' || c > '~' ? string.Create(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}") : $"{c}"))}\"";
}
