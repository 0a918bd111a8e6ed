using Fluers.Sdk.Agents.Entries;
using Fluers.Sdk.Agents.Messages;

namespace Fluers.Sdk.Agents.Recording;

/// <summary>Records into one session in memory, and saves it.</summary>
/// <param name="session">The session.</param>
/// <param name="codec">Encodes the messages.</param>
/// <param name="clock">Tells the time of each entry.</param>
internal sealed class SessionRecorder<TEnvelope>(Session<TEnvelope> session, ChatCodec codec, TimeProvider clock)
    : AgentRecorder(codec, clock)
    where TEnvelope : ISessionEnvelope<TEnvelope>
{
    /// <summary>How long a storage that has failed is waited for, each time before the same commit is sent again.</summary>
    public static readonly IReadOnlyList<TimeSpan> Pauses = [.. new[] { 50, 200, 1000, 3000 }.Select(milliseconds => TimeSpan.FromMilliseconds(milliseconds))];

    private readonly SessionLogMember<TEnvelope, AgentEntry> _log = LogOf();
    private AgentEntry? _last;
    private bool _isInDoubt;

    public override SessionKey Session => session.Key;

    public TEnvelope State => session.State;

    /// <summary>
    /// What makes this process the one that goes on. As long as no other worker has made a claim behind it, a commit that another writer
    /// came in front of is made again; <see langword="null"/> where another writer is the caller's to handle.
    /// </summary>
    public AgentEntry.Started? Claim { get; set; }

    /// <summary>Whether a commit that another writer came in front of is made again behind what that one stored, without a claim too.</summary>
    public bool AppendsBehindOthers { get; init; }

    private bool GoesOn => Claim is not null || AppendsBehindOthers;

    /// <summary>The log member of an envelope.</summary>
    /// <exception cref="ArgumentException">The envelope has no log of agent entries.</exception>
    public static SessionLogMember<TEnvelope, AgentEntry> LogOf() => TEnvelope.Log as SessionLogMember<TEnvelope, AgentEntry>
        ?? throw new ArgumentException($"{typeof(TEnvelope)} has no log of agent entries; give it one: public SessionLog<AgentEntry> Log {{ get; init; }} = [];");

    /// <summary>Changes the state in the commit that stores the result of the running tool.</summary>
    public void Update(Func<TEnvelope, TEnvelope> change)
    {
        ArgumentNullException.ThrowIfNull(change);
        List<Delegate> changes = CallChanges.Value
            ?? throw new InvalidOperationException("No recorded tool is running, so there is no result to store the change with; change the session itself.");
        lock (changes)
        {
            changes.Add(change);
        }
    }

    /// <summary>Stores what an earlier commit left in doubt.</summary>
    /// <returns>Whether it is stored; otherwise another writer came in front of it, and it is to be recorded again.</returns>
    public async ValueTask<bool> TrySettleDoubtAsync(CancellationToken cancellationToken)
    {
        using (await EnterAsync(cancellationToken).ConfigureAwait(false))
        {
            return !_isInDoubt || await SaveAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Takes over what is stored now, and gives up what is not saved.</summary>
    public async ValueTask RefreshAsync(CancellationToken cancellationToken)
    {
        await session.RefreshAsync(cancellationToken).ConfigureAwait(false);
        _isInDoubt = false;
        Catch();
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

    protected override async ValueTask CatchUpAsync(CancellationToken cancellationToken)
    {
        if (_isInDoubt)
        {
            await SaveAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    protected override async ValueTask CommitAsync(Func<IReadOnlyList<Record>> records, CancellationToken cancellationToken, IReadOnlyList<Delegate>? changes = null)
    {
        IReadOnlyList<Record> made = [];
        for (bool stored = false; !stored;)
        {
            Catch();
            made = records();
            if (made.Count == 0 && changes is null or { Count: 0 })
            {
                return;
            }

            foreach (Delegate change in changes ?? [])
            {
                session.Update((Func<TEnvelope, TEnvelope>)change);
            }

            foreach (Record record in made)
            {
                session.AppendEntry(record.Entry);
            }

            stored = await SaveAsync(cancellationToken).ConfigureAwait(false);
        }

        foreach (Record record in made)
        {
            Log.Read(record.Entry, record.Live);
            _last = record.Entry;
        }
    }

    private bool IsMine() => Log.Claim == Claim && Log.Find(Claim!.Receipt) is { Settled: null };

    /// <returns>Whether it is stored; otherwise another writer was first, the session was read anew, and this process may go on.</returns>
    private async ValueTask<bool> SaveAsync(CancellationToken cancellationToken)
    {
        _isInDoubt = true;
        for (int pause = 0; ; pause++)
        {
            try
            {
                await session.SaveAsync(cancellationToken).ConfigureAwait(false);
                _isInDoubt = false;
                return true;
            }
            catch (SessionConflictException) when (GoesOn)
            {
                await RefreshAsync(cancellationToken).ConfigureAwait(false);
                return Claim is null || IsMine() ? false : throw new LeaseLostException(session.Key);
            }
            catch (SessionStorageException) when (GoesOn && pause < Pauses.Count)
            {
                // Whether it was stored may be unknown; the session sends the very same commit again.
                await Task.Delay(Pauses[pause], Clock, cancellationToken).ConfigureAwait(false);
            }
        }
    }
}
