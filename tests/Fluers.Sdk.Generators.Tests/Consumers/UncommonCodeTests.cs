using Fluers.Sdk.Generators.Tests.Harness;

namespace Fluers.Sdk.Generators.Tests.Consumers;

/// <summary>Code that people write, if seldom: what is generated for it compiles.</summary>
public sealed class UncommonCodeTests
{
    [Fact]
    public Task Members_may_have_the_names_of_generated_locals() => IsClean("""
        [SessionPart]
        public sealed partial record Locals
        {
            [Key(0)] public required int Key { get; init; }
            [Key(1)] public required int? Item { get; init; }
            [Key(2)] public string Foo { get; init; } = string.Empty;
            [Key(3)] public required bool HasFoo { get; init; }
            [Key(4)] public required int Value12 { get; init; }
            [Key(12)] public required int Value { get; init; }
            [Key(20)] public required int Defaults { get; init; }
            [Key(21)] public required int Writer { get; init; }
            [Key(22)] public required int? Some { get; init; }
            [Key(23)] public required int? I { get; init; }
            [Key(24)] public required int Global { get; init; }
        }
        """);

    [Fact]
    public Task Members_may_differ_by_case_only() => IsClean("""
        [SessionPart]
        public sealed partial record Cases
        {
            [Key(0)] public required int Foo { get; init; }
            [Key(1)] public required int foo { get; init; }
            [Key(2)] public string Bar { get; init; } = string.Empty;
            [Key(3)] public string bar { get; init; } = string.Empty;
        }
        """);

    [Fact]
    public Task Collections_may_have_the_names_of_generated_methods() => IsClean("""
        [SessionPart]
        public sealed partial record Methods
        {
            [Key(0)] public required List<List<int>> Value { get; init; }
            [Key(1)] public required List<int> ValueItem { get; init; }
            [Key(2)] public required Dictionary<string, int[]> Map { get; init; }
            [Key(3)] public required int[] MapValue { get; init; }
        }
        """);

    [Fact]
    public Task Types_may_have_members_with_the_names_of_generated_ones() => IsClean("""
        [SessionSchema(1)] public sealed partial record Entry([property: Key(0)] int X);
        [SessionSchema(1)]
        public sealed partial class Envelope
        {
            public SessionLog<Entry> Log { get; init; } = [];
            [Key(0)] public int Schema { get; set; }
            [Key(1)] public int SetLog { get; set; }
            [Key(2)] public int SessionFormatter { get; set; }
            [Key(3)] public int UnknownMembers { get; set; }
        }
        """);

    [Fact]
    public Task Two_envelopes_may_have_names_that_join_to_one() => IsClean("""
        [SessionSchema(1)] public sealed partial record Entry([property: Key(0)] int X);
        public static partial class Outer
        {
            [SessionSchema(1, Id = "a")] public sealed partial record Inner { public SessionLog<Entry> Log { get; init; } = []; }
        }
        [SessionSchema(1, Id = "b")] public sealed partial record OuterInner { public SessionLog<Entry> Log { get; init; } = []; }
        """);

    [Fact]
    public Task A_union_may_have_required_members() => IsClean("""
        [SessionUnion]
        public abstract partial record Block
        {
            [Key(0)] public required string Id { get; init; }
            [Case(0)] public sealed partial record Text([property: Key(1)] string Value) : Block;
        }
        """);

    [Fact]
    public Task A_union_may_have_members_that_its_unknown_case_implements_by_hand() => IsClean("""
        [SessionUnion]
        public abstract partial record Block
        {
            public abstract string Render();
            [Case(0)] public sealed partial record Text([property: Key(1)] string Value) : Block { public override string Render() => Value; }
            public sealed partial record Unknown { public override string Render() => $"unknown case {Tag}"; }
        }
        """);

    [Fact]
    public Task A_schema_may_be_a_union() => IsClean("""
        [SessionSchema(1), SessionUnion]
        public abstract partial record Entry
        {
            [Case(0)] public sealed partial record Opened([property: Key(0)] DateTimeOffset At) : Entry;
        }
        [SessionSchema(1)] public sealed partial record Envelope { public SessionLog<Entry> Entries { get; init; } = []; }
        public static class Use { public static void It(Session<Envelope> session) => session.Append(new Entry.Opened(default)); }
        """);

    [Fact]
    public Task An_envelope_may_be_public_while_its_entries_are_not() => IsClean("""
        [SessionSchema(1)] internal sealed partial record Entry([property: Key(0)] int X);
        [SessionSchema(1)] public sealed partial record Envelope { internal SessionLog<Entry> Entries { get; init; } = []; }
        """);

    [Fact]
    public Task Members_may_come_from_bases() => IsClean("""
        public abstract class Root { [Key(0)] public required string Id { get; init; } [Key(1)] protected int Rank { get; set; } = 4; }
        public abstract class Middle<T> : Root { [Key(2)] public T? Value { get; init; } [IgnoreMember] public virtual int Size => 0; }
        [SessionPart] public sealed partial class Leaf : Middle<List<string?>> { [Key(3)] public int Depth { get; set; } = 1; }
        """);

    [Fact]
    public Task No_usings_are_needed() => IsCleanWithoutUsings("""
        [Fluers.Sdk.SessionPart]
        public sealed partial record Maps
        {
            [MessagePack.Key(0)] public required System.Collections.Generic.SortedDictionary<string, int> Sorted { get; init; }
            [MessagePack.Key(1)] public required System.Collections.Immutable.ImmutableDictionary<string, int> Immutable { get; init; }
            [MessagePack.Key(2)] public required System.Collections.Immutable.ImmutableSortedDictionary<string, int> ImmutableSorted { get; init; }
            [MessagePack.Key(3)] public required System.Collections.Immutable.ImmutableArray<int> Array { get; init; }
        }
        """);

    [Fact]
    public Task Namespaces_may_shadow_the_ones_that_generated_code_names() => IsClean("""
        namespace Shop.System.Fluers { public class Sdk; }
        namespace Shop.MessagePack { public class Formatters; }
        namespace Shop
        {
            [SessionPart] public sealed partial record Part([property: Key(0)] global::System.Guid Id, [property: Key(1)] List<int> List);
        }
        """);

    [Fact]
    public Task The_resolver_may_share_its_name_with_a_stored_type() => IsClean("""
        [SessionPart] public sealed partial record SessionFormatterResolver([property: Key(0)] int X);
        """);

    [Theory]
    [InlineData("public partial class Consumer { [SessionPart] public sealed partial record Part([property: Key(0)] int X); }", "Consumer_")]
    [InlineData("namespace Consumer { [SessionPart] public sealed partial record SessionFormatterResolver([property: Key(0)] int X); }", "SessionFormatterResolver_")]
    public async Task A_type_may_have_the_name_of_its_assembly_or_of_the_resolver_in_it(string source, string name)
    {
        GeneratorRun run = await GeneratorRun.Of(source).IsClean();
        Assert.Contains($" {name}\n", run.Files["Assembly-SessionFormatterResolver.g.cs"].Replace(" :", "\n", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Fact]
    public Task Containers_may_be_of_any_kind() => IsClean("""
        public ref partial struct A { [SessionPart] public sealed partial record P([property: Key(0)] int X); }
        public readonly partial struct B { [SessionPart] public sealed partial record P([property: Key(0)] int X); }
        public abstract partial record C { [SessionPart] protected internal sealed partial record P([property: Key(0)] int X); }
        public partial interface D { [SessionPart] public readonly partial struct P { [Key(0)] public int X { get; init; } } }
        """);

    [Fact]
    public Task Defaults_may_be_any_constant() => IsClean("""
        public enum Color : sbyte { Red = -1, Green = 2 }
        [SessionPart]
        public sealed partial record Constants
        {
            [Key(0)] public double A { get; init; } = double.NaN;
            [Key(1)] public float B { get; init; } = float.NegativeInfinity;
            [Key(2)] public decimal C { get; init; } = 1.50m;
            [Key(3)] public char D { get; init; } = '\'';
            [Key(4)] public string E { get; init; } = "a\"\\\r\n\u2028\0{";
            [Key(5)] public Color F { get; init; } = Color.Red;
            [Key(6)] public ulong G { get; init; } = ulong.MaxValue;
            [Key(7)] public long H { get; init; } = long.MinValue;
            [Key(8)] public byte I { get; init; } = 255;
            [Key(9)] public double J { get; init; } = 1e300;
            [Key(10)] public double K { get; init; } = -0.0;
            [Key(11)] public uint L { get; init; } = 'a';
            [Key(12)] public decimal M { get; init; } = 5;
            [Key(13)] public short N { get; init; } = -5;
            [Key(14)] public int O { get; init; } = int.MinValue;
            [Key(15)] public bool P { get; init; } = true;
            [Key(16)] public int? Q { get; init; } = null;
            [Key(17)] public Guid R { get; init; } = default;
            [Key(18)] public Color? S { get; init; } = default(Color?);
            [Key(19)] public float T { get; init; } = 0.1f;
        }
        """);

    private static async Task IsClean(string source) => await GeneratorRun.Of(source).IsClean();

    private static async Task IsCleanWithoutUsings(string source) => await GeneratorRun.Of(new Consumer().Compile(source)).IsClean();
}
