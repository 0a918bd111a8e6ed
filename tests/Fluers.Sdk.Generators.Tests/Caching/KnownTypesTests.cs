using Fluers.Sdk.Generators.Parsing;
using Fluers.Sdk.Generators.Tests.Harness;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Fluers.Sdk.Generators.Tests.Caching;

/// <summary>A type is parsed again only after an edit that may change what it is, wherever that edit is.</summary>
public sealed class KnownTypesTests
{
    private const string Stored = Consumer.Usings + """
        namespace Shop;
        [SessionPart]
        public sealed partial class Order : Base
        {
            [Key(1)] public Color Color { get; init; } = Color.Red;
            [Key(2)] public int Count { get; init; } = Limits.Count;
        }
        """;

    private const string Around = Consumer.Usings + """
        namespace Shop;
        public enum Color { Green, Red }
        public static class Limits
        {
            public const int Count = 5;
            public static int Twice(int x) { return 2 * x; }
            public static int Half(int x) => x / 2;
            static Limits() { Twice(1); }
        }
        public abstract class Base
        {
            [Key(0)] public int Number = 3;
            [IgnoreMember] public int Hidden { get => field; set => field = value; }
            public int Computed { get => 1; }
        }
        """;

    [Theory]
    [InlineData("return 2 * x;", "int y = x; return y + x;")]
    [InlineData("=> x / 2", "=> x >> 1")]
    [InlineData("Twice(1);", "Twice(2); void Local() { }")]
    [InlineData("=> x / 2;", "{ return x; }", 2)]
    [InlineData("Twice(1);", "\n#pragma warning disable CS0162\nTwice(1);", 2)]
    public void An_edit_in_a_body_leaves_what_was_parsed(string before, string after, int parses = 1) =>
        Assert.Equal(parses, CountParses(Compilation(Around), Edited(before, after)));

    [Theory]
    [InlineData("Number = 3", "Number = 4", "4")]
    [InlineData("Green, Red", "Red, Green", "(global::Shop.Color)(0)")]
    [InlineData("const int Count = 5", "const int Count = 6", "6")]
    [InlineData("const int Count = 5", "static readonly int Count = 5", "Count")]
    [InlineData("[Key(0)] public int Number", "[Key(0)] public long Number", "ReadInt64")]
    [InlineData("[IgnoreMember] public int Hidden", "[Key(3)] public int Hidden", "Hidden")]
    public void An_edit_of_what_it_depends_on_is_seen(string before, string after, string expected)
    {
        GeneratorRun run = Parsed();
        GeneratorRun next = run.Then(Edited(before, after));
        Assert.Contains(expected, next.Files["Shop.Order.g.cs"], StringComparison.Ordinal);
        Assert.Equal(GeneratorRun.Watched(Edited(before, after)).Files, next.Files);
    }

    [Fact]
    public void An_accessors_body_may_make_a_fault_and_mend_it()
    {
        GeneratorRun run = Parsed().Then(Edited("get => 1;", "get => field;"));
        Assert.Contains("FLU1101", run.Files["Shop.Order.g.cs"], StringComparison.Ordinal);   // a property with a field wants a key
        Assert.DoesNotContain("FLU1101", run.Then(Compilation(Around)).Files["Shop.Order.g.cs"], StringComparison.Ordinal);
    }

    [Fact]
    public void A_directive_in_a_body_is_seen()
    {
        const string Text = "public abstract class Base { void M() { } [Key(0)] public required string Name { get; init; } }";
        string around = Around[..Around.IndexOf("public abstract class Base", StringComparison.Ordinal)] + Text;
        GeneratorRun run = GeneratorRun.Watched(Compilation(around));
        GeneratorRun next = run.Then(Compilation(around.Replace("{ }", "{\n#nullable disable\n}", StringComparison.Ordinal)));
        Assert.NotEqual(run.Files["Shop.Order.g.cs"], next.Files["Shop.Order.g.cs"]);
    }

    [Fact]
    public void An_option_a_reference_or_a_name_is_seen()
    {
        CSharpCompilation compilation = Compilation(Around);
        MetadataReference other = new Consumer { AssemblyName = "Other" }.Compile("public class Referenced;").ToMetadataReference();
        Assert.Equal(1, CountParses(compilation, compilation.Clone()));
        Assert.Equal(2, CountParses(compilation, compilation.AddReferences(other)));
        Assert.Equal(2, CountParses(compilation, compilation.WithOptions(compilation.Options.WithNullableContextOptions(NullableContextOptions.Disable))));
        Assert.Equal(2, CountParses(compilation, compilation.WithAssemblyName("Renamed")));
        Assert.Equal(2, CountParses(compilation, compilation.AddSyntaxTrees(new Consumer().Parse("class Added;", "Added.cs"))));
        Assert.Equal(2, CountParses(compilation, compilation.RemoveAllSyntaxTrees().AddSyntaxTrees(compilation.SyntaxTrees.Reverse())));
    }

    [Fact]
    public void Only_the_state_before_is_known() =>
        Assert.Equal(3, CountParses(Compilation(Around), Edited("Number = 3", "Number = 4"), Edited("Number = 3", "Number = 5"), Edited("Number = 3", "Number = 5")));

    [Fact]
    public void A_parse_that_is_cancelled_leaves_no_answer()
    {
        CSharpCompilation compilation = Compilation(Around);
        SyntaxNode type = _stored.GetRoot(TestContext.Current.CancellationToken);
        Assert.Throws<OperationCanceledException>(() => KnownTypes.Get(type, compilation, static () => throw new OperationCanceledException(), default));
        Assert.Equal(1, CountParses(compilation));
    }

    // One tree of the type for all: an editor parses again only the file that is typed in.
    private readonly SyntaxTree _stored = new Consumer().Parse(Stored, "Stored.cs");

    private GeneratorRun Parsed() => GeneratorRun.Watched(Compilation(Around));

    private CSharpCompilation Edited(string before, string after)
    {
        Assert.Contains(before, Around, StringComparison.Ordinal);
        return Compilation(Around.Replace(before, after, StringComparison.Ordinal));
    }

    private CSharpCompilation Compilation(string around)
    {
        CSharpCompilation compilation = new Consumer().Compile(around);
        return compilation.AddSyntaxTrees(_stored);
    }

    private int CountParses(params CSharpCompilation[] states)
    {
        SyntaxNode type = new Consumer().Parse(Stored, "Stored.cs").GetRoot(TestContext.Current.CancellationToken);
        int parses = 0;
        foreach (CSharpCompilation state in states)
        {
            KnownTypes.Get(type, state, () => { parses++; return null; }, TestContext.Current.CancellationToken);
        }

        return parses;
    }
}
