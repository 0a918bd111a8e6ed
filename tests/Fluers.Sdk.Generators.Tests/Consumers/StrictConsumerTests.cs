using Fluers.Sdk.Generators.Tests.Harness;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Fluers.Sdk.Generators.Tests.Consumers;

/// <summary>The compiler has nothing to say about generated code, however much it is asked to say.</summary>
public sealed class StrictConsumerTests
{
    [Fact]
    public async Task Nobody_warns_about_a_project_of_all_features() =>
        await GeneratorRun.Of(new Consumer().Compile(Features.All)).IsClean();

    [Fact]
    public async Task Generated_code_is_documented() =>
        await GeneratedCodeIsClean(new Consumer { Documentation = DocumentationMode.Diagnose });

    [Theory]
    [InlineData(NullableContextOptions.Disable)]
    [InlineData(NullableContextOptions.Annotations)]
    [InlineData(NullableContextOptions.Warnings)]
    public async Task Generated_code_does_not_depend_on_the_nullable_context(NullableContextOptions nullable) =>
        await GeneratedCodeIsClean(new Consumer { Nullable = nullable });

    [Theory]
    [InlineData(LanguageVersion.CSharp12)]
    [InlineData(LanguageVersion.CSharp13)]
    [InlineData(LanguageVersion.CSharp14)]
    [InlineData(LanguageVersion.Preview)]
    public async Task Generated_code_needs_no_new_language(LanguageVersion language) =>
        await GeneratedCodeIsClean(new Consumer { Language = language });

    [Fact]
    public async Task Generated_code_follows_the_updated_rules_of_memory_safety() =>
        await GeneratedCodeIsClean(new Consumer { Language = LanguageVersion.Preview, UpdatedMemorySafety = true });

    [Fact]
    public async Task Generated_code_says_what_is_not_compliant_with_other_languages() =>
        await GeneratedCodeIsClean(new Consumer(), "[assembly: System.CLSCompliant(true)]");

    [Fact]
    public async Task Obsolete_members_are_stored_like_any_other() => await GeneratedCodeIsClean(new Consumer(), """
        using System;
        using Fluers.Sdk;
        using MessagePack;
        [SessionPart, Obsolete("Use another.")]
        public sealed partial record Old
        {
            [Key(0), Obsolete] public required int Number { get; init; }
            [Key(1), Obsolete("No more.")] public string Text { get; init; } = string.Empty;
        }
        """);

    [Fact]
    public async Task Members_that_nobody_may_name_are_stored_all_the_same() => await GeneratedCodeIsClean(new Consumer(), Consumer.Usings + """
        [SessionSchema(1)]
        public sealed partial record Forbidden([property: Key(0)] Forbidden.Part Whole)
        {
            [Key(1), Obsolete("No more.", error: true)] public int Number { get; init; } = int.Parse("1");
            [SessionPart] public sealed partial class Part { [Key(0)] public int Number { get; [Obsolete("No more.", error: true)] set; } }
        }
        """);

    [Fact]
    public async Task Types_and_members_may_be_marked_under_ids_of_their_own() => await GeneratedCodeIsClean(new Consumer { General = ReportDiagnostic.Error }, Consumer.Usings + """
        #pragma warning disable TRIAL1, TRIAL2, OLD1, OLD2
        [SessionPart, Experimental("TRIAL1")] public sealed partial record Trial([property: Key(0), Experimental("TRIAL2")] int X);
        [SessionPart, Obsolete("No more.", DiagnosticId = "OLD1")] public sealed partial record Former([property: Key(0), Obsolete("No more.", DiagnosticId = "OLD2")] int X);
        [SessionUnion, Experimental("TRIAL1")] public abstract partial record Trials { [Case(0), Experimental("TRIAL2")] public sealed partial record One([property: Key(0)] Trial Trial) : Trials; }
        [SessionSchema(1), Experimental("TRIAL1")] public sealed partial record TrialEntry([property: Key(0)] Former Former);
        [SessionSchema(1)]
        public sealed partial record TrialSession
        {
            [Key(0)] public required Trial Trial { get; init; }
            [Key(1)] public required List<Former> Former { get; init; }
            [Key(2)] public Trials? Trials { get; init; }
            public SessionLog<TrialEntry> Log { get; init; } = [];
        }
        """);

    [Fact]
    public async Task A_reference_may_have_a_type_of_the_same_name()
    {
        const string note = "namespace Twins; public sealed partial record Note { public int X { get; init; } }";
        MetadataReference other = (new Consumer { AssemblyName = "Other" }).Compile(note).ToMetadataReference();
        var consumer = new Consumer();
        await GeneratedCodeIsClean(consumer with { References = [.. consumer.References, other] }, Consumer.Usings + note.Replace("public sealed", "[SessionSchema(1)] public sealed", StringComparison.Ordinal).Replace("public int", "[Key(0)] public int", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_attributes_add_to_null_is_left_aside() => await GeneratedCodeIsClean(new Consumer(), Consumer.Usings + """
        [SessionPart]
        public sealed partial class Attributed
        {
            [Key(0), DisallowNull] public string? A { get; set; }
            [Key(1), AllowNull] public string B { get; set => field = value ?? "b"; } = "b";
            [Key(2), MaybeNull] public string C { get; set; } = "c";
            [Key(3), NotNull] public string? D { get; set => field = value ?? "d"; }
        }
        [SessionPart]
        public sealed partial class Narrower(string name, List<int> list)
        {
            [Key(0)] public string? Name { get; } = name;
            [Key(1)] public List<int>? List { get; } = list;
        }
        """);

    [Fact]
    public void Null_is_nowhere_left_to_chance_in_what_is_generated()
    {
        const string unfollowed = "#nullable enable annotations\n#nullable disable warnings\n#pragma warning disable\n";
        const string followed = "#nullable enable\n#pragma warning disable CS0108, CS0109, CS0612, CS0618, CS1591, CS3001, CS3002, CS3003, CS3009, CS3024, CS8981\n";
        var consumer = new Consumer();
        Compilation output = GeneratorRun.Of(consumer.Compile(Features.All)).Output;
        foreach (SyntaxTree tree in output.SyntaxTrees.Where(tree => tree.FilePath.EndsWith(".g.cs", StringComparison.Ordinal)).ToArray())
        {
            string text = tree.ToString();
            Assert.Contains(unfollowed, text, StringComparison.Ordinal);
            output = output.ReplaceSyntaxTree(tree, consumer.Parse(text.Replace(unfollowed, followed, StringComparison.Ordinal), tree.FilePath));
        }

        Assert.Empty(output.GetDiagnostics(TestContext.Current.CancellationToken).Where(diagnostic => diagnostic.Severity > DiagnosticSeverity.Hidden));
    }

    [Fact]
    public async Task Types_without_nullable_annotations_generate_as_cleanly() =>
        await GeneratedCodeIsClean(new Consumer { Nullable = NullableContextOptions.Disable }, Consumer.Usings + """
            [SessionPart]
            public sealed partial class Oblivious
            {
                [Key(0)] public string Text { get; set; }
                [Key(1)] public List<string> List { get; set; }
                [Key(2)] public Dictionary<string, string> Map { get; set; }
                [Key(3)] public string[][] Nested { get; set; }
                [Key(4)] public IReadOnlyDictionary<string, List<string>> Deep { get; set; }
                [Key(5)] public ImmutableArray<string> Immutable { get; set; }
                [Key(6)] public ImmutableList<byte[]> Bytes { get; set; }
                [Key(7)] public Oblivious Next { get; set; }
                [Key(8)] public IList<Oblivious> All { get; set; }
            }
            """);

    private static async Task GeneratedCodeIsClean(Consumer consumer, params string[] more)
    {
        GeneratorRun run = GeneratorRun.Of(consumer.Compile(Features.All.Concat(more)));
        Assert.NotEmpty(run.Files);
        Diagnostic[] all = await run.DiagnosticsAsync();
        Assert.DoesNotContain(all, diagnostic => diagnostic.Severity == DiagnosticSeverity.Error || IsGenerated(diagnostic.Location));
    }

    private static bool IsGenerated(Location location) => location.SourceTree is not { } tree || tree.FilePath.EndsWith(".g.cs", StringComparison.Ordinal);
}
