using System.Globalization;
using Fluers.Sdk.Storage;

namespace Fluers.Sdk.Redis.Listing;

/// <summary>A place in the order of updates: a time by the servers' clocks, and for two of one time the bucket.</summary>
internal readonly record struct IndexPosition(double Update, int Bucket) : IComparable<IndexPosition>
{
    /// <summary>Where a page begins: behind the last session of the page before, or in front of all.</summary>
    /// <exception cref="ArgumentException">The continuation is of no listing of this storage.</exception>
    public static IndexPosition Before(StoredSessionQuery query)
    {
        if (query.Continuation is not { } text)
        {
            return query.Order == SessionOrder.LatestFirst ? new IndexPosition(double.PositiveInfinity, int.MaxValue) : new IndexPosition(double.NegativeInfinity, -1);
        }

        return text.Split('.') is [var update, var bucket]
            && double.TryParse(update, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out double time)
            && int.TryParse(bucket, NumberStyles.None, CultureInfo.InvariantCulture, out int number)
            ? new IndexPosition(time, number)
            : throw new ArgumentException(
                $"'{text}' is no continuation of a listing of this storage. Give that of the page before, or null for the first page.", nameof(query));
    }

    /// <summary>The continuation behind this place.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Update:F0}.{Bucket}");

    public int CompareTo(IndexPosition other) => Update.CompareTo(other.Update) is var order and not 0 ? order : Bucket.CompareTo(other.Bucket);
}
