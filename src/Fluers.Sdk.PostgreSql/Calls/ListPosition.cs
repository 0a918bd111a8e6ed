using System.Globalization;
using Fluers.Sdk.Storage;

namespace Fluers.Sdk.PostgreSql.Calls;

/// <summary>Where a page of a listing begins: behind the session that has this number of an update and this id.</summary>
internal readonly record struct ListPosition(long Updates, string Id)
{
    private const string BehindEveryId = "\U0010FFFF\U0010FFFF";

    /// <exception cref="ArgumentException">The continuation is of no listing of this storage.</exception>
    public static ListPosition Of(StoredSessionQuery query)
    {
        if (query.Continuation is not { } text)
        {
            return query.Order == SessionOrder.LatestFirst ? new ListPosition(long.MaxValue, "") : new ListPosition(long.MinValue, "");
        }

        int end = text.IndexOf(':', StringComparison.Ordinal);
        string number = end < 0 ? text : text[..end];

        // Earlier builds named the number alone.
        string id = end >= 0 ? text[(end + 1)..] : query.Order == SessionOrder.LatestFirst ? "" : BehindEveryId;
        return long.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out long updates) && (end < 0 || SessionId.TryParse(id, out _))
            ? new ListPosition(updates, id)
            : throw new ArgumentException(
                $"'{text}' is no continuation of a listing of this storage. Give that of the page before, or null for the first page.", nameof(query));
    }

    /// <summary>The continuation behind this place.</summary>
    public override string ToString() => Id.Length == 0 ? Updates.ToString(CultureInfo.InvariantCulture) : string.Create(CultureInfo.InvariantCulture, $"{Updates}:{Id}");
}
