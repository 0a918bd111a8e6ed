using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Fluers.Sdk.Agents;

/// <summary>
/// Names an accepted input. It exists only once the input is stored. Its text, which any process with the same store can
/// wait with, is <c>session/id/entry</c>.
/// </summary>
/// <param name="Session">The session.</param>
/// <param name="Id">The id of the input.</param>
/// <param name="Entry">The sequence number of the entry that accepted it: where to follow the log from.</param>
public sealed record AgentReceipt(SessionId Session, Guid Id, long Entry) : IParsable<AgentReceipt>
{
    /// <summary>Reads a receipt from its text.</summary>
    /// <exception cref="FormatException">The text is no receipt.</exception>
    public static AgentReceipt Parse(string s, IFormatProvider? provider = null) =>
        TryParse(s, provider, out AgentReceipt? receipt) ? receipt : throw new FormatException($"'{s}' is no receipt; one looks like 'session/id/entry'.");

    /// <inheritdoc/>
    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, [MaybeNullWhen(false)] out AgentReceipt result)
    {
        result = null;
        if (s?.Split('/') is not [var session, var id, var entry]
            || !SessionId.TryParse(session, provider, out SessionId key)
            || !Guid.TryParse(id, out Guid receipt)
            || !long.TryParse(entry, NumberStyles.None, CultureInfo.InvariantCulture, out long number))
        {
            return false;
        }

        result = new AgentReceipt(key, receipt, number);
        return true;
    }

    /// <summary>The text of the receipt.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Session}/{Id}/{Entry}");
}
