using System.Runtime.CompilerServices;
using Fluers.Sdk.Storage;

namespace Fluers.Sdk;

// The log as it grows.
public sealed partial class SessionStore
{
    /// <summary>How long a storage that tells of changes is trusted to have none to tell of; tests make it short.</summary>
    internal TimeSpan LookAgain { get; init; } = ChangeWait.LookAgain;

    /// <summary>
    /// Reads a session's log from an entry on and follows it: entries come as they are stored, whoever stores them. Ends when
    /// the session is deleted.
    /// </summary>
    /// <typeparam name="TEntry">The entry type of the log.</typeparam>
    /// <param name="id">The id.</param>
    /// <param name="fromEntry">The sequence number of the first entry, 0 for the oldest. It may not be stored yet.</param>
    /// <param name="cancellationToken">Ends the following; the enumeration then throws.</param>
    /// <remarks>A storage with an <see cref="ISessionNotice"/> tells of new entries itself; any other is asked four times a second.</remarks>
    /// <exception cref="SessionNotFoundException">There is no such session.</exception>
    /// <exception cref="SessionConflictException">
    /// Another history took the place of the one that is followed (<see cref="SessionConflictException.Diverged"/>): the store was restored, failed over with a
    /// loss, or replaced. The entries that came before may not be stored any more.
    /// </exception>
    /// <exception cref="SessionSchemaException">An entry is of a schema or version that this build does not read.</exception>
    /// <exception cref="SessionCorruptException">An entry is damaged.</exception>
    public async IAsyncEnumerable<TEntry> TailAsync<TEntry>(
        SessionId id, long fromEntry = 0, [EnumeratorCancellation] CancellationToken cancellationToken = default)
        where TEntry : ISessionSchema<TEntry>
    {
        ArgumentOutOfRangeException.ThrowIfNegative(fromEntry);
        SessionKey key = KeyOf(id);
        var history = new HistoryCursor(_storage, key);
        for (StoredSessionInfo? seen = null; ;)
        {
            var read = new EntryDecoder<TEntry>(key);
            if (!await _storage.ReadAsync(key, new EntryRange(fromEntry, EntriesPerRead), read, cancellationToken).ConfigureAwait(false))
            {
                if (seen is null)
                {
                    throw new SessionNotFoundException(key);
                }

                yield break;
            }

            await history.MoveAsync(read, fromEntry + read.Entries.Count, cancellationToken).ConfigureAwait(false);
            for (int i = 0; i < read.Entries.Count; i++)
            {
                yield return read.Entries[i];
            }

            fromEntry += read.Entries.Count;
            seen = read.Info;
            if (read.Entries.Count == 0 || fromEntry >= read.Info.EntryCount)
            {
                await ChangeWait.ForAsync(_storage, seen, LookAgain, cancellationToken).ConfigureAwait(false);
            }
        }
    }
}
