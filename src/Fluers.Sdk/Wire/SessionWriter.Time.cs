using MessagePack;

namespace Fluers.Sdk.Wire;

// Points and spans of time.
public ref partial struct SessionWriter
{
    /// <summary>Writes a time span as its ticks of 100 ns.</summary>
    public void WriteTimeSpan(TimeSpan value) => WriteInt64(value.Ticks);

    /// <summary>Writes a point in time as the array of a timestamp, which holds the local clock's reading, and the offset in minutes.</summary>
    public void WriteDateTimeOffset(DateTimeOffset value)
    {
        WriteArrayHeader(2);
        MessagePackPrimitives.TryWrite(Reserve(15), new DateTime(value.Ticks, DateTimeKind.Utc), out int length);
        _written += length;
        WriteInt64((long)value.Offset.TotalMinutes);
    }

    /// <summary>Writes a point in time in UTC as a timestamp. The zero of the type has no kind, and is written as well.</summary>
    /// <exception cref="SessionValueException">The time is local, or does not say what it is: it would be read as another time.</exception>
    public void WriteDateTime(DateTime value)
    {
        if (value.Kind != DateTimeKind.Utc && value != default)
        {
            throw new SessionValueException(value.Kind == DateTimeKind.Local
                ? "the time is local, and stored times are UTC; store a DateTimeOffset, or convert it with ToUniversalTime"
                : "the time does not say whether it is UTC, and stored times are; store a DateTimeOffset, or state its kind with DateTime.SpecifyKind");
        }

        MessagePackPrimitives.TryWrite(Reserve(15), DateTime.SpecifyKind(value, DateTimeKind.Utc), out int length);
        _written += length;
    }

    /// <summary>Writes a date as the number of days since 0001-01-01.</summary>
    public void WriteDateOnly(DateOnly value) => WriteInt32(value.DayNumber);

    /// <summary>Writes a time of day as its ticks of 100 ns since midnight.</summary>
    public void WriteTimeOnly(TimeOnly value) => WriteInt64(value.Ticks);
}
