using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Numerics;
using System.Text;
using Fluers.Sdk.Integration.Tests.Bytes;

namespace Fluers.Sdk.Integration.Tests.Memory;

/// <summary>Values of the types that both libraries serialize.</summary>
internal static class Values
{
    public static Scalars Scalars { get; } = new()
    {
        Text = "text", Flag = true, I8 = -100, U8 = 200, I16 = -300, U16 = 60_000, I32 = int.MinValue, U32 = uint.MaxValue,
        I64 = long.MinValue, U64 = ulong.MaxValue, F32 = 1.5f, F64 = Math.PI, Money = 12.340m, Letter = 'x', Id = new Guid(1, 2, 3, new byte[8]),
        When = DateTimeOffset.UnixEpoch, Span = TimeSpan.FromHours(1), Small = Small.Some, Wide = Wide.Least, Bytes = [1, 2, 3], Memory = new byte[] { 4, 5 },
    };

    public static MoreScalars MoreScalars { get; } = new()
    {
        F16 = (Half)1.5, I128 = Int128.MinValue, U128 = UInt128.MaxValue, Big = BigInteger.Pow(7, 300), Rune = new Rune('x'),
        Uri = new Uri("https://example.com/ä"), Version = new Version(1, 2, 3, int.MaxValue), Day = DateOnly.MaxValue, Time = TimeOnly.MaxValue,
        Utc = DateTime.UnixEpoch, Memory = new byte[] { 1 },
    };

    public static Nullables Nullables { get; } = new()
    {
        Text = "text", Number = 1, Id = Guid.Empty, When = DateTimeOffset.UnixEpoch, Small = Small.Some, Bytes = [1],
        Point = new Point { X = 1, Y = -1 }, Named = new Named("name"), Texts = ["a", null], Money = 1.50m,
    };

    public static Drawing Drawing(string text) => new()
    {
        Title = text,
        Figures = [new Circle(1), new Square(2, new Named(text))],
        History = [new Started { At = DateTimeOffset.UnixEpoch }, new Stopped { Why = text }],
        Last = new Drawn(new Drawn(null, text), text),
    };

    public static Collections Collections(int count)
    {
        int[] numbers = [.. Enumerable.Range(-count / 2, count)];
        return new Collections
        {
            Numbers = numbers,
            Texts = [.. numbers.Select(i => $"text {i}")],
            Parts = [.. numbers.Select(i => new Named($"{i}", i))],
            More = [.. numbers.Take(100).Select(i => (long)i)],
            Map = numbers.ToDictionary(i => $"{i}"),
            Sorted = new SortedDictionary<int, Named>(numbers.Take(20).ToDictionary(i => i, i => new Named("x", i))),
            Immutable = numbers.Take(100).Select(i => (Small)(byte)i).Distinct().ToImmutableDictionary(key => key, key => key.ToString()),
            ReadOnly = [.. numbers.Select(i => new Guid(i, 0, 0, new byte[8]))],
            Jagged = [.. numbers.Select(i => new[] { i, i + 1 })],
            Deep = numbers.ToDictionary(i => new Guid(i, 0, 0, new byte[8]), i => new List<Pair> { new("p", i) }),
            ReadOnlyMap = numbers.ToDictionary(i => $"{i}", i => i % 2 == 0 ? null : "odd"),
            SortedMap = numbers.Take(50).ToImmutableSortedDictionary(i => $"{i}", i => i, StringComparer.Ordinal),
            Flags = [.. numbers.Select(i => i > 0)],
            Points = [.. numbers.Select(i => i % 2 == 0 ? (Point?)null : new Point { X = i })],
            ByteList = [.. numbers.Select(i => (byte)i)],
        };
    }

    public static MoreCollections MoreCollections(int count)
    {
        int[] numbers = [.. Enumerable.Range(-1, count)];
        Dictionary<int, string> map = numbers.ToDictionary(i => i, i => $"{i}");
        return new MoreCollections
        {
            Enumerable = numbers,
            Set = [.. numbers.Select(i => $"{i}")],
            SortedSet = [.. numbers],
            Queue = new Queue<int>(numbers),
            Stack = new Stack<int>(numbers),
            Linked = new LinkedList<int>(numbers),
            ImmutableQueue = [.. numbers],
            ImmutableStack = [.. numbers],
            ImmutableSortedSet = [.. numbers],
            Frozen = numbers.ToFrozenSet(),
            SortedList = new SortedList<int, string>(map),
            Concurrent = new ConcurrentDictionary<int, string>(map),
            FrozenMap = map.ToFrozenDictionary(),
            Two = new int[2, count],
            Three = new long[count, 1, 3],
            Four = new Named[0, count, 0, 2],
            Pair = new KeyValuePair<string, int>("k", count),
            Tuple = (count, "t"),
            LongTuple = (1, 2, 3, 4, 5, 6, 7, "eight", new Named("nine")),
        };
    }
}
