using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Numerics;
using System.Text;
using MessagePack;

#pragma warning disable FLU1207   // these times are UTC

namespace Fluers.Sdk.Integration.Tests.Bytes;

// More types annotated for both, with the same keys.

[SessionPart]
[MessagePackObject]
public sealed partial record MoreScalars
{
    [Key(0)] public required Half F16 { get; init; }
    [Key(1)] public required Int128 I128 { get; init; }
    [Key(2)] public required UInt128 U128 { get; init; }
    [Key(3)] public required BigInteger Big { get; init; }
    [Key(4)] public required Rune Rune { get; init; }
    [Key(5)] public required Uri Uri { get; init; }
    [Key(6)] public required Version Version { get; init; }
    [Key(7)] public required DateOnly Day { get; init; }
    [Key(8)] public required TimeOnly Time { get; init; }
    [Key(9)] public required DateTime Utc { get; init; }
    [Key(10)] public required Memory<byte> Memory { get; init; }
}

[SessionPart]
[MessagePackObject]
public sealed partial record MoreCollections
{
    [Key(0)] public required IEnumerable<int> Enumerable { get; init; }
    [Key(1)] public required HashSet<string> Set { get; init; }
    [Key(2)] public required SortedSet<int> SortedSet { get; init; }
    [Key(3)] public required Queue<int> Queue { get; init; }
    [Key(4)] public required Stack<int> Stack { get; init; }
    [Key(5)] public required LinkedList<int> Linked { get; init; }
    [Key(6)] public required ImmutableQueue<int> ImmutableQueue { get; init; }
    [Key(7)] public required ImmutableStack<int> ImmutableStack { get; init; }
    [Key(8)] public required ImmutableSortedSet<int> ImmutableSortedSet { get; init; }
    [Key(9)] public required FrozenSet<int> Frozen { get; init; }
    [Key(10)] public required SortedList<int, string> SortedList { get; init; }
    [Key(11)] public required ConcurrentDictionary<int, string> Concurrent { get; init; }
    [Key(12)] public required FrozenDictionary<int, string> FrozenMap { get; init; }
    [Key(13)] public required int[,] Two { get; init; }
    [Key(14)] public required long[,,] Three { get; init; }
    [Key(15)] public required Named[,,,] Four { get; init; }
    [Key(16)] public required KeyValuePair<string, int> Pair { get; init; }
    [Key(17)] public required (int, string) Tuple { get; init; }
    [Key(18)] public required (int, int, int, int, int, int, int, string, Named) LongTuple { get; init; }
}

[SessionUnion]
[MessagePackObject]
[Union(0, typeof(Car))]
[Union(7, typeof(Bicycle))]
public abstract partial class Vehicle
{
    [Key(1)] public string? Owner { get; set; }
}

[Case(0)]
[MessagePackObject]
public sealed partial class Car : Vehicle
{
    [Key(0)] public required string Plate { get; set; }
}

[Case(7)]
[MessagePackObject]
public sealed partial class Bicycle : Vehicle;

[MessagePackObject]
public abstract record Identified<TId>
{
    [Key(0)] public required TId Id { get; init; }
}

[SessionUnion]
[MessagePackObject]
[Union(4, typeof(Rename))]
public abstract partial record Command : Identified<Guid>;

[Case(4)]
[MessagePackObject]
public sealed partial record Rename : Command
{
    [Key(1)] public required string To { get; init; }
}
