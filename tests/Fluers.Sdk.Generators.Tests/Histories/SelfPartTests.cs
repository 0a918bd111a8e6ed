using Fluers.Sdk.Generators.Tests.Harness;

namespace Fluers.Sdk.Generators.Tests.Histories;

/// <summary>A part that holds nothing but one of its own: its constructor would be the one that copies.</summary>
public sealed class SelfPartTests
{
    private const string Link = "[SessionPart] public sealed partial record Link { [Key(0)] public Link? Next { get; init; } }";

    [Theory]
    [InlineData(Link, "Link { Next = Link { Next =  } }")]
    [InlineData("[SessionPart] public sealed partial record Link { [Key(2)] public Link? Link_ { get; init; } }", "Link { Link_ =  }", "[Key(2)] public Link? Link_")]
    [InlineData("[SessionPart] public sealed partial record Link { [Key(0)] public Link? Next { get; init; } [Key(1)] public int X { get; init; } }", "Link { Next = Link { Next = , X = 0 }, X = 0 }")]
    public void Any_raise_reads_it(string after, string expected, string before = "[Key(0)] public Link? Next")
    {
        Releases chains = Releases.Of(
            $"[SessionSchema(1)] public sealed partial record Chain([property: Key(0)] int N, [property: Key(1)] Link? L = null); {Link.Replace("[Key(0)] public Link? Next", before, StringComparison.Ordinal)}"
                + "public static class Data { public static Chain One => new(1, new Link { " + (before.EndsWith("Next", StringComparison.Ordinal) ? "Next = new Link()" : "") + " }); }",
            "[SessionSchema(2)] public sealed partial record Chain([property: Key(0)] long N, [property: Key(1)] Link? L = null);" + after);
        Assert.Equal($"Chain {{ N = 1, L = {expected} }}", chains[1].Read("Chain", chains[0].Frame("One")));
    }

    [Fact]
    public void Its_author_makes_one_by_an_initializer()
    {
        Releases chains = Releases.Of(
            "[SessionSchema(1)] public sealed partial record Chain([property: Key(0)] int N); public static class Data { public static Chain One => new(1); }",
            "[SessionSchema(2)] public sealed partial record Chain([property: Key(0)] int N, [property: Key(1)] Link L);" + Link
                + "static partial class ChainHistory { public static partial V2.Chain Up(V1.Chain c) => c.ToV2(l: new V2.Link { Next = new V2.Link() }); }");
        Assert.Equal("Chain { N = 1, L = Link { Next = Link { Next =  } } }", chains[1].Read("Chain", chains[0].Frame("One")));
    }
}
