using System.Text;
using Fluers.Sdk.Frames;
using Fluers.Sdk.Storage;

namespace Fluers.Sdk.Testing;

/// <summary>
/// Looks for an order of the calls to one session that explains every answer, in which no call comes before one that was answered before it was
/// made. Commits are numbered, so the states that the session went through are known: state <c>v</c> holds <c>v</c> commits, and behind the last one
/// stands the state of having been deleted. Each call either makes a state or saw one of a range; an order exists exactly if each can be given a state
/// such that none is earlier than that of a call which was answered before.
/// </summary>
internal sealed class CallOrder
{
    private readonly List<StorageCall> _calls;
    private readonly Dictionary<Guid, CommitCall> _byId = [];
    private readonly List<State> _states = [new State(Guid.Empty, "", [], 0)];

    private CallOrder(IEnumerable<StorageCall> calls) => _calls = [.. calls];

    private int Last => _states.Count - 1;

    private int Deleted => _states.Count;

    private bool WasDeleted => _calls.OfType<DeleteCall>().Any(call => call.Found);

    /// <summary>Fails unless there is such an order.</summary>
    public static void Demand(IEnumerable<StorageCall> calls)
    {
        var order = new CallOrder(calls);
        order.FindStates();
        order.Walk();
    }

    private void FindStates()
    {
        foreach (CommitCall call in _calls.OfType<CommitCall>().Where(call => call.Outcome.Status == CommitStatus.Committed).OrderBy(call => call.Outcome.Revision))
        {
            State before = _states[^1];
            Require(call.Outcome.Revision == _states.Count, call, $"is not commit {_states.Count}");
            Require(call.Commit.ExpectedRevision == Last, call, $"expected revision {call.Commit.ExpectedRevision}");
            Require(call.Commit.BuildsOn is not { } parent || parent == before.CommitId, call, "builds on another commit");
            Require(_byId.TryAdd(call.Commit.CommitId, call), call, "was stored twice");
            string[] entries = Texts(call.Commit.Entries.Span);
            _states.Add(new State(call.Commit.CommitId, call.Commit.Head.IsEmpty ? before.Head : Texts(call.Commit.Head.Span)[0], entries, before.EntryCount + entries.Length));
            Require(call.Outcome.EntryCount == _states[^1].EntryCount, call, $"leaves {_states[^1].EntryCount} entries");
        }

        Require(_calls.OfType<DeleteCall>().Count(call => call.Found) <= 1, _calls[0], "is of a session that was deleted twice");
    }

    // The least state that each call can have: those of calls that were answered before it was made are a lower bound, and nothing else is.
    private void Walk()
    {
        var ended = new PriorityQueue<int, long>();
        int reached = 0;
        bool wasDeleted = WasDeleted;
        foreach (StorageCall call in _calls.OrderBy(call => call.Began))
        {
            while (ended.TryPeek(out int state, out long end) && end < call.Began)
            {
                reached = Math.Max(reached, state);
                ended.Dequeue();
            }

            Seen seen = See(call);
            seen = seen with { OrDeleted = seen.OrDeleted && wasDeleted };
            int least = Math.Max(seen.From, reached);
            Require(
                least <= seen.To || seen.OrDeleted, call,
                $"can have seen state {seen.From} to {seen.To}{(seen.OrDeleted ? " or the deletion" : "")}, but a call that was answered before it was made knew of state {reached}");
            ended.Enqueue(seen.Makes ?? (least <= seen.To ? least : Deleted), call.Ended);
        }
    }

    private Seen See(StorageCall call) => call switch
    {
        CommitCall commit => SeeCommit(commit),
        ReadCall { Read: { } read } found => SeeRead(found, read),
        InfoCall { Info: { } info } found => SeeInfo(found, info),
        RecallCall recall => SeeRecall(recall),
        DeleteCall { Found: true } => new Seen(1, Last, Makes: Deleted),
        _ => new Seen(0, 0, OrDeleted: true),   // nothing was found
    };

    private Seen SeeCommit(CommitCall call)
    {
        (SessionCommit commit, CommitOutcome outcome) = (call.Commit, call.Outcome);
        int revision = checked((int)outcome.Revision);
        if (outcome.Status == CommitStatus.Committed)
        {
            return new Seen(revision - 1, revision - 1, Makes: revision);
        }

        _byId.TryGetValue(commit.CommitId, out CommitCall? first);
        if (outcome.Status == CommitStatus.Repeated)
        {
            Require(first?.Outcome == outcome with { Status = CommitStatus.Committed }, call, "was not stored before with that outcome");
            Require(first!.Commit.ContentHash() == commit.ContentHash(), call, "has other content than the first time");
            return new Seen(revision, Last);
        }

        if (outcome.Status == CommitStatus.Deleted)
        {
            Require(WasDeleted, call, "tells of a deletion that never was");
            return new Seen(Deleted, Deleted);
        }

        // What is left are refusals, which tell the state that they saw.
        Require(revision <= Last && outcome.EntryCount == _states[revision].EntryCount, call, "tells of a state that never was");
        bool isKnown = first is not null && first.Outcome.Revision <= revision;
        CommitStatus expected = isKnown ? CommitStatus.CommitIdReused : commit.Against(revision, _states[revision].CommitId) ?? CommitStatus.Committed;
        Require(outcome.Status == expected, call, $"had to be {expected} there");
        return new Seen(revision, revision);
    }

    private Seen SeeRead(ReadCall call, RecordedSession read)
    {
        Seen seen = SeeInfo(call, read.Info);
        State state = _states[seen.From];
        Require(read.Head == state.Head, call, $"has head '{read.Head}', not '{state.Head}'");
        IEnumerable<string> all = _states.Take(seen.From + 1).SelectMany(one => one.Entries);
        long end = call.Range.EndIn(state.EntryCount);
        string[] entries = [.. all.Skip((int)Math.Min(call.Range.From, int.MaxValue)).Take((int)Math.Max(0, end - call.Range.From))];
        Require(read.Entries.SequenceEqual(entries), call, $"has [{string.Join(' ', read.Entries)}], not [{string.Join(' ', entries)}]");
        return seen;
    }

    private Seen SeeInfo(StorageCall call, StoredSessionInfo info)
    {
        Require(info.Revision >= 1 && info.Revision <= Last, call, "tells of a revision that never was");
        State state = _states[(int)info.Revision];
        Require(info.LastCommit == state.CommitId && info.EntryCount == state.EntryCount, call, $"tells of {info}, not of commit {state.CommitId} and {state.EntryCount} entries");
        return new Seen((int)info.Revision, (int)info.Revision);
    }

    private Seen SeeRecall(RecallCall call)
    {
        bool isPart = call.Revision <= Last && _states[(int)call.Revision].CommitId == call.CommitId;
        Require(call.Answer == CommitRecall.Foreign || (call.Answer == CommitRecall.Known && isPart), call, "is answered wrongly");
        return call.Answer == CommitRecall.Known ? new Seen((int)call.Revision, Last)
            : isPart ? new Seen(0, (int)call.Revision - 1, OrDeleted: true)
            : new Seen(0, Last, OrDeleted: true);
    }

    private static string[] Texts(ReadOnlySpan<byte> frames)
    {
        var texts = new List<string>();
        for (var reader = new FrameReader(frames); reader.MoveNext();)
        {
            texts.Add(Encoding.UTF8.GetString(reader.Payload));
        }

        return [.. texts];
    }

    private void Require(bool holds, StorageCall call, string why)
    {
        if (!holds)
        {
            string around = string.Join('\n', _calls.Where(other => other.Ended > call.Began - 40 && other.Began < call.Ended + 10).OrderBy(other => other.Began).Select(Describe));
            Assert.Fail($"No order explains this call: it {why}.\n{Describe(call)}\nThe calls around it:\n{around}");
        }
    }

    private static string Describe(StorageCall call) => $"{call.Began}-{call.Ended} " + call switch
    {
        CommitCall commit => $"commit {commit.Commit.CommitId} behind {commit.Commit.ExpectedRevision} {commit.Commit.BuildsOn}: {commit.Outcome}",
        ReadCall read => $"read {read.Range}: {(read.Read is { } found ? $"{found.Info.Revision} {found.Info.LastCommit}, {found.Entries.Count} entries" : "nothing")}",
        InfoCall info => $"info: {(info.Info is { } found ? $"{found.Revision} {found.LastCommit}, {found.EntryCount} entries" : "nothing")}",
        RecallCall recall => $"recall {recall.Revision} {recall.CommitId}: {recall.Answer}",
        DeleteCall delete => $"delete: {delete.Found}",
        _ => "",
    };

    /// <summary>What the session holds after a number of commits.</summary>
    /// <param name="CommitId">The last of them.</param>
    /// <param name="Head">The head.</param>
    /// <param name="Entries">The entries that the last one brought.</param>
    /// <param name="EntryCount">The number of all entries.</param>
    private sealed record State(Guid CommitId, string Head, string[] Entries, long EntryCount);

    /// <summary>The states that a call can have seen, and the one that it made of it.</summary>
    private readonly record struct Seen(int From, int To, bool OrDeleted = false, int? Makes = null);
}
