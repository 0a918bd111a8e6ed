namespace Fluers.Sdk.Redis.Opening;

/// <summary>What marks the keys of a prefix as a session store, and in which format.</summary>
internal static class StoreStamp
{
    private const string Application = "fluers-sdk";
    private const string FirstFormat = "1";
    private const string CurrentFormat = "2";

    /// <summary>The stamp of a store that this build writes.</summary>
    public const string Text = $"{Application} {CurrentFormat}";

    /// <summary>
    /// The stamp of a store of format 1, which does not name the last commit of a session, has no times of commits, and no seals of heads and
    /// entries. Each session is upgraded when it is next written.
    /// </summary>
    public const string First = $"{Application} {FirstFormat}";

    /// <summary>Refuses a stamp of something else.</summary>
    /// <param name="place">What errors call the store.</param>
    /// <param name="found">The stamp that was found.</param>
    public static void Demand(string place, string found)
    {
        if (found is Text or First)
        {
            return;
        }

        throw new SessionStorageException(found.Split(' ') is [Application, var format]
            ? $"{place} has format {format}; this build reads formats {FirstFormat} and {CurrentFormat}. Nothing was changed; open it with the build that wrote it, or a later one."
            : $"{place} is of another application: its stamp is '{found}'. Nothing was changed; use a prefix that nothing else uses.");
    }
}
