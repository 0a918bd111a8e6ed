using System.Runtime.CompilerServices;
using Fluers.Sdk.Storage;

namespace Fluers.Sdk;

/// <summary>Reads the frames of a session in pages, as of one revision, in memory that grows with neither their number nor their length.</summary>
internal static class FramePages
{
    private const int FirstPage = 16;
    private const int LargestPage = 256;   // entries
    private const int TargetLength = 16 * 1024 * 1024;

    /// <summary>Reads a session's head and its first entries.</summary>
    /// <param name="storage">Where the session is.</param>
    /// <param name="key">The session.</param>
    /// <param name="count">The greatest number of entries.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The pages, one at least. The first has the head and the info of the revision that all are of; the heads of the others mean nothing.</returns>
    /// <exception cref="SessionNotFoundException">There is no such session, or it was deleted meanwhile.</exception>
    /// <exception cref="SessionCorruptException">It is damaged.</exception>
    /// <exception cref="SessionConflictException">Another history took its place meanwhile.</exception>
    public static async IAsyncEnumerable<FrameCopy> ReadAsync(
        ISessionStorage storage, SessionKey key, long count, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var history = new HistoryCursor(storage, key);
        long end = count;
        long next = 0;
        long pageSize = FirstPage;
        do
        {
            // Entries never change, so those below the length that was read first are of that revision, whoever appends meanwhile.
            var page = new FrameCopy(key);
            if (!await storage.ReadAsync(key, new EntryRange(next, Math.Min(pageSize, end - next)), page, cancellationToken).ConfigureAwait(false))
            {
                throw new SessionNotFoundException(key, deleted: next > 0);
            }

            end = next == 0 ? Math.Min(count, page.Info.EntryCount) : end;
            if (page.EntryCount != Math.Min(pageSize, end - next))
            {
                throw new SessionCorruptException(key, $"entry {next + page.EntryCount} of {page.Info.EntryCount} is missing");
            }

            next += page.EntryCount;
            await history.MoveAsync(page, next, cancellationToken).ConfigureAwait(false);
            yield return page;
            long fitting = TargetLength / Math.Max(1, page.Length / Math.Max(1, page.EntryCount));
            pageSize = Math.Clamp(Math.Min(fitting, 4 * pageSize), 1, LargestPage);
        }
        while (next < end);
    }
}
