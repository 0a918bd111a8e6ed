using System.Diagnostics.CodeAnalysis;

namespace Fluers.Sdk;

/// <summary>
/// The id of a session: 1 to 128 characters of <c>A–Z a–z 0–9 - _ . : @</c>, compared ordinally.
/// <see cref="New"/> gives a fresh one.
/// </summary>
public readonly record struct SessionId : IParsable<SessionId>, IComparable<SessionId>
{
    /// <summary>The greatest number of characters in an id.</summary>
    public const int MaxLength = 128;

    private readonly string? _value;

    /// <summary>Takes a text of the caller's own as an id.</summary>
    /// <param name="value">1 to 128 characters of the alphabet.</param>
    /// <exception cref="ArgumentException">The text is not an id; the message says why.</exception>
    public SessionId(string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        if (WhyNot(value) is { } why)
        {
            throw new ArgumentException(why, nameof(value));
        }

        _value = value;
    }

    private SessionId(string value, bool _) => _value = value;

    /// <summary>The text of the id; empty for <c>default</c>.</summary>
    public string Value => _value ?? "";

    /// <summary>Makes a fresh id: a version 7 Guid, so that ids sort by the time of their making.</summary>
    public static SessionId New() => new(Guid.CreateVersion7().ToString(), true);

    /// <summary>Takes a Guid as an id, in its 36-character form.</summary>
    public static implicit operator SessionId(Guid value) => new(value.ToString(), true);

    /// <summary>Takes a Guid as an id, in its 36-character form.</summary>
    public static SessionId FromGuid(Guid value) => value;

    /// <summary>Reads an id from a text that may be none.</summary>
    /// <exception cref="FormatException">The text is not an id; the message says why.</exception>
    public static SessionId Parse(string s, IFormatProvider? provider = null)
    {
        ArgumentNullException.ThrowIfNull(s);
        return WhyNot(s) is { } why ? throw new FormatException(why) : new SessionId(s, true);
    }

    /// <summary>Reads an id from a text that may be none.</summary>
    public static bool TryParse([NotNullWhen(true)] string? s, out SessionId result) => TryParse(s, null, out result);

    /// <inheritdoc/>
    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out SessionId result)
    {
        bool valid = s is not null && WhyNot(s) is null;
        result = valid ? new SessionId(s!, true) : default;
        return valid;
    }

    /// <inheritdoc/>
    public int CompareTo(SessionId other) => string.CompareOrdinal(Value, other.Value);

    /// <summary>The text of the id.</summary>
    public override string ToString() => Value;

    /// <summary>Orders ids ordinally.</summary>
    public static bool operator <(SessionId left, SessionId right) => left.CompareTo(right) < 0;

    /// <summary>Orders ids ordinally.</summary>
    public static bool operator >(SessionId left, SessionId right) => left.CompareTo(right) > 0;

    /// <summary>Orders ids ordinally.</summary>
    public static bool operator <=(SessionId left, SessionId right) => left.CompareTo(right) <= 0;

    /// <summary>Orders ids ordinally.</summary>
    public static bool operator >=(SessionId left, SessionId right) => left.CompareTo(right) >= 0;

    internal static string? WhyNot(string value) => IdText.WhyNot(value, "A session id", MaxLength);
}
