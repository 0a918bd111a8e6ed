using System.Globalization;

namespace Fluers.Sdk.PostgreSql.Opening;

/// <summary>What marks a schema of a database as a session store, and in which format.</summary>
internal static class StoreStamp
{
    /// <summary>The application that a stamp names.</summary>
    public const string Application = "fluers-sdk";

    /// <summary>The first half of the number of the advisory lock under which stores are set up: "FLRS".</summary>
    public const int Lock = 0x464C5253;

    /// <summary>The format of a store; what is no session store of a format that this build reads is refused.</summary>
    /// <param name="place">What errors call the store.</param>
    /// <param name="application">The application that the stamp names; <see langword="null"/> for a schema without a stamp that is not empty.</param>
    /// <param name="format">The format that the stamp names.</param>
    public static StoreFormat Demand(string place, string? application, string format)
    {
        if (application != Application)
        {
            string what = application is null ? "holds tables, types or functions of another application" : $"is stamped by another application, '{application}'";
            throw new SessionStorageException(
                $"{place} {what}. Nothing was changed; give the name of a schema that does not exist yet, or of a session store.");
        }

        return int.TryParse(format, NumberStyles.None, CultureInfo.InvariantCulture, out int number)
            && number is >= (int)StoreFormat.First and <= (int)StoreFormat.Current
            ? (StoreFormat)number
            : throw new SessionStorageException(
                $"{place} has format {format}; this build reads formats {StoreFormat.First:D} and {StoreFormat.Current:D}. Nothing was changed; open it with the "
                + "build that wrote it, or a later one.");
    }
}
