using System.Globalization;
using Fluers.Sdk.Generators.Locks;
using Fluers.Sdk.Generators.Shapes;
using Fluers.Sdk.Generators.Tests.Harness;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Fluers.Sdk.Generators.Tests.Caching;

/// <summary>An edit of a lock costs only what depends on it.</summary>
public sealed class LockCachingTests
{
    private const string Source = Consumer.Usings + """
        namespace Shop;
        [SessionSchema(3)] public sealed partial record Note { [Key(0)] public required string Text { get; init; } [Key(1)] public long Size { get; init; } [Key(2)] public string? Author { get; init; } }
        [SessionSchema(2)] public sealed partial record Page { [Key(0)] public required string Text { get; init; } [Key(1)] public bool Read { get; init; } }
        """;

    private const string Other = "namespace Shop; public static class Other { public static int Number() => 1; }";

    private static readonly string[] Notes = ["0 Text: string required; 1 Size: int", "0 Text: string required; 1 Size: long", "0 Text: string required; 1 Size: long; 2 Author: string?"];

    [Fact]
    public void An_edit_of_the_last_block_prints_nothing()
    {
        GeneratorRun run = Edited(LockOf("note", [.. Notes[..2], Notes[2] + "; 3 Draft: int"]));
        Assert.Equal(0, StepAssert.CountPrinted(run));
        Assert.All(StepAssert.Tracked(run).Where(output => output.Step != History.HistorySteps.Locks), output => Assert.True(
            output.Reason is IncrementalStepRunReason.Cached or IncrementalStepRunReason.Unchanged, $"{output.Step}: {output.Reason}"));
    }

    [Fact]
    public void An_edit_of_an_older_block_prints_the_versions_of_its_schema_and_no_other()
    {
        GeneratorRun run = Edited(LockOf("note", [Notes[0], Notes[1] + "; 5 Gone: int", Notes[2]]));
        Assert.Equal(1, StepAssert.CountPrinted(run));
        Assert.Contains("Gone", run.Files["Shop.Note-History.g.cs"], StringComparison.Ordinal);
    }

    [Fact]
    public void Who_may_read_what_is_written_changes_the_schema_too()
    {
        GeneratorRun run = Edited(LockOf("note", [Notes[1], Notes[1], Notes[2]]));
        Assert.Equal(2, StepAssert.CountPrinted(run));
        Assert.Contains("minReader: 1", run.Files["Shop.Note.g.cs"], StringComparison.Ordinal);
    }

    [Fact]
    public void An_edit_in_another_file_prints_nothing()
    {
        CSharpCompilation compilation = Compilation();
        SyntaxTree tree = compilation.SyntaxTrees.Single(tree => tree.ToString() == Other);
        StepAssert.NothingIsNew(First(compilation).Then(compilation.ReplaceSyntaxTree(
            tree, tree.WithChangedText(Microsoft.CodeAnalysis.Text.SourceText.From(Other.Replace("=> 1", "=> 2", StringComparison.Ordinal))))));
    }

    [Fact]
    public void A_hop_that_is_typed_prints_the_versions_of_its_schema()
    {
        CSharpCompilation compilation = Compilation();
        GeneratorRun run = First(compilation).Then(compilation.AddSyntaxTrees(new Consumer().Parse(
            "namespace Shop; static partial class PageHistory { public static partial V2.Page Up(V1.Page p) => p.ToV2(read: true); }", "Hops.cs")));
        Assert.Equal(2, StepAssert.CountPrinted(run));   // and the schema, for what is written by hand admits no older build
        Assert.Contains("public static partial global::Shop.PageHistory.V2.Page Up(global::Shop.PageHistory.V1.Page p);", run.Files["Shop.Page-History.g.cs"], StringComparison.Ordinal);
        Assert.Contains("minReader: 2", run.Files["Shop.Page.g.cs"], StringComparison.Ordinal);
    }

    [Fact]
    public void Two_hundred_schemas_with_ten_versions_each_compile_and_an_edit_elsewhere_prints_nothing()
    {
        const int schemas = 200;
        const int versions = 10;
        IEnumerable<string> sources = Enumerable.Range(0, schemas).Select(number => Consumer.Usings + string.Create(CultureInfo.InvariantCulture,
            $"namespace Shop; [SessionSchema({versions})] public sealed partial record Schema{number} {{ {string.Concat(Enumerable.Range(0, versions).Select(key => $"[Key({key})] public int M{key} {{ get; init; }} "))} }}"));
        TextFile[] locks = [.. Enumerable.Range(0, schemas).Select(number => LockOf(
            string.Create(CultureInfo.InvariantCulture, $"schema{number}"),
            [.. Enumerable.Range(1, versions).Select(version => string.Join(';', Enumerable.Range(0, version).Select(key => $"{key} M{key}: int")))]))];
        CSharpCompilation compilation = new Consumer().Compile([.. sources, Other]);
        GeneratorRun run = GeneratorRun.Of(compilation, locks);

        Assert.Empty(run.Output.GetDiagnostics(TestContext.Current.CancellationToken).Where(diagnostic => diagnostic.Severity > DiagnosticSeverity.Hidden).Take(3));
        Assert.Equal(schemas, run.Files.Keys.Count(file => file.EndsWith("-History.g.cs", StringComparison.Ordinal)));
        SyntaxTree tree = compilation.SyntaxTrees.Single(tree => tree.ToString() == Other);
        GeneratorRun next = run.Then(compilation.ReplaceSyntaxTree(
            tree, tree.WithChangedText(Microsoft.CodeAnalysis.Text.SourceText.From(Other.Replace("=> 1", "=> 2", StringComparison.Ordinal)))));

        // A text that is printed again is another one, even if it says the same.
        Assert.True(run.Result.GeneratedSources.Length > 2 * schemas);
        Assert.All(run.Result.GeneratedSources.Zip(next.Result.GeneratedSources), pair => Assert.Same(pair.First.SourceText, pair.Second.SourceText));
    }

    private static readonly TextFile Note = LockOf("note", Notes);
    private static readonly TextFile Page = LockOf("page", ["0 Text: string required", "0 Text: string required; 1 Read: bool"]);

    private static CSharpCompilation Compilation() => new Consumer().Compile(Source, Other);

    private static GeneratorRun First(CSharpCompilation compilation) => GeneratorRun.Watched(compilation, Note, Page);

    private static GeneratorRun Edited(TextFile edited)
    {
        CSharpCompilation compilation = Compilation();
        return First(compilation).Then(compilation, Note, edited);
    }

    private static TextFile LockOf(string id, string[] versions) => new($"/project/schemas/{id}.schema.json", LockWriter.Write(
        new SchemaLock(id, [.. versions.Select((script, number) => new VersionBlock(number + 1, IsPublished: true, ShapeScript.Parse(script)))])));
}
