using System.Runtime.CompilerServices;
using Fluers.Sdk.Storage;

namespace Fluers.Sdk;

// What is read without loading a session.
public sealed partial class SessionStore
{
    private const int EntriesPerRead = 256;

    /// <summary>Reads the head of a session without its log: the time it takes does not depend on the log's length.</summary>
    /// <param name="id">The id.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The envelope, its log left empty.</returns>
    /// <exception cref="SessionNotFoundException">There is no such session.</exception>
    /// <exception cref="SessionSchemaException">It holds a schema or version that this build does not read.</exception>
    /// <exception cref="SessionCorruptException">The head is damaged.</exception>
    public async ValueTask<TEnvelope> ReadHeadAsync<TEnvelope>(SessionId id, CancellationToken cancellationToken = default)
        where TEnvelope : ISessionEnvelope<TEnvelope>
    {
        SessionKey key = KeyOf(id);
        var read = new SessionDecoder<TEnvelope>(key, new LogTracker<TEnvelope>());
        if (!await _storage.ReadAsync(key, EntryRange.None, read, cancellationToken).ConfigureAwait(false))
        {
            throw new SessionNotFoundException(key);
        }

        return read.Refusal is { } refusal ? throw refusal : read.Head!;
    }

    /// <summary>Reads entries of a session's log without loading the session.</summary>
    /// <typeparam name="TEntry">The entry type of the log.</typeparam>
    /// <param name="id">The id.</param>
    /// <param name="fromEntry">The sequence number of the first entry, 0 for the oldest.</param>
    /// <param name="count">The greatest number of entries.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="SessionNotFoundException">There is no such session.</exception>
    /// <exception cref="SessionConflictException">Another history took the session's place between two of the reads that it takes.</exception>
    /// <exception cref="SessionSchemaException">An entry is of a schema or version that this build does not read.</exception>
    /// <exception cref="SessionCorruptException">An entry is damaged.</exception>
    public async IAsyncEnumerable<TEntry> ReadAsync<TEntry>(
        SessionId id, long fromEntry = 0, long count = long.MaxValue, [EnumeratorCancellation] CancellationToken cancellationToken = default)
        where TEntry : ISessionSchema<TEntry>
    {
        ArgumentOutOfRangeException.ThrowIfNegative(fromEntry);
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        SessionKey key = KeyOf(id);
        var history = new HistoryCursor(_storage, key);
        while (true)
        {
            var read = new EntryDecoder<TEntry>(key);
            var range = new EntryRange(fromEntry, Math.Min(count, EntriesPerRead));
            if (!await _storage.ReadAsync(key, range, read, cancellationToken).ConfigureAwait(false))
            {
                throw new SessionNotFoundException(key);
            }

            await history.MoveAsync(read, fromEntry + read.Entries.Count, cancellationToken).ConfigureAwait(false);
            for (int i = 0; i < read.Entries.Count; i++)
            {
                yield return read.Entries[i];
            }

            fromEntry += read.Entries.Count;
            count -= read.Entries.Count;
            if (count == 0 || read.Entries.Count == 0 || fromEntry >= read.Info.EntryCount)
            {
                yield break;
            }
        }
    }

    /// <summary>Tells of a session without reading its content.</summary>
    /// <param name="id">The id.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="SessionNotFoundException">There is no such session.</exception>
    public async ValueTask<SessionInfo> GetInfoAsync(SessionId id, CancellationToken cancellationToken = default)
    {
        SessionKey key = KeyOf(id);
        return await _storage.GetInfoAsync(key, cancellationToken).ConfigureAwait(false) is { } stored
            ? SessionInfo.From(stored)
            : throw new SessionNotFoundException(key);
    }

    /// <summary>Lists all sessions, the latest updated first. Nothing is decoded: no session hides the others.</summary>
    /// <param name="cancellationToken">Gives up.</param>
    public IAsyncEnumerable<SessionInfo> ListAsync(CancellationToken cancellationToken = default) => ListAsync(new SessionQuery(), cancellationToken);

    /// <summary>Lists sessions by a query. Nothing is decoded: no session hides the others.</summary>
    /// <param name="query">Which sessions, and in what order.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async IAsyncEnumerable<SessionInfo> ListAsync(SessionQuery query, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        string? continuation = null;
        do
        {
            SessionPage page = await ListPageAsync(query, continuation, cancellationToken).ConfigureAwait(false);
            foreach (SessionInfo session in page.Sessions)
            {
                yield return session;
            }

            continuation = page.Continuation;
        }
        while (continuation is not null);
    }

    /// <summary>Lists one page of sessions, as a user interface shows them.</summary>
    /// <param name="query">Which sessions, and in what order. The same for all pages.</param>
    /// <param name="continuation">The <see cref="SessionPage.Continuation"/> of the page before; <see langword="null"/> for the first one.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="ArgumentException">The continuation is of no listing of this storage.</exception>
    public async ValueTask<SessionPage> ListPageAsync(
        SessionQuery query, string? continuation = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(query);
        StoredSessionQuery stored = query.For(_tenant, continuation);
        StoredSessionPage page = await _storage.ListAsync(stored, cancellationToken).ConfigureAwait(false);
        return new SessionPage([.. page.Sessions.Select(SessionInfo.From)], page.Continuation);
    }
}
