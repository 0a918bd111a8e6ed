using System.Globalization;

namespace Fluers.Sdk.Sqlite.Tables;

/// <summary>Where a listing goes on: behind the update of the last session of the page.</summary>
internal static class Continuation
{
    public static string Write(long lastUpdate) => lastUpdate.ToString(CultureInfo.InvariantCulture);

    public static long Read(string? text)
    {
        if (text is null)
        {
            return long.MaxValue;
        }

        return long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out long before)
            ? before
            : throw new ArgumentException($"'{text}' is no continuation of a listing of this storage. Give that of the page before, or null for the first page.");
    }
}
