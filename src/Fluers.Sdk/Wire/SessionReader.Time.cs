using MessagePack;

namespace Fluers.Sdk.Wire;

// Points and spans of time.
public ref partial struct SessionReader
{
    /// <summary>Reads a time span from its ticks of 100 ns.</summary>
    public TimeSpan ReadTimeSpan() => new(ReadInt64());

    /// <summary>Reads a point in time from the array of a timestamp and an offset in minutes.</summary>
    public DateTimeOffset ReadDateTimeOffset()
    {
        int start = _position;
        if (ReadArrayHeader() != 2)
        {
            throw CorruptAt(start, "a point in time is the array of a timestamp and an offset in minutes");
        }

        DateTime clock = ReadTimestamp();
        short minutes = ReadInt16();
        try
        {
            return new DateTimeOffset(clock.Ticks, TimeSpan.FromMinutes(minutes));
        }
        catch (ArgumentException e)
        {
            throw new SessionCorruptException($"an offset of {minutes} minutes does not fit that time", start, e);
        }
    }

    /// <summary>Reads a point in time in UTC from a timestamp.</summary>
    public DateTime ReadDateTime() => ReadTimestamp();

    /// <summary>Reads a date from the number of days since 0001-01-01.</summary>
    public DateOnly ReadDateOnly() => DateOnly.FromDayNumber((int)ReadSigned(DateOnly.MinValue.DayNumber, DateOnly.MaxValue.DayNumber));

    /// <summary>Reads a time of day from its ticks of 100 ns since midnight.</summary>
    public TimeOnly ReadTimeOnly() => new(ReadSigned(TimeOnly.MinValue.Ticks, TimeOnly.MaxValue.Ticks));

    private DateTime ReadTimestamp()
    {
        int start = _position;
        try
        {
            return Check(MessagePackPrimitives.TryReadDateTime(Rest, out DateTime value, out int length), "a timestamp", value, length);
        }
        catch (Exception e) when (e is ArgumentException or MessagePackSerializationException or OverflowException)
        {
            throw new SessionCorruptException("the timestamp is out of range", start, e);
        }
    }
}
