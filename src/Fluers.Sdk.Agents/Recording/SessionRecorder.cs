using Fluers.Sdk.Agents.Entries;
using Fluers.Sdk.Agents.Messages;

namespace Fluers.Sdk.Agents.Recording;

/// <summary>Records into one session in memory, and saves it.</summary>
/// <param name="session">The session.</param>
/// <param name="codec">Encodes the messages.</param>
/// <param name="clock">Tells the time of each entry.</param>
/// <param name="claim">What makes this process the one that goes on; <see langword="null"/> outside a runner, where another writer is the caller's to handle.</param>
internal sealed class SessionRecorder<TEnvelope>(Session<TEnvelope> session, ChatCodec codec, TimeProvider clock, AgentEntry.Started? claim = null)
    : AgentRecorder(codec, clock)
    where TEnvelope : ISessionEnvelope<TEnvelope>
{
    private static readonly TimeSpan[] Pauses = [.. new[] { 50, 200, 1000, 3000 }.Select(milliseconds => TimeSpan.FromMilliseconds(milliseconds))];

    private readonly SessionLogMember<TEnvelope, AgentEntry> _log = LogOf();
    private readonly List<Func<TEnvelope, TEnvelope>> _changes = [];
    private AgentEntry? _last;

    public override SessionKey Session => session.Key;

    public TEnvelope State => session.State;

    /// <summary>The log member of an envelope.</summary>
    /// <exception cref="ArgumentException">The envelope has no log of agent entries.</exception>
    public static SessionLogMember<TEnvelope, AgentEntry> LogOf() => TEnvelope.Log as SessionLogMember<TEnvelope, AgentEntry>
        ?? throw new ArgumentException($"{typeof(TEnvelope)} has no log of agent entries; give it one: public SessionLog<AgentEntry> Log {{ get; init; }} = [];");

    /// <summary>Changes the state together with the next commit.</summary>
    public void Update(Func<TEnvelope, TEnvelope> change)
    {
        lock (_changes)
        {
            _changes.Add(change);
        }
    }

    /// <summary>Reads the log as it is in memory, and tells what it says.</summary>
    public AgentLog Read()
    {
        Catch();
        return Log;
    }

    protected override void Catch()
    {
        ReadOnlySpan<AgentEntry> entries = _log.Get(session.State).AsSpan();
        if (Log.Count > entries.Length || (Log.Count > 0 && !ReferenceEquals(entries[Log.Count - 1], _last)))
        {
            Log = new AgentLog(Codec);   // the session was read anew
        }

        foreach (AgentEntry entry in entries[Log.Count..])
        {
            Log.Read(entry);
            _last = entry;
        }
    }

    protected override async ValueTask CommitAsync(IReadOnlyList<Record> records, CancellationToken cancellationToken)
    {
        Func<TEnvelope, TEnvelope>[] changes;
        lock (_changes)
        {
            changes = [.. _changes];
        }

        for (bool stored = false; !stored;)
        {
            Catch();
            foreach (Func<TEnvelope, TEnvelope> change in changes)
            {
                session.Update(change);
            }

            foreach (Record record in records)
            {
                session.AppendEntry(record.Entry);
            }

            stored = await SaveAsync(cancellationToken).ConfigureAwait(false);
        }

        lock (_changes)
        {
            _changes.RemoveRange(0, changes.Length);
        }

        foreach (Record record in records)
        {
            Log.Read(record.Entry, record.Live);
            _last = record.Entry;
        }
    }

    /// <returns>Whether it is stored; otherwise another writer was first, the session was read anew, and this process may go on.</returns>
    private async ValueTask<bool> SaveAsync(CancellationToken cancellationToken)
    {
        for (int pause = 0; ; pause++)
        {
            try
            {
                await session.SaveAsync(cancellationToken).ConfigureAwait(false);
                return true;
            }
            catch (SessionConflictException) when (claim is not null)
            {
                await session.RefreshAsync(cancellationToken).ConfigureAwait(false);
                Catch();
                return Log.Claim == claim ? false : throw new LeaseLostException(session.Key);
            }
            catch (SessionStorageException) when (claim is not null && pause < Pauses.Length)
            {
                // Whether it was stored may be unknown; the session sends the very same commit again.
                await Task.Delay(Pauses[pause], cancellationToken).ConfigureAwait(false);
            }
        }
    }
}
