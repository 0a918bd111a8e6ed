using Fluers.Sdk.Generators.Recording;
using Fluers.Sdk.Generators.Tests.Harness;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Fluers.Sdk.Generators.Tests.Caching;

/// <summary>An edit costs only what it changes.</summary>
public sealed class CachingTests
{
    private const string Shop = Consumer.Usings + """
        namespace Shop;
        [SessionSchema(1)] public sealed partial record Note([property: Key(0)] string Text);
        [SessionSchema(1)]
        public sealed partial record Order
        {
            [Key(0)] public required string Customer { get; init; }
            [Key(1)] public List<string> Tags { get; init; } = ["new"];
            [Key(2)] public Payment? Payment { get; init; }
            public SessionLog<Note> Notes { get; init; } = [];
            public int Total() => 1;
        }
        [SessionUnion]
        public abstract partial record Payment
        {
            [Case(0)] public sealed partial record Cash : Payment;
            [Case(1)] public sealed partial record Card([property: Key(0)] string Number) : Payment;
        }
        """;

    private const string Other = "namespace Shop; public static class Other { public static int Number() => 1; }";

    [Fact]
    public void An_edit_in_another_file_prints_nothing() => StepAssert.NothingIsNew(Edited(Other, Other.Replace("=> 1", "=> 2", StringComparison.Ordinal)));

    [Fact]
    public void A_new_type_in_another_file_prints_nothing() => StepAssert.NothingIsNew(Edited(Other, Other + " public record struct Added(int X);"));

    [Fact]
    public void A_new_file_prints_nothing() =>
        StepAssert.NothingIsNew(Changed(compilation => compilation.AddSyntaxTrees(new Consumer().Parse("public class Added;", "Added.cs"))));

    [Fact]
    public void A_comment_prints_nothing() =>
        StepAssert.NothingIsNew(Edited(Shop, Shop.Replace("[Key(1)]", "/* tags\n */ [Key(1)]", StringComparison.Ordinal)));

    [Fact]
    public void Documentation_prints_nothing() =>
        StepAssert.NothingIsNew(Edited(Shop, Shop.Replace("[Key(1)]", "/// <summary>The tags.</summary>\n[Key(1)]", StringComparison.Ordinal)));

    [Fact]
    public void The_body_of_a_method_prints_nothing() =>
        StepAssert.NothingIsNew(Edited(Shop, Shop.Replace("Total() => 1", "Total() { return Tags.Count; }", StringComparison.Ordinal)));

    [Fact]
    public void A_computed_default_changes_what_is_recorded_and_nothing_else()
    {
        IReadOnlyDictionary<string, string> before = GeneratorRun.Of(new Consumer().Compile(Shop)).Files;
        IReadOnlyDictionary<string, string> after = Edited(Shop, Shop.Replace("""["new"]""", """["old"]""", StringComparison.Ordinal)).Files;
        Assert.Equal([AssemblyShapes.HintName], after.Keys.Where(file => before[file] != after[file]));
    }

    [Fact]
    public void A_type_that_moves_within_its_file_prints_nothing() =>
        StepAssert.NothingIsNew(Edited(Shop, Shop.Replace("[SessionUnion]", "public enum Color { Red }\n\n[SessionUnion]", StringComparison.Ordinal)));

    [Fact]
    public void Two_types_that_change_places_keep_their_texts()
    {
        const string Note = "[SessionSchema(1)] public sealed partial record Note([property: Key(0)] string Text);";
        string swapped = Shop.Replace(Note, "", StringComparison.Ordinal) + Note;
        Assert.Equal(GeneratorRun.Of(new Consumer().Compile(Shop)).Files, Edited(Shop, swapped).Files);
    }

    [Fact]
    public void An_option_that_changes_no_meaning_prints_nothing() => StepAssert.NothingIsNew(Changed(compilation =>
        compilation.WithOptions(compilation.Options.WithOptimizationLevel(OptimizationLevel.Release).WithConcurrentBuild(false))));

    [Fact]
    public void A_new_reference_prints_nothing()
    {
        MetadataReference other = new Consumer { AssemblyName = "Other" }.Compile("public class Referenced;").ToMetadataReference();
        StepAssert.NothingIsNew(Changed(compilation => compilation.AddReferences(other)));
    }

    [Fact]
    public void Nothing_is_printed_again_for_the_same_project() => StepAssert.NothingIsNew(Changed(compilation => compilation.Clone()));

    [Fact]
    public void A_changed_type_prints_itself_and_the_recorded_shapes()
    {
        GeneratorRun run = Edited(Shop, Shop.Replace("record Card([property: Key(0)]", "record Card([property: Key(3)]", StringComparison.Ordinal));
        Assert.Equal(2, StepAssert.CountPrinted(run));
        Assert.Contains("EnterObject(value.UnknownMembers.LengthWith(4))", run.Files["Shop.Payment+Card.g.cs"], StringComparison.Ordinal);
    }

    [Fact]
    public void A_new_case_prints_itself_its_union_the_resolver_and_the_recorded_shapes() =>
        Assert.Equal(4, StepAssert.CountPrinted(Edited(Shop, Shop + "[Case(2)] public sealed partial record Voucher : Payment;")));

    [Fact]
    public void The_text_does_not_depend_on_the_order_of_the_files()
    {
        CSharpCompilation compilation = new Consumer().Compile(Features.All);
        CSharpCompilation reordered = compilation.RemoveAllSyntaxTrees().AddSyntaxTrees(compilation.SyntaxTrees.Reverse());
        Assert.Equal(GeneratorRun.Of(compilation).Files, GeneratorRun.Of(reordered).Files);
    }

    [Fact]
    public void Files_in_another_order_print_nothing() => StepAssert.NothingIsNew(Changed(compilation =>
        compilation.RemoveAllSyntaxTrees().AddSyntaxTrees(compilation.SyntaxTrees.Reverse())));

    private static GeneratorRun Edited(string before, string after) => Changed(compilation =>
    {
        SyntaxTree tree = compilation.SyntaxTrees.Single(tree => tree.ToString() == before);
        Assert.NotEqual(before, after);
        return compilation.ReplaceSyntaxTree(tree, tree.WithChangedText(Microsoft.CodeAnalysis.Text.SourceText.From(after)));
    });

    private static GeneratorRun Changed(Func<CSharpCompilation, CSharpCompilation> change)
    {
        CSharpCompilation before = new Consumer().Compile(Shop, Other);
        return GeneratorRun.Watched(before).Then(change(before));
    }
}
