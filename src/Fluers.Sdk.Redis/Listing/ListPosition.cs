using System.Globalization;
using Fluers.Sdk.Storage;

namespace Fluers.Sdk.Redis.Listing;

/// <summary>
/// Where a session stands in a listing: in the order of updates, and for two of one time by bucket and id; or behind all others, by bucket and id,
/// when the index has lost it.
/// </summary>
/// <param name="Update">The time of the last update by the servers' clocks; <see langword="null"/> for what the index has lost.</param>
/// <param name="Bucket">The bucket.</param>
/// <param name="Id">The id, as it is stored.</param>
internal readonly record struct ListPosition(double? Update, int Bucket, string Id) : IComparable<ListPosition>
{
    private const string Lost = "lost";

    /// <summary>In front of all that the index has lost.</summary>
    public static ListPosition BeforeLost { get; } = new(null, 0, "");

    /// <summary>Where a page begins: behind the last session of the page before, or in front of all.</summary>
    /// <exception cref="ArgumentException">The continuation is of no listing of this storage.</exception>
    public static ListPosition Before(StoredSessionQuery query)
    {
        if (query.Continuation is not { } text)
        {
            return query.Order == SessionOrder.LatestFirst ? new ListPosition(double.PositiveInfinity, int.MaxValue, "") : new ListPosition(double.NegativeInfinity, -1, "");
        }

        if (text.Split('.', 3) is [var update, var bucket, var id] && int.TryParse(bucket, NumberStyles.None, CultureInfo.InvariantCulture, out int number))
        {
            if (update == Lost)
            {
                return new ListPosition(null, number, id);
            }

            if (long.TryParse(update, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out long bits) && BitConverter.Int64BitsToDouble(bits) is var time and not double.NaN)
            {
                return new ListPosition(time, number, id);
            }
        }

        throw new ArgumentException(
            $"'{text}' is no continuation of a listing of this storage. Give that of the page before, or null for the first page.", nameof(query));
    }

    /// <summary>The continuation behind this place. A time is written with all its bits: a damaged one is any number.</summary>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture, $"{(Update is { } time ? BitConverter.DoubleToInt64Bits(time).ToString("x16", CultureInfo.InvariantCulture) : Lost)}.{Bucket}.{Id}");

    public int CompareTo(ListPosition other) =>
        Nullable.Compare(Update, other.Update) is var byUpdate and not 0 ? byUpdate
        : Bucket.CompareTo(other.Bucket) is var byBucket and not 0 ? byBucket
        : string.CompareOrdinal(Id, other.Id);
}
