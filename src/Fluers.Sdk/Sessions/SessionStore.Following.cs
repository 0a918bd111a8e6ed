using System.Runtime.CompilerServices;
using Fluers.Sdk.Storage;

namespace Fluers.Sdk;

// The log as it grows.
public sealed partial class SessionStore
{
    private static readonly TimeSpan AskAgain = TimeSpan.FromMilliseconds(250);

    /// <summary>
    /// Reads a session's log from an entry on and follows it: entries come as they are stored, whoever stores them. Ends when
    /// the session is deleted.
    /// </summary>
    /// <typeparam name="TEntry">The entry type of the log.</typeparam>
    /// <param name="id">The id.</param>
    /// <param name="fromEntry">The sequence number of the first entry, 0 for the oldest. It may not be stored yet.</param>
    /// <param name="cancellationToken">Ends the following; the enumeration then throws.</param>
    /// <remarks>A storage that is an <see cref="ISessionNotice"/> tells of new entries itself; any other is asked four times a second.</remarks>
    /// <exception cref="SessionNotFoundException">There is no such session.</exception>
    /// <exception cref="SessionSchemaException">An entry is of a schema or version that this build does not read.</exception>
    /// <exception cref="SessionCorruptException">An entry is damaged.</exception>
    public async IAsyncEnumerable<TEntry> TailAsync<TEntry>(
        SessionId id, long fromEntry = 0, [EnumeratorCancellation] CancellationToken cancellationToken = default)
        where TEntry : ISessionSchema<TEntry>
    {
        ArgumentOutOfRangeException.ThrowIfNegative(fromEntry);
        SessionKey key = KeyOf(id);
        for (long seen = 0; ;)
        {
            var read = new EntryDecoder<TEntry>(key);
            if (!await _storage.ReadAsync(key, new EntryRange(fromEntry, EntriesPerRead), read, cancellationToken).ConfigureAwait(false))
            {
                if (seen == 0)
                {
                    throw new SessionNotFoundException(key);
                }

                yield break;
            }

            for (int i = 0; i < read.Entries.Count; i++)
            {
                yield return read.Entries[i];
            }

            fromEntry += read.Entries.Count;
            seen = read.Revision;
            if (read.Entries.Count == 0 || fromEntry >= read.EntryCount)
            {
                await WaitForChangeAsync(key, seen, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private async ValueTask WaitForChangeAsync(SessionKey key, long revision, CancellationToken cancellationToken)
    {
        if (_storage.Notice is { } notice)
        {
            await notice.WaitForChangeAsync(key, revision, cancellationToken).ConfigureAwait(false);
            return;
        }

        do
        {
            await Task.Delay(AskAgain, cancellationToken).ConfigureAwait(false);
        }
        while (await _storage.GetInfoAsync(key, cancellationToken).ConfigureAwait(false) is { } info && info.Revision == revision);
    }
}
