namespace Fluers.Sdk.PostgreSql.Opening;

/// <summary>What marks a schema of a database as a session store, and in which format.</summary>
internal static class StoreStamp
{
    /// <summary>The application that a stamp names.</summary>
    public const string Application = "fluers-sdk";

    /// <summary>The format that this build reads and writes.</summary>
    public const string CurrentFormat = "1";

    /// <summary>The first half of the number of the advisory lock under which stores are set up: "FLRS".</summary>
    public const int Lock = 0x464C5253;

    /// <summary>Refuses what is no session store of this format.</summary>
    /// <param name="place">What errors call the store.</param>
    /// <param name="application">The application that the stamp names; <see langword="null"/> for a schema without a stamp that is not empty.</param>
    /// <param name="format">The format that the stamp names.</param>
    public static void Demand(string place, string? application, string format)
    {
        if (application != Application)
        {
            string what = application is null ? "holds tables, types or functions of another application" : $"is stamped by another application, '{application}'";
            throw new SessionStorageException(
                $"{place} {what}. Nothing was changed; give the name of a schema that does not exist yet, or of a session store.");
        }

        if (format != CurrentFormat)
        {
            throw new SessionStorageException(
                $"{place} has format {format}; this build reads format {CurrentFormat}. Nothing was changed; open it with the build that wrote it, or a later one.");
        }
    }
}
