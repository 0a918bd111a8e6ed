namespace Fluers.Sdk.Redis.Opening;

/// <summary>What marks the keys of a prefix as a session store, and in which format.</summary>
internal static class StoreStamp
{
    private const string Application = "fluers-sdk";
    private const string CurrentFormat = "1";

    /// <summary>The stamp of a store that this build reads and writes.</summary>
    public const string Text = $"{Application} {CurrentFormat}";

    /// <summary>Refuses a stamp of something else.</summary>
    /// <param name="place">What errors call the store.</param>
    /// <param name="found">The stamp that was found.</param>
    public static void Demand(string place, string found)
    {
        if (found == Text)
        {
            return;
        }

        throw new SessionStorageException(found.Split(' ') is [Application, var format]
            ? $"{place} has format {format}; this build reads format {CurrentFormat}. Nothing was changed; open it with the build that wrote it, or a later one."
            : $"{place} is of another application: its stamp is '{found}'. Nothing was changed; use a prefix that nothing else uses.");
    }
}
