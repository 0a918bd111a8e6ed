using MessagePack;

namespace Fluers.Sdk.Generators.Tests.RoundTrips;

/// <summary>Elements that take one byte in a payload and twenty in memory.</summary>
[SessionSchema(1)]
public sealed partial record Roomy
{
    [Key(0)] public decimal?[]? Line { get; init; }
    [Key(1)] public decimal?[,]? Plane { get; init; }
    [Key(2)] public decimal?[,,]? Space { get; init; }
    [Key(3)] public decimal?[,,,]? Tesseract { get; init; }
}

/// <summary>An honest array may be larger than what its bytes let a reader set aside at once: it is made of the elements as they come.</summary>
public sealed class RoomyElementTests
{
    private const int Count = 60_000;

    [Fact]
    public void An_array_larger_than_its_bytes_promise_is_read_whole()
    {
        decimal?[] line = Filled(new decimal?[Count], (items, at, value) => items[at] = value);
        Assert.Equal(line, Read(new Roomy { Line = line }).Line!);
    }

    [Fact]
    public void So_is_one_of_two_dimensions()
    {
        decimal?[,] plane = Filled(new decimal?[Count / 10, 10], (items, at, value) => items[at / 10, at % 10] = value);
        Assert.Equal(plane, Read(new Roomy { Plane = plane }).Plane!);
    }

    [Fact]
    public void So_is_one_of_three_dimensions()
    {
        decimal?[,,] space = Filled(new decimal?[Count / 10, 2, 5], (items, at, value) => items[at / 10, at / 5 % 2, at % 5] = value);
        Assert.Equal(space, Read(new Roomy { Space = space }).Space!);
    }

    [Fact]
    public void So_is_one_of_four_dimensions()
    {
        decimal?[,,,] tesseract = Filled(new decimal?[Count / 20, 2, 2, 5], (items, at, value) => items[at / 20, at / 10 % 2, at / 5 % 2, at % 5] = value);
        Assert.Equal(tesseract, Read(new Roomy { Tesseract = tesseract }).Tesseract!);
    }

    private static Roomy Read(Roomy written) => Payload.Read<Roomy>(Payload.Write(written));

    /// <summary>Null but for every thousandth element and the last.</summary>
    private static T Filled<T>(T items, Action<T, int, decimal> set)
    {
        for (int i = 0; i < Count; i += 1000)
        {
            set(items, i, i);
        }

        set(items, Count - 1, -1);
        return items;
    }
}
