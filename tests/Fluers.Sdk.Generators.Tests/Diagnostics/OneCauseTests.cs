using System.Reflection;
using Fluers.Sdk.Generators.Tests.Harness;

namespace Fluers.Sdk.Generators.Tests.Diagnostics;

/// <summary>One cause, one id: who uses a type with a fault has none of his own.</summary>
public sealed class OneCauseTests
{
    private const string Fault = "[Key(0)] public required OperatingSystem System { get; init; }";

    private const string Part = $"[SessionPart] public sealed partial record Line {{ {Fault} }}";

    private const string Whole = "[SessionPart] public sealed partial record Whole([property: Key(0)] int X);";

    // A field of a session is looked at before the bodies of methods, and where that fails the compiler asks no analyzer at all.
    private const string App = """
        public sealed class App(SessionStore store)
        {
            private Session<Envelope>? _session;
            public async System.Threading.Tasks.Task Go(Envelope envelope, SessionId id) => _session = await store.LoadAsync<Envelope>(id) ?? await store.CreateAsync(envelope);
        }
        """;

    private const string Log = "public SessionLog<Entry> Log { get; init; } = [];";

    [Theory]
    [InlineData("", Fault, "FLU1201")]
    [InlineData("[SessionSchema(1)] public sealed partial record Entry([property: Key(0)] int X);", Log + Fault, "FLU1201")]
    [InlineData("", "public int Forgotten { get; init; }", "FLU1101")]
    [InlineData("", "public SessionLog<int> Log { get; init; } = [];", "FLU1110")]
    [InlineData($"[SessionSchema(1)] public sealed partial record Entry {{ {Fault} }}", Log, "FLU1201")]
    [InlineData("[SessionSchema(0)] public sealed partial record Entry;", Log, "FLU1002")]
    [InlineData("[SessionSchema(1)] public sealed record Entry;", Log, "FLU1001", "CS0260")]
    [InlineData("[SessionSchema(1)] public sealed partial record Entry;", Log + "public SessionLog<string> More { get; init; } = [];", "FLU1110", "FLU1110")]
    [InlineData($"{Part} [SessionSchema(1)] public sealed partial record Entry([property: Key(0)] Line Line);", Log, "FLU1201")]
    [InlineData(Part, "[Key(0)] public Line? Line { get; init; }", "FLU1201")]
    [InlineData("[SessionPart] public sealed record Line;", "[Key(0)] public Line? Line { get; init; }", "FLU1001")]
    [InlineData(Part, "[Key(0)] public Dictionary<string, List<(int, Line)>> Lines { get; init; } = [];", "FLU1201")]
    [InlineData($"{Part} [SessionPart] public sealed partial record Box<T>([property: Key(0)] T Value);", "[Key(0)] public Box<Line>? Line { get; init; }", "FLU1201")]
    [InlineData($"[SessionPart] public sealed partial record Box<T> {{ [Key(1)] public T? Value {{ get; init; }} {Fault} }}", "[Key(0)] public Box<int>? Line { get; init; }", "FLU1201")]
    [InlineData($"[SessionPart] public partial record struct Line {{ {Fault} }}", "[Key(0)] public Line Line { get; init; }", "FLU1201")]
    [InlineData("[SessionUnion] public abstract partial record Choice;", "[Key(0)] public Choice? Choice { get; init; }", "FLU1601")]
    [InlineData("[SessionUnion] public partial interface IChoice;", "[Key(0)] public IChoice? Choice { get; init; }", "FLU1601")]
    [InlineData($"[SessionUnion] public abstract partial record Choice {{ [Case(0)] public sealed partial record Some : Choice {{ {Fault} }} [Case(1)] public sealed partial record None : Choice; }}", "[Key(0)] public Choice? Choice { get; init; }", "FLU1201")]
    public async Task Of_a_type_with_a_fault_the_fault_is_all_that_is_reported(string types, string members, string id, string? beside = null)
    {
        GeneratorRun run = GeneratorRun.Of(types, $"[SessionSchema(1)] public sealed partial record Envelope {{ {members} }}", App, Whole);

        Assert.Equal(beside is null ? [id] : new[] { id, beside }.Order(StringComparer.Ordinal), (await run.DiagnosticsAsync()).Select(diagnostic => diagnostic.Id).Order(StringComparer.Ordinal));
        Assert.Contains("Whole.g.cs", run.Files.Keys);
    }

    [Fact]
    public async Task The_entries_of_an_envelope_with_a_fault_are_appended_by_code_that_compiles()
    {
        GeneratorRun run = GeneratorRun.Of(
            $"[SessionSchema(1)] public sealed partial record Envelope {{ {Log} {Fault} }} [SessionSchema(1)] public sealed partial record Entry {{ {Fault} }}",
            "public static class App { public static void Go(Session<Envelope> session, Entry entry) => session.Append(entry); }");

        Assert.Equal(["FLU1201", "FLU1201"], (await run.DiagnosticsAsync()).Select(diagnostic => diagnostic.Id));
    }

    [Fact]
    public async Task The_hops_of_a_schema_with_a_fault_compile_by_what_its_lock_has()
    {
        LockedProject project = new LockedProject($$"""
            [SessionSchema(2)] public sealed partial record Note { [Key(0)] public required string Text { get; init; } {{Fault.Replace("Key(0)", "Key(1)", StringComparison.Ordinal)}} }
            static partial class NoteHistory { public static partial V2.Note Up(V1.Note n) => n.ToV2(text: $"{n.Size}"); }
            """).With("note", "1 Size: int required", "draft; 0 Text: string required; 1 Size: int retired");

        Assert.Equal(["FLU1201"], (await project.Generate().DiagnosticsAsync(project.Mode)).Select(diagnostic => diagnostic.Id));
    }

    [Fact]
    public void What_stands_for_a_type_with_a_fault_stores_nothing_and_says_why()
    {
        Assembly app = GeneratorRun.Of(
            $"[SessionSchema(1)] public sealed partial record Envelope {{ {Fault} }}",
            "public static class App { public static object Go() => SessionSchema<Envelope>.Instance; }").Load();

        var thrown = Assert.Throws<TargetInvocationException>(() => app.GetType("App")!.GetMethod("Go")!.Invoke(null, null));
        Assert.StartsWith("FLU1201: 'Envelope.System'", thrown.GetBaseException().Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_stands_for_a_type_gives_way_as_soon_as_the_fault_is_mended()
    {
        const string Envelope = $"[SessionSchema(1)] public sealed partial record Envelope {{ {Log} }}";
        const string Entry = "[SessionSchema(1)] public sealed partial record Entry { [Key(0)] public required string Text { get; init; } }";
        var consumer = new Consumer();
        string[] before = [Consumer.Usings + Envelope, Consumer.Usings + Entry.Replace("string", "OperatingSystem", StringComparison.Ordinal)];
        GeneratorRun faulty = GeneratorRun.Of(consumer.Compile(before));
        GeneratorRun mended = faulty.Then(consumer.Compile([before[0], Consumer.Usings + Entry]));

        Assert.Contains("FLU1201", faulty.Files["Entry.g.cs"], StringComparison.Ordinal);
        Assert.DoesNotContain("FLU1201", (await mended.IsClean()).Files["Entry.g.cs"], StringComparison.Ordinal);
    }
}
