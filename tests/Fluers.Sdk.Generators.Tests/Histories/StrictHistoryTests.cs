using Fluers.Sdk.Generators.Locks;
using Fluers.Sdk.Generators.Shapes;
using Fluers.Sdk.Generators.Tests.Harness;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Fluers.Sdk.Generators.Tests.Histories;

/// <summary>The compiler has nothing to say about generated versions and hops, however much it is asked to say.</summary>
public sealed class StrictHistoryTests
{
    // Members and types whose names the generated code uses too, or keywords; every form of a value; everything that can happen to it.
    private const string First = """
        0 value: int required; 1 old: string?; 2 class: Event required; 3 Up: list<Event>; 4 UnknownMembers: map<string, Event>; 5 Set: set<string> = []
        6 Kind: Kind; 7 Choice: Choice?; 8 Grid: grid2<int>; 9 Pair: tuple<int, Event>; 10 Gone: int; 11 Wide: int; 12 Text: string = "a"; 13 Json: json?
        part Event; 0 Event: string required; 1 Next: Event?
        union Choice; case 0 A; 0 X: int; case 1 Unknown; 0 Y: int; case 2 Lost; 0 Z: string?
        enum Kind: int; 0 None; 1 event; 2 Dropped
        """;

    private const string Second = """
        using Fluers.Sdk;
        using MessagePack;
        using System.Collections.Generic;
        namespace @namespace
        {
            [SessionSchema(2, Id = "root")]
            public sealed partial record Root
            {
                [Key(0)] public required int value { get; init; }
                [Key(1)] public string? old { get; init; }
                [Key(2)] public required Event @class { get; init; }
                [Key(3)] public List<Event> Up { get; init; } = new();
                [Key(4)] public Dictionary<string, Event> UnknownMembers { get; init; } = new();
                [Key(5)] public HashSet<string> Set { get; init; } = new();
                [Key(6)] public Kind Kind { get; init; }
                [Key(7)] public Choice? Choice { get; init; }
                [Key(8)] public long[,] Grid { get; init; } = new long[0, 0];
                [Key(9)] public (long, Event) Pair { get; init; } = (0, new Event("", null, 0));
                [Key(11)] public double Wide { get; init; }
                [Key(12)] public string Text { get; init; } = "b";
                [Key(13)] public System.Text.Json.JsonElement? Json { get; init; }
                [Key(14)] public required string @string { get; init; }
                [Key(15)] public int[] Added { get; init; } = System.Array.Empty<int>();
                [Key(16)] public decimal Money { get; init; } = 1.5m;
            }
            [SessionPart] public sealed partial record Event([property: Key(0)] string Name, [property: Key(1)] Event? Next, [property: Key(2)] int Count);
            [SessionUnion] public abstract partial record Choice
            {
                [Case(0)] public sealed partial record A([property: Key(0)] long X) : Choice;
            }
            public enum Kind { None, @event }
            static partial class RootHistory
            {
                [Drops("Gone")]
                public static partial V2.Root Up(V1.Root it) => it.ToV2(
                    kindDropped: V2.Kind.None, eventCount: e => 1, choiceLost: l => new V2.Choice.A(0), choiceUnknown: u => new V2.Choice.A(u.Y), @string: "");
            }
        }
        """;

    [Theory]
    [InlineData(LanguageVersion.CSharp11)]
    [InlineData(LanguageVersion.CSharp12)]
    [InlineData(LanguageVersion.CSharp14)]
    public void Nothing_is_said_of_names_that_collide_in_any_language_version(LanguageVersion language) =>
        Compiles(new Consumer { Language = language, General = ReportDiagnostic.Error, Documentation = DocumentationMode.Diagnose, ChecksOverflow = true });

    [Theory]
    [InlineData(NullableContextOptions.Disable)]
    [InlineData(NullableContextOptions.Annotations)]
    public void Nothing_is_said_where_the_project_knows_nothing_of_null(NullableContextOptions nullable) =>
        Compiles(new Consumer { Nullable = nullable }, "#nullable enable annotations\n");

    private static void Compiles(Consumer consumer, string prefix = "")
    {
        var recorded = new SchemaLock("root", [new VersionBlock(1, IsPublished: true, ShapeScript.Parse(First))]);
        GeneratorRun run = GeneratorRun.Of(consumer.Compile(prefix + Second), new TextFile("/project/schemas/root.schema.json", LockWriter.Write(recorded)));
        Assert.Contains("namespace.Root-History.g.cs", run.Files.Keys);
        Assert.Empty(run.Output.GetDiagnostics(TestContext.Current.CancellationToken)
            .Where(diagnostic => diagnostic.Severity > DiagnosticSeverity.Hidden && diagnostic.Location.SourceTree?.FilePath.EndsWith(".g.cs", StringComparison.Ordinal) != false)
            .Take(5));
        Assert.Empty(run.Output.GetDiagnostics(TestContext.Current.CancellationToken).Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error && diagnostic.Id != "CS1591").Take(5));
    }
}
