using Fluers.Sdk;
using Fluers.Sdk.Agents;
using Fluers.Sdk.Frames;
using Fluers.Sdk.Storage;

namespace SupportAgent;

/// <summary>What one save stored.</summary>
/// <param name="Session">The session.</param>
/// <param name="Revision">Its revision with it.</param>
/// <param name="Entries">The entries that it appended to the log.</param>
/// <param name="Head">Whether it wrote the head too.</param>
/// <param name="Bytes">The size of both.</param>
internal sealed record Saved(SessionId Session, long Revision, IReadOnlyList<AgentEntry> Entries, bool Head, int Bytes);

/// <summary>
/// A storage that tells what it has stored, once it is stored. A storage sees frames and nothing else, so this is all it takes to
/// stand between the sessions and any storage: to measure, to trace, to encrypt.
/// </summary>
internal sealed class WatchedStorage(ISessionStorage storage) : DelegatingSessionStorage(storage)
{
    /// <summary>Called after each commit, before whoever made it goes on.</summary>
    public Func<Saved, Task> OnSaved { get; set; } = _ => Task.CompletedTask;

    public override async ValueTask<CommitOutcome> CommitAsync(SessionCommit commit, CancellationToken cancellationToken = default)
    {
        CommitOutcome outcome = await base.CommitAsync(commit, cancellationToken);
        if (outcome.Status is CommitStatus.Committed or CommitStatus.Repeated)
        {
            await OnSaved(new Saved(commit.Key.Id, commit.ExpectedRevision + 1, Entries(commit), !commit.Head.IsEmpty, commit.Head.Length + commit.Entries.Length));
        }

        return outcome;
    }

    private static List<AgentEntry> Entries(SessionCommit commit)
    {
        var entries = new List<AgentEntry>(commit.EntryCount);
        for (var frames = new FrameReader(commit.Entries.Span); frames.MoveNext();)
        {
            entries.Add(SessionSchema<AgentEntry>.Instance.Decode(frames));
        }

        return entries;
    }
}
