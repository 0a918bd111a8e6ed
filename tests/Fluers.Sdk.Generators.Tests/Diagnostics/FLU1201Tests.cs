using Fluers.Sdk.Generators.Diagnostics;
using Fluers.Sdk.Generators.Tests.Harness;
using Microsoft.CodeAnalysis;
using static Fluers.Sdk.Generators.Tests.Diagnostics.Expected;

namespace Fluers.Sdk.Generators.Tests.Diagnostics;

public sealed class FLU1201Tests
{
    [Theory]
    [InlineData("OperatingSystem", "OperatingSystem", "the type System.OperatingSystem has no format; give it [SessionPart] if it is yours, or store a type that has one")]
    [InlineData("List<List<OperatingSystem>>", "List<List<OperatingSystem>> → List<OperatingSystem> → OperatingSystem", "the type System.OperatingSystem has no format; give it [SessionPart] if it is yours, or store a type that has one")]
    [InlineData("Dictionary<int, (int, OperatingSystem)[]>", "Dictionary<int, (int, OperatingSystem)[]> → (int, OperatingSystem)[] → (int, OperatingSystem) → OperatingSystem", "the type System.OperatingSystem has no format; give it [SessionPart] if it is yours, or store a type that has one")]
    [InlineData("int[,,,,]", "int[,,,,]", "the type int[*,*,*,*,*] has no format")]
    [InlineData("AgentMessage", "AgentMessage", "AgentMessage is a schema, with versions of its own, and cannot be inside another; make it a [SessionPart], or an entry of the session's log")]
    public Task Reports_a_type_that_has_no_format(string type, string path, string why) =>
        Of($"[SessionPart] public sealed partial class Line {{ [Key(0)] public required {type} A {{ get; set; }} }}", Error(Descriptors.NoFormat, "A", "Line", "A", path, why));

    [Theory]
    [InlineData("public sealed record Kept(int X, string Y);", "[SessionPart] public sealed partial record Kept([property: Key(0)] int X, [property: Key(1)] string Y)")]
    [InlineData("public readonly record struct Kept(int X);", "[SessionPart] public readonly partial record struct Kept([property: Key(0)] int X)")]
    [InlineData("public class Kept { public int X { get; set; } }", "[SessionPart] public partial class Kept")]
    [InlineData("internal partial struct Kept;", "[SessionPart] internal partial struct Kept", "; if another source generator gives it a format, move Kept to a project of its own, for no generator sees what another one writes")]
    public Task Reports_a_type_of_the_project_with_the_line_to_write(string declared, string line, string more = "") => Of(
        $"{declared} [SessionPart] internal sealed partial class Line {{ [Key(0)] public required Kept A {{ get; set; }} }}",
        Error(Descriptors.NoFormat, "A", "Line", "A", "Kept", $"the type Kept has no format; write '{line}', or store a type that has one{more}"));

    [Fact]
    public Task Reports_a_type_that_was_not_found() => Of(
        "[SessionPart] public sealed partial class Line { [Key(0)] public required Missing A { get; set; } }",
        Compiler("CS0246", DiagnosticSeverity.Error, "Missing"),
        Error(Descriptors.NoFormat, "A", "Line", "A", "Missing", "the type Missing was not found"));

    [Fact]
    public async Task Reports_a_type_that_only_an_extern_alias_leads_to()
    {
        var consumer = new Consumer();
        MetadataReference other = (consumer with { AssemblyName = "Other" }).Compile("namespace Other { public enum Color { Red } }").ToMetadataReference();
        GeneratorRun Of(string alias, string name) => GeneratorRun.Of((consumer with { References = [.. consumer.References, other.WithAliases([alias])] })
            .Compile($"{(alias == "global" ? "" : $"extern alias {alias};\n")}{Consumer.Usings}[SessionPart] public sealed partial class Line {{ [Key(0)] public List<{name}> A {{ get; set; }} = []; }}"));

        Assert.Equal(
            [Error(
                Descriptors.NoFormat, "A", "Line", "A", "List<Color> → Color",
                "the type Color is in the assembly Other, to which only 'extern alias Others' leads, and generated code has no aliases; write 'Aliases=\"global,Others\"' at its reference")],
            (await Of("Others", "Others::Other.Color").DiagnosticsAsync()).Select(Found));
        await Of("global", "Other.Color").IsClean();
    }

    [Fact]
    public async Task Reports_what_else_only_an_extern_alias_leads_to_and_tells_types_of_one_name_apart()
    {
        const string types = """
            using MessagePack; using Fluers.Sdk;
            namespace Twin
            {
                [SessionSchema(1, Id = "ID")] public sealed partial record Entry([property: Key(0)] string Text);
                [SessionPart] public sealed partial record Part([property: Key(0)] int NUMBER);
                public abstract class Base { [Key(5)] public int FIELD { get; init; } }
                public sealed class Formatter : MessagePack.Formatters.IMessagePackFormatter<int>
                {
                    public void Serialize(ref MessagePackWriter writer, int value, MessagePackSerializerOptions options) => writer.Write(value);
                    public int Deserialize(ref MessagePackReader reader, MessagePackSerializerOptions options) => reader.ReadInt32();
                }
            }
            """;
        var consumer = new Consumer();
        MetadataReference Library(string name, string alias)
        {
            var output = GeneratorRun.Of((consumer with { AssemblyName = name }).Compile(types.Replace("ID", name.ToLowerInvariant(), StringComparison.Ordinal).Replace("NUMBER", $"In{name}", StringComparison.Ordinal).Replace("FIELD", $"Of{name}", StringComparison.Ordinal))).Output;
            using var image = new MemoryStream();
            Assert.True(output.Emit(image).Success);
            return MetadataReference.CreateFromImage(image.ToArray()).WithAliases([alias]);
        }

        MetadataReference[] libraries = [Library("One", "global"), Library("Two", "Others")];
        Task<Expected[]> FoundIn(string code) => FoundAsync(GeneratorRun.Of((consumer with { References = [.. consumer.References, .. libraries] }).Compile($"extern alias Others;\n{Consumer.Usings}{code}")));
        const string why = "is in the assembly Two, to which only 'extern alias Others' leads, and generated code has no aliases; write 'Aliases=\"global,Others\"' at its reference";

        Assert.Equal<object>([], (await FoundIn("[SessionSchema(1)] public sealed partial class Chat : Twin.Base { [Key(0)] public Twin.Part? Part { get; init; } [Key(1), MessagePackFormatter(typeof(Twin.Formatter))] public int Size { get; init; } public SessionLog<Twin.Entry> Log { get; init; } = []; }")).Select(found => $"{found.Id} {found.Text} {found.Message}"));
        Assert.Equal(
            [Error(Descriptors.BadLog, "Log", "Chat", "Log", $"the type of its entries, Entry, {why}")],
            await FoundIn("[SessionSchema(1)] public sealed partial class Chat { [Key(0)] public int Size { get; init; } public SessionLog<Others::Twin.Entry> Log { get; init; } = []; }"));
        Assert.Equal(
            [Error(Descriptors.NoFormat, "Size", "Chat", "Size", "int", $"its formatter Formatter {why}")],
            await FoundIn("[SessionSchema(1)] public sealed partial class Chat { [Key(0), MessagePackFormatter(typeof(Others::Twin.Formatter))] public int Size { get; init; } }"));
        Assert.Equal(
            [Error(Descriptors.NoFormat, "Part", "Chat", "Part", "Part", $"the type Part {why}")],
            await FoundIn("[SessionSchema(1)] public sealed partial class Chat { [Key(0)] public Others::Twin.Part? Part { get; init; } }"));

        // Members of a base are reached through the type itself.
        Assert.Empty(await FoundIn("[SessionSchema(1)] public sealed partial class Chat : Others::Twin.Base { [Key(0)] public int Size { get; init; } }"));

        static async Task<Expected[]> FoundAsync(GeneratorRun run) => [.. (await run.DiagnosticsAsync()).Select(Found)];
    }

    [Theory]
    [InlineData("Whole")]
    [InlineData("ContentBlock")]
    [InlineData("ContentBlock.Text")]
    [InlineData("ImmutableArray<ContentBlock>?")]
    [InlineData("Dictionary<DayOfWeek, List<Whole?>?>?")]
    [InlineData("IReadOnlyCollection<byte[]?>")]
    [InlineData("SortedList<Version, int[,][]>")]
    [InlineData("(int Count, KeyValuePair<Version, ISet<Uri>>? Pair)")]
    public Task Accepts_a_type_that_has_one(string type) =>
        Of($"[SessionPart] public sealed partial class Line {{ [Key(0)] public required {type} A {{ get; set; }} }}");

    private const string Formatters = """
        public readonly record struct Celsius(int Degrees);
        public class Good : MessagePack.Formatters.IMessagePackFormatter<Celsius>
        {
            public void Serialize(ref MessagePackWriter writer, Celsius value, MessagePackSerializerOptions options) => writer.Write(value.Degrees);
            public Celsius Deserialize(ref MessagePackReader reader, MessagePackSerializerOptions options) => new(reader.ReadInt32());
        }
        public abstract class Abstract : Good;
        public sealed class Scaled(int scale, DayOfWeek day, Type type, byte small, params string[] names) : Good
        {
            public override string ToString() => $"{scale}{day}{type}{small}{names}";
        }
        public sealed class OneOnly : Good { private OneOnly() { } public static OneOnly Instance { get; } = new(); }
        public sealed class Private : Good { private Private() { } }
        public sealed class Generic<T> : MessagePack.Formatters.IMessagePackFormatter<T>
        {
            public void Serialize(ref MessagePackWriter writer, T value, MessagePackSerializerOptions options) => writer.WriteNil();
            public T Deserialize(ref MessagePackReader reader, MessagePackSerializerOptions options) => default!;
        }
        public static class Outer
        {
            private sealed class Hidden : Good;
            [MessagePackFormatter(typeof(Hidden))] public sealed class Kept;
        }

        """;

    [Theory]
    [InlineData("typeof(Abstract)", "Celsius", "its formatter Abstract is abstract, so that there can be no instance of it; name one that derives from it")]
    [InlineData("typeof(Good)", "int", "its formatter Good is no IMessagePackFormatter<int>; name one that is")]
    [InlineData("typeof(string)", "Celsius", "its formatter String is no IMessagePackFormatter<Celsius>; name one that is")]
    [InlineData("typeof(Generic<string>)", "Celsius", "its formatter Generic is no IMessagePackFormatter<Celsius>; name one that is")]
    [InlineData("typeof(Good), 1", "Celsius", "its formatter Good has no constructor for the arguments of the attribute; give it those of one that it has")]
    [InlineData("typeof(Scaled), 1, 2, null, 3, null", "Celsius", "its formatter Scaled has no constructor for the arguments of the attribute; give it those of one that it has")]
    [InlineData("typeof(Private)", "Celsius", "its formatter Private has neither a constructor without parameters nor a static member Instance that Line can reach; add one, or give the attribute the constructor's arguments")]
    [InlineData("null!", "Celsius", "its formatter was not found")]
    public Task Reports_a_formatter_that_cannot_be_used(string attribute, string type, string why) => Of(
        $"{Formatters}[SessionPart] public sealed partial class Line {{ [Key(0), MessagePackFormatter({attribute})] public required {type} A {{ get; set; }} }}",
        Error(Descriptors.NoFormat, "A", "Line", "A", type, why));

    [Fact]
    public Task Reports_a_formatter_that_is_out_of_reach_with_the_way_to_it() => Of(
        $"{Formatters}[SessionPart] public sealed partial class Line {{ [Key(0)] public required List<Outer.Kept> A {{ get; set; }} }}",
        Error(
            Descriptors.NoFormat, "A", "Line", "A", "List<Kept> → Kept",
            "its formatter Hidden is out of reach of Line; make it internal or public, or name it in the assembly that has it"));

    [Fact]
    public Task Reports_a_type_argument_that_has_no_format() => Of("""
        [SessionPart] public sealed partial record Box<T>([property: Key(0)] T Value);
        [SessionPart] public sealed partial class Line { [Key(0)] public required List<Box<OperatingSystem>> A { get; set; } }
        """,
        Error(
            Descriptors.NoFormat, "A", "Line", "A", "List<Box<OperatingSystem>> → Box<OperatingSystem> → OperatingSystem",
            "the type System.OperatingSystem has no format; give it [SessionPart] if it is yours, or store a type that has one"));

    [Theory]
    [InlineData("typeof(Good)", "Celsius")]
    [InlineData("typeof(Good)", "Celsius?")]
    [InlineData("typeof(OneOnly)", "Celsius")]
    [InlineData("typeof(Scaled), 1, DayOfWeek.Monday, typeof(List<int>), (byte)3, new[] { \"a\", null }", "Celsius")]
    [InlineData("typeof(Generic<>)", "Celsius")]
    [InlineData("typeof(Generic<>)", "object")]
    [InlineData("typeof(Generic<DateTime>)", "DateTime")]
    [InlineData("typeof(Generic<string?[]?>)", "string?[]")]
    [InlineData("typeof(Generic<IDisposable>)", "IDisposable?")]
    public Task Accepts_a_formatter_that_can_be_used(string attribute, string type) => Of(
        $"{Formatters}[SessionPart] public sealed partial class Line {{ [Key(0), MessagePackFormatter({attribute})] public required {type} A {{ get; set; }} }}");
}
