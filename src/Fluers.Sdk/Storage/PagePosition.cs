using System.Globalization;

namespace Fluers.Sdk.Storage;

/// <summary>
/// Where a page of a listing begins, for storages that count updates: behind the update of the last session of the page before.
/// </summary>
public static class PagePosition
{
    /// <summary>The continuation behind a session.</summary>
    /// <param name="update">The number of the session's last update.</param>
    public static string After(long update) => update.ToString(CultureInfo.InvariantCulture);

    /// <summary>The update behind which the page begins; for the first page one that no session has.</summary>
    /// <exception cref="ArgumentException">The continuation is of no listing of such a storage.</exception>
    public static long Of(StoredSessionQuery query)
    {
        ArgumentNullException.ThrowIfNull(query);
        if (query.Continuation is not { } text)
        {
            return query.Order == SessionOrder.LatestFirst ? long.MaxValue : long.MinValue;
        }

        // A sign: damage may have made a number any other.
        return long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long update)
            ? update
            : throw new ArgumentException(
                $"'{text}' is no continuation of a listing of this storage. Give that of the page before, or null for the first page.", nameof(query));
    }
}
