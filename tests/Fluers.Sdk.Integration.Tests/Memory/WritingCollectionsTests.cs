using System.Collections.Immutable;

namespace Fluers.Sdk.Integration.Tests.Memory;

/// <summary>What writing a collection into a buffer that is there already allocates: nothing, but for those that are named here.</summary>
public sealed class WritingCollectionsTests
{
    private const int Count = 3000;
    private const int OfWalker = 256;       // an object that walks, and in a tree the stack of its way
    private const int OfCopy = 100 + 8 * Count;

    private static readonly int[] Numbers = [.. Enumerable.Range(0, Count)];
    private static readonly List<int> List = [.. Numbers];
    private static readonly Dictionary<int, int> Map = Numbers.ToDictionary(i => i);

    private static readonly Dictionary<string, Func<long>> Walked = new()
    {
        ["ICollection"] = () => Allocation.OfWriting(new OfICollection(List), OfICollection.SessionFormatter.Instance),
        ["IList"] = () => Allocation.OfWriting(new OfIList(List), OfIList.SessionFormatter.Instance),
        ["IReadOnlyCollection"] = () => Allocation.OfWriting(new OfIReadOnlyCollection(List), OfIReadOnlyCollection.SessionFormatter.Instance),
        ["IReadOnlyList"] = () => Allocation.OfWriting(new OfIReadOnlyList(List), OfIReadOnlyList.SessionFormatter.Instance),
        ["ISet"] = () => Allocation.OfWriting(new OfISet(new HashSet<int>(Numbers)), OfISet.SessionFormatter.Instance),
        ["IReadOnlySet"] = () => Allocation.OfWriting(new OfIReadOnlySet(new HashSet<int>(Numbers)), OfIReadOnlySet.SessionFormatter.Instance),
        ["IImmutableList"] = () => Allocation.OfWriting(new OfIImmutableList(ImmutableList.Create(Numbers)), OfIImmutableList.SessionFormatter.Instance),
        ["IImmutableSet"] = () => Allocation.OfWriting(new OfIImmutableSet(ImmutableHashSet.Create(Numbers)), OfIImmutableSet.SessionFormatter.Instance),
        ["IDictionary"] = () => Allocation.OfWriting(new OfIDictionary(Map), OfIDictionary.SessionFormatter.Instance),
        ["IReadOnlyDictionary"] = () => Allocation.OfWriting(new OfIReadOnlyDictionary(Map), OfIReadOnlyDictionary.SessionFormatter.Instance),
        ["IImmutableDictionary"] = () => Allocation.OfWriting(new OfIImmutableDictionary(Map.ToImmutableDictionary()), OfIImmutableDictionary.SessionFormatter.Instance),
        ["Collection"] = () => Allocation.OfWriting(new OfCollection(new(List)), OfCollection.SessionFormatter.Instance),
        ["Observable"] = () => Allocation.OfWriting(new OfObservable(new(List)), OfObservable.SessionFormatter.Instance),
        ["ReadOnlyCollection"] = () => Allocation.OfWriting(new OfReadOnlyCollection(new(List)), OfReadOnlyCollection.SessionFormatter.Instance),
        ["ReadOnlyDictionary"] = () => Allocation.OfWriting(new OfReadOnlyDictionary(new(Map)), OfReadOnlyDictionary.SessionFormatter.Instance),
        ["SortedList"] = () => Allocation.OfWriting(new OfSortedList(new(Map)), OfSortedList.SessionFormatter.Instance),
        ["SortedSet"] = () => Allocation.OfWriting(new OfSortedSet(new(Numbers)), OfSortedSet.SessionFormatter.Instance),
        ["SortedDictionary"] = () => Allocation.OfWriting(new OfSortedDictionary(new(Map)), OfSortedDictionary.SessionFormatter.Instance),
    };

    private static readonly Dictionary<string, Func<long>> Copied = new()
    {
        ["IEnumerable"] = () => Allocation.OfWriting(new OfIEnumerable(Numbers), OfIEnumerable.SessionFormatter.Instance),
        ["ImmutableQueue"] = () => Allocation.OfWriting(new OfImmutableQueue(ImmutableQueue.Create(Numbers)), OfImmutableQueue.SessionFormatter.Instance),
        ["ImmutableStack"] = () => Allocation.OfWriting(new OfImmutableStack(ImmutableStack.Create(Numbers)), OfImmutableStack.SessionFormatter.Instance),
        ["Concurrent"] = () => Allocation.OfWriting(new OfConcurrent(new(Map)), OfConcurrent.SessionFormatter.Instance),
    };

    public static TheoryData<string> WalkedKinds => [.. Walked.Keys];

    public static TheoryData<string> CopiedKinds => [.. Copied.Keys];

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(100)]
    [InlineData(3000)]
    public void Writing_any_other_collection_allocates_nothing(int count) => Assert.Equal(0, Allocation.OfWriting(Free.Of(count), Free.SessionFormatter.Instance));

    [Theory]
    [MemberData(nameof(WalkedKinds))]
    public void Writing_what_hands_out_an_object_that_walks_allocates_that_and_nothing_for_an_element(string kind) => Assert.InRange(Walked[kind](), 0, OfWalker);

    [Theory]
    [MemberData(nameof(CopiedKinds))]
    public void Writing_what_is_copied_first_allocates_the_copy(string kind) => Assert.InRange(Copied[kind](), 0, OfCopy);
}
