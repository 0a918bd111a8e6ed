using Fluers.Sdk.Generators.Model;
using Fluers.Sdk.Generators.Recording;
using Fluers.Sdk.Generators.Tests.Harness;

namespace Fluers.Sdk.Generators.Tests.Snapshots;

/// <summary>The generated text of each feature, for people to read. What is generated for the whole assembly is left out everywhere but in its own test.</summary>
public sealed class SnapshotTests
{
    [Fact]
    public Task A_record_is_an_array_indexed_by_key() => Verify(Features.Record);

    [Fact]
    public Task A_positional_record_is_made_by_its_constructor() => Verify(Features.PositionalRecord);

    [Fact]
    public Task A_class_is_made_by_the_constructor_that_its_members_need() => Verify(Features.ClassWithConstructor);

    [Fact]
    public Task Structs_state_their_layout() => Verify(Features.Structs);

    [Fact]
    public Task Optional_members_have_constant_or_computed_defaults() => Verify(Features.OptionalMembers);

    [Fact]
    public Task Every_scalar_has_its_primitive() => Verify(Features.Scalars);

    [Fact]
    public Task More_scalars_have_theirs() => Verify(Features.MoreScalars);

    [Fact]
    public Task Nil_stands_for_null_where_the_type_allows_it() => Verify(Features.Nullables);

    [Fact]
    public Task Enums_are_their_number() => Verify(Features.Enums);

    [Fact]
    public Task Sequences_have_methods_of_their_own() => Verify(Features.Sequences);

    [Fact]
    public Task Maps_have_methods_of_their_own() => Verify(Features.Maps);

    [Fact]
    public Task Collections_are_counted_walked_and_built_each_in_its_way() => Verify(Features.MoreCollections);

    [Fact]
    public Task Every_other_collection_is_one_of_these() => Verify("""
        using System.Collections.Frozen;
        using System.Collections.ObjectModel;
        namespace Shop;
        [SessionPart]
        public sealed partial record Sequences
        {
            [Key(0)] public required IList<int> IList { get; init; }
            [Key(1)] public required ICollection<int> ICollection { get; init; }
            [Key(2)] public required IReadOnlyCollection<int> IReadOnlyCollection { get; init; }
            [Key(3)] public required Collection<int> Collection { get; init; }
            [Key(4)] public required ObservableCollection<int> ObservableCollection { get; init; }
            [Key(5)] public required ReadOnlyCollection<int> ReadOnlyCollection { get; init; }
            [Key(6)] public required Queue<int> Queue { get; init; }
            [Key(7)] public required IImmutableList<int> IImmutableList { get; init; }
            [Key(8)] public required IImmutableQueue<int> IImmutableQueue { get; init; }
            [Key(9)] public required ImmutableStack<int> ImmutableStack { get; init; }
            [Key(10)] public required IImmutableStack<int> IImmutableStack { get; init; }
        }
        [SessionPart]
        public sealed partial record Sets
        {
            [Key(0)] public required HashSet<int> HashSet { get; init; }
            [Key(1)] public required ISet<int> ISet { get; init; }
            [Key(2)] public required SortedSet<int> SortedSet { get; init; }
            [Key(3)] public required ImmutableHashSet<int?> ImmutableHashSet { get; init; }
            [Key(4)] public required IImmutableSet<(int, string?)> IImmutableSet { get; init; }
            [Key(5)] public required ImmutableSortedSet<string> ImmutableSortedSet { get; init; }
            [Key(6)] public required FrozenSet<int> FrozenSet { get; init; }
        }
        [SessionPart]
        public sealed partial record Maps
        {
            [Key(0)] public required IDictionary<int, int> IDictionary { get; init; }
            [Key(1)] public required SortedList<int, int> SortedList { get; init; }
            [Key(2)] public required ReadOnlyDictionary<int, int> ReadOnlyDictionary { get; init; }
            [Key(3)] public required IImmutableDictionary<int, int> IImmutableDictionary { get; init; }
        }
        """);

    [Fact]
    public Task Arrays_of_several_dimensions_state_their_lengths() => Verify(Features.Grids);

    [Fact]
    public Task Tuples_and_pairs_are_arrays() => Verify(Features.Tuples);

    [Fact]
    public Task Parts_are_written_by_their_own_formatters() => Verify(Features.NestedParts);

    [Fact]
    public Task A_union_keeps_cases_that_it_does_not_know() => Verify(Features.RecordUnion);

    [Fact]
    public Task An_interface_can_be_a_union() => Verify(Features.InterfaceUnion);

    [Fact]
    public Task An_envelope_takes_its_log_by_with_set_or_init() => Verify(Features.Envelopes);

    [Fact]
    public Task Nested_types_reopen_what_contains_them() => Verify(Features.NestedTypes);

    [Fact]
    public Task Keys_may_leave_gaps() => Verify(Features.SparseKeys);

    [Fact]
    public Task Names_may_be_keywords_or_names_that_generated_code_uses() => Verify(Features.UncommonNames);

    [Fact]
    public Task A_generic_part_takes_the_formats_of_its_arguments() => Verify(Features.GenericParts);

    [Fact]
    public Task A_closed_generic_part_is_given_the_formats_of_its_arguments() => Verify(Features.ClosedGenerics);

    [Fact]
    public Task A_generic_union_shares_its_parameters_with_its_cases() => Verify(Features.GenericUnion);

    [Fact]
    public Task A_union_that_is_not_abstract_is_a_case_of_itself() => Verify(Features.ConcreteUnion);

    [Fact]
    public Task Custom_formatters_have_one_instance_each() => Verify(Features.CustomFormatters);

    [Fact]
    public Task Members_of_bases_are_members() => Verify(Features.Bases);

    [Fact]
    public Task Types_may_share_their_names() => Verify(Features.SameNames);

    [Fact]
    public Task Many_members_are_written_like_few() => Verify(Features.SixteenMembers);

    [Fact]
    public Task The_resolver_knows_all_types_of_the_assembly() => Verifier.Verify(Run("""
        [SessionPart] public sealed partial record Part([property: Key(0)] int X);
        namespace Shop
        {
            [SessionUnion] public abstract partial record Payment { [Case(0)] internal sealed partial record Cash : Payment; }
        }
        """)).IgnoreGeneratedResult(source => source.HintName != AssemblyModel.ResolverHintName).ToTask();

    [Fact]
    public Task The_assembly_carries_the_shapes_of_its_schemas_and_of_their_parts() => Verifier.Verify(Run(""""
        namespace Shop;
        public enum Priority : byte { Low, High = 5, @default = 2 }
        [SessionSchema(1)] public sealed partial record Note([property: Key(0)] string Text, [property: Key(1)] System.Numerics.BigInteger? Sum);
        [SessionSchema(3, Id = "shop.order", OldestReadable = 2)]
        public sealed partial class Order
        {
            [Key(0)] public required string Customer { get; init; }
            [Key(1)] public List<string?> Tags { get; init; } = [];
            [Key(2)] public Dictionary<Guid, Payment>? Payments { get; init; }
            [Key(4)] public Priority Priority { get; init; } = Priority.High;
            [Key(5)] public string Text { get; init; } = "a \"\"\" and\n\\";
            [Key(6)] public (int[,] Grid, HashSet<long> Set) Pair { get; init; }
            [Key(7)] public Address? @event { get; init; }
            [Key(8)] public Other.Address From { get; init; } = new();
            [Key(9)] public double Half { get; init; } = 0.5;
            [Key(10)] public int Zero { get; init; } = 0;
            [Key(11)] public TimeSpan Span { get; init; } = TimeSpan . FromMinutes(5);
            public SessionLog<Note> Notes { get; init; } = [];
        }
        [SessionUnion]
        public abstract partial record Payment
        {
            [Case(0)] public sealed partial record Cash : Payment;
            [Case(3)] public sealed partial record Card([property: Key(0)] string Number, [property: Key(1)] Payment? Next = null) : Payment;
        }
        [SessionPart] public partial struct Address { [Key(0)] public int Number { get; init; } }
        public static partial class Other { [SessionPart] public sealed partial class Address { [Key(0)] public bool Known { get; init; } = true; } }
        """")).IgnoreGeneratedResult(source => source.HintName != AssemblyShapes.HintName).ToTask();

    [Fact]
    public Task Older_versions_are_types_of_their_own_with_a_hop_between_each_two() => Verify(new LockedProject("""
        namespace Shop;
        [SessionSchema(2)]
        public sealed partial record Order
        {
            [Key(0)] public required string Name { get; init; }
            [Key(2)] public required Priority Priority { get; init; }
            [Key(3)] public List<Line> Lines { get; init; } = [];
            [Key(4)] public string? Note { get; init; }
        }
        public enum Priority { Low, High }
        [SessionPart] public sealed partial record Line([property: Key(0)] string Product, [property: Key(1)] long Count, [property: Key(2)] decimal Price);
        static partial class OrderHistory
        {
            public static partial V2.Order Up(V1.Order o) => o.ToV2(priority: o.Urgent ? V2.Priority.High : V2.Priority.Low, linePrice: l => 0);
        }
        """).With("order", "0 Name: string required; 1 Urgent: bool; 3 Lines: list<Line> = []; part Line; 0 Product: string required; 1 Count: int required").Generate());

    private static Task Verify(GeneratorRun run) =>
        Verifier.Verify(run.Driver).IgnoreGeneratedResult(file => !file.HintName.Contains("-History", StringComparison.Ordinal)).ToTask();

    private static Task Verify(string source) =>
        Verifier.Verify(Run(source)).IgnoreGeneratedResult(file => file.HintName.StartsWith("Assembly-", StringComparison.Ordinal)).ToTask();

    private static Microsoft.CodeAnalysis.GeneratorDriver Run(string source) => GeneratorRun.Of(source).Driver;
}
