using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Collections.Immutable;
using CsCheck;
using MessagePack;
using MessagePack.Resolvers;

namespace Fluers.Sdk.Integration.Tests.Bytes;

/// <summary>What this SDK writes is what MessagePack-CSharp writes, byte for byte, and each reads the other.</summary>
public sealed class SameBytes
{
    private static readonly MessagePackSerializerOptions Theirs = MessagePackSerializerOptions.Standard;

    private static readonly MessagePackSerializerOptions Ours =
        MessagePackSerializerOptions.Standard.WithResolver(CompositeResolver.Create(SessionFormatterResolver.Instance, StandardResolver.Instance));

    private static readonly Gen<string> Texts = Gen.String.Select(text => string.Concat(text.Where(c => !char.IsSurrogate(c))));

    private static readonly Gen<DateTimeOffset> Times =
        Gen.Select(Gen.Long[DateTime.MinValue.AddDays(2).Ticks, DateTime.MaxValue.AddDays(-2).Ticks], Gen.Int[-14 * 60, 14 * 60])
            .Select((ticks, minutes) => new DateTimeOffset(ticks, TimeSpan.FromMinutes(minutes)));

    [Fact]
    public void Of_every_scalar() =>
        Gen.Select(Gen.Select(Texts, Gen.Long, Gen.Double, Gen.Decimal), Gen.Select(Gen.Guid, Times, Gen.Byte.Array[0, 300]))
            .Select((numbers, others) => new Scalars
            {
                Text = numbers.Item1,
                Flag = (numbers.Item2 & 1) == 0,
                I8 = unchecked((sbyte)numbers.Item2),
                U8 = unchecked((byte)numbers.Item2),
                I16 = unchecked((short)numbers.Item2),
                U16 = unchecked((ushort)numbers.Item2),
                I32 = unchecked((int)numbers.Item2),
                U32 = unchecked((uint)numbers.Item2),
                I64 = numbers.Item2,
                U64 = unchecked((ulong)numbers.Item2),
                F32 = (float)numbers.Item3,
                F64 = numbers.Item3,
                Money = numbers.Item4,
                Letter = unchecked((char)numbers.Item2),
                Id = others.Item1,
                When = others.Item2,
                Span = TimeSpan.FromTicks(numbers.Item2),
                Small = unchecked((Small)numbers.Item2),
                Wide = (Wide)numbers.Item2,
                Bytes = others.Item3,
                Memory = others.Item3,
            })
            .Sample(Check, iter: 2000);

    [Fact]
    public void Of_more_scalars() =>
        Gen.Select(Gen.Float, Gen.ULong, Gen.ULong, Gen.Byte.Array[0, 40])
            .Select((number, upper, lower, bytes) => new MoreScalars
            {
                F16 = (Half)number,
                I128 = new Int128(upper, lower),
                U128 = new UInt128(upper, lower),
                Big = new System.Numerics.BigInteger(bytes),
                Rune = new System.Text.Rune((int)(upper % 0xD800)),
                Uri = new Uri($"https://EXAMPLE.com/ä?{upper}", UriKind.Absolute),
                Version = new Version((int)(upper % 100), (int)(lower % 70_000)),
                Day = DateOnly.FromDayNumber((int)(upper % 3_652_059)),
                Time = new TimeOnly((long)(lower % TimeSpan.TicksPerDay)),
                Utc = new DateTime((long)(upper % (ulong)DateTime.MaxValue.Ticks), DateTimeKind.Utc),
                Memory = bytes,
            })
            .Sample(Check, iter: 1000);

    [Fact]
    public void Of_nullables()
    {
        Check(new Nullables());
        Check(new Nullables
        {
            Text = "", Number = 0, Id = Guid.Empty, When = DateTimeOffset.UnixEpoch, Small = Small.Some, Bytes = [], Point = new Point { X = 1, Y = -1 },
            Named = new Named("n"), Texts = ["a", null], Money = 1.50m,
        });
    }

    [Fact]
    public void Of_structs_records_and_classes()
    {
        Check(new Point { X = int.MinValue, Y = int.MaxValue });
        Check(new Pair("left", -1));
        Check(new Named("name", 3));
        Check(new Mutable { Name = "m", Count = 70_000, Numbers = [.. Enumerable.Range(0, 70_000)] });
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(15)]
    [InlineData(16)]
    [InlineData(70_000)]
    public void Of_collections(int count)
    {
        int[] numbers = [.. Enumerable.Range(-count / 2, count)];
        Check(new Collections
        {
            Numbers = numbers,
            Texts = [.. numbers.Select(i => $"text {i}")],
            Parts = [.. numbers.Take(100).Select(i => new Named($"{i}", i))],
            More = [.. numbers.Select(i => (long)i)],
            Map = numbers.ToDictionary(i => $"{i}"),
            Sorted = new SortedDictionary<int, Named>(numbers.Take(20).ToDictionary(i => i, i => new Named("x", i))),
            Immutable = numbers.Take(200).Select(i => unchecked((Small)i)).Distinct().ToImmutableDictionary(key => key, key => key.ToString()),
            ReadOnly = [.. numbers.Take(10).Select(i => new Guid(i, 0, 0, new byte[8]))],
            Jagged = [.. numbers.Take(20).Select(i => new[] { i, i + 1 })],
            Deep = numbers.Take(5).ToDictionary(i => new Guid(i, 0, 0, new byte[8]), i => new List<Pair> { new("p", i) }),
            ReadOnlyMap = numbers.Take(5).ToDictionary(i => $"{i}", i => i % 2 == 0 ? null : "odd"),
            SortedMap = numbers.Take(50).ToImmutableSortedDictionary(i => $"{i}", i => i, StringComparer.Ordinal),
            Flags = [.. numbers.Take(5).Select(i => i > 0)],
            Points = [.. numbers.Take(6).Select(i => i % 2 == 0 ? (Point?)null : new Point { X = i })],
            ByteList = [.. numbers.Take(300).Select(i => unchecked((byte)i))],
        });
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(6)]
    public void Of_more_collections(int count)
    {
        int[] numbers = [.. Enumerable.Range(-1, count)];
        Dictionary<int, string> map = numbers.ToDictionary(i => i, i => $"{i}");
        Check(new MoreCollections
        {
            Enumerable = numbers.Where(i => i > 0),
            Set = [.. numbers.Select(i => $"{i}")],
            SortedSet = [.. numbers.Reverse()],
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
        });
    }

    [Fact]
    public void Of_unions_and_schemas()
    {
        Check<Figure>(new Circle(1.5));
        Check<Figure>(new Square(2, new Named("o")));
        Check<IHappening>(new Started { At = DateTimeOffset.UnixEpoch });
        Check<IHappening>(new Stopped { Why = null });
        Check<Vehicle>(new Car { Plate = "p", Owner = "o" });
        Check<Vehicle>(new Bicycle());
        Check<Command>(new Rename { To = "to", Id = new Guid(1, 2, 3, new byte[8]) });
        Check(new Drawing
        {
            Title = "t",
            Figures = [new Circle(1), new Square(2, null)],
            History = [new Started { At = DateTimeOffset.UnixEpoch }, new Stopped { Why = "done" }],
            Last = new Drawn(new Drawn(null, "a"), "b"),
        });
    }

    private static void Check<T>(T value)
    {
        byte[] ours = MessagePackSerializer.Serialize(value, Ours);
        byte[] theirs = MessagePackSerializer.Serialize(value, Theirs);
        Assert.Equal(Convert.ToHexString(theirs), Convert.ToHexString(ours));

        T readByUs = MessagePackSerializer.Deserialize<T>(theirs, Ours);
        T readByThem = MessagePackSerializer.Deserialize<T>(ours, Theirs);
        Assert.Equal(theirs, MessagePackSerializer.Serialize(readByUs, Ours));
        Assert.Equal(theirs, MessagePackSerializer.Serialize(readByThem, Theirs));
    }
}
