using System.Globalization;
using MessagePack;
using MessagePack.Formatters;

namespace Fluers.Sdk.Generators.Tests.RoundTrips;

/// <summary>Formatters of the user's own, named wherever they may be.</summary>
[SessionSchema(1), MessagePackObject]
public sealed partial record CustomFormats
{
    [Key(0)] public required Celsius Celsius { get; init; }
    [Key(1)] public required List<Celsius> List { get; init; }
    [Key(2), MessagePackFormatter(typeof(ScaledFormatter), 1000, "k")] public required long Scaled { get; init; }
    [Key(3), MessagePackFormatter(typeof(WrappedFormatter<string>))] public required string Wrapped { get; init; }
    [Key(4), MessagePackFormatter(typeof(ReversedFormatter<int>))] public required List<int> Reversed { get; init; }
    [Key(5), MessagePackFormatter(typeof(WrappedFormatter<Money?>))] public Money? Maybe { get; init; }
    [Key(6)] public Dictionary<int, Fraction?>? Fractions { get; init; }
    [Key(7), MessagePackFormatter(typeof(WrappedFormatter<string>))] public string? Text { get; init; }
    [Key(8)] public required Shade Shade { get; init; }
    [Key(9)] public Box<Celsius>? Boxed { get; init; }
    [Key(10), MessagePackFormatter(typeof(ScaledFormatter), 10, "d")] public long WithDefault { get; init; } = 7;
}

/// <summary>Formatters that MessagePack-CSharp itself does not close: it asks for one of the very type.</summary>
[SessionSchema(1)]
public sealed partial record OpenFormats
{
    [Key(0), MessagePackFormatter(typeof(WrappedFormatter<>))] public required string Text { get; init; }
    [Key(1), MessagePackFormatter(typeof(WrappedFormatter<>))] public required int[] Numbers { get; init; }
    [Key(2), MessagePackFormatter(typeof(CelsiusFormatter))] public Celsius? Maybe { get; init; }
    [Key(3), MessagePackFormatter(typeof(ReversedFormatter<>))] public List<string>? Reversed { get; init; }
}

/// <summary>A type that has nothing of the SDK's.</summary>
[MessagePackFormatter(typeof(CelsiusFormatter))]
public readonly record struct Celsius(int Degrees);

[MessagePackFormatter(typeof(Fraction.Formatter))]
public sealed record Fraction(int Over, int Under)
{
    /// <summary>A formatter with one instance of its own making.</summary>
    public sealed class Formatter : IMessagePackFormatter<Fraction?>
    {
        public static readonly Formatter Instance = new();

        private Formatter()
        {
        }

        public void Serialize(ref MessagePackWriter writer, Fraction? value, MessagePackSerializerOptions options)
        {
            if (value is null)
            {
                writer.WriteNil();
                return;
            }

            writer.WriteArrayHeader(2);
            writer.Write(value.Over);
            writer.Write(value.Under);
        }

        public Fraction? Deserialize(ref MessagePackReader reader, MessagePackSerializerOptions options)
        {
            if (reader.TryReadNil())
            {
                return null;
            }

            reader.ReadArrayHeader();
            return new Fraction(reader.ReadInt32(), reader.ReadInt32());
        }
    }
}

/// <summary>An enum stored by name.</summary>
[MessagePackFormatter(typeof(EnumAsStringFormatter<Shade>))]
public enum Shade { Light, Dark }

public sealed class CelsiusFormatter : IMessagePackFormatter<Celsius>
{
    public void Serialize(ref MessagePackWriter writer, Celsius value, MessagePackSerializerOptions options) =>
        writer.Write(string.Create(CultureInfo.InvariantCulture, $"{value.Degrees}°"));

    public Celsius Deserialize(ref MessagePackReader reader, MessagePackSerializerOptions options) =>
        new(int.Parse(reader.ReadString()!.TrimEnd('°'), CultureInfo.InvariantCulture));
}

public sealed class ScaledFormatter(int scale, string unit) : IMessagePackFormatter<long>
{
    public void Serialize(ref MessagePackWriter writer, long value, MessagePackSerializerOptions options)
    {
        writer.WriteMapHeader(1);
        writer.Write(unit);
        writer.WriteArrayHeader(2);
        writer.Write(value / scale);
        writer.Write(value % scale);
    }

    public long Deserialize(ref MessagePackReader reader, MessagePackSerializerOptions options)
    {
        if (reader.ReadMapHeader() != 1 || reader.ReadString() != unit)
        {
            throw new MessagePackSerializationException($"not in {unit}");
        }

        reader.ReadArrayHeader();
        return (reader.ReadInt64() * scale) + reader.ReadInt64();
    }
}

/// <summary>A formatter for anything, in an array of its own.</summary>
public sealed class WrappedFormatter<T> : IMessagePackFormatter<T>
{
    public void Serialize(ref MessagePackWriter writer, T value, MessagePackSerializerOptions options)
    {
        if (value is null)
        {
            writer.WriteNil();
            return;
        }

        writer.WriteArrayHeader(1);
        options.Resolver.GetFormatterWithVerify<T>().Serialize(ref writer, value, options);
    }

    public T Deserialize(ref MessagePackReader reader, MessagePackSerializerOptions options)
    {
        if (reader.TryReadNil())
        {
            return default!;
        }

        reader.ReadArrayHeader();
        return options.Resolver.GetFormatterWithVerify<T>().Deserialize(ref reader, options);
    }
}

/// <summary>A formatter for lists of anything.</summary>
public sealed class ReversedFormatter<T> : IMessagePackFormatter<List<T>?>
{
    public void Serialize(ref MessagePackWriter writer, List<T>? value, MessagePackSerializerOptions options) =>
        options.Resolver.GetFormatterWithVerify<List<T>>().Serialize(ref writer, [.. Enumerable.Reverse(value!)], options);

    public List<T> Deserialize(ref MessagePackReader reader, MessagePackSerializerOptions options) =>
        [.. Enumerable.Reverse(options.Resolver.GetFormatterWithVerify<List<T>>().Deserialize(ref reader, options))];
}
