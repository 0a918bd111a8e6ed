using Fluers.Sdk.Cli.Sessions;
using Fluers.Sdk.Cli.Stores;
using Fluers.Sdk.Frames;
using Fluers.Sdk.Storage;

namespace Fluers.Sdk.Cli.Migration;

/// <summary>Brings what is stored to the newest versions. It goes by what is there, so one that was broken off is simply run again.</summary>
/// <param name="trouble">Keeps sessions that fail from hiding the others.</param>
internal abstract class Migration(Trouble trouble)
{
    /// <summary>The number of sessions that were changed, or would be.</summary>
    public long Changed { get; protected set; }

    /// <summary>Sessions that stay as they are, and why.</summary>
    public List<Finding> Failures { get; } = [];

    /// <returns>Whether it is settled; <see langword="false"/> when an app is at work on the session, to which is returned later.</returns>
    public async Task<bool> RunAsync(StoredSessionInfo session, CancellationToken cancellationToken)
    {
        bool isSettled = true;
        Finding? failure = await trouble.WithAsync(session.Key, async () => isSettled = await MigrateAsync(session.Key, cancellationToken), cancellationToken);
        failure ??= session.Damage is { } damage ? new Finding(session.Key, null, "damaged", damage) : null;
        if (failure is not null)
        {
            Failures.Add(failure);
        }

        return isSettled;
    }

    protected abstract Task<bool> MigrateAsync(SessionKey key, CancellationToken cancellationToken);

    /// <summary>
    /// Reads every frame and rewrites the heads where they are. Entries of a log are never rewritten: they are only tried, and migrate as
    /// they are read.
    /// </summary>
    /// <param name="storage">The store.</param>
    /// <param name="tally">Rewrites and counts.</param>
    /// <param name="apply">Whether heads are stored; otherwise nothing is.</param>
    internal sealed class InPlace(ISessionStorage storage, MigrationTally tally, bool apply) : Migration(new Trouble(storage))
    {
        protected override async Task<bool> MigrateAsync(SessionKey key, CancellationToken cancellationToken)
        {
            byte[]? head = null;
            bool isOlder = false;
            var sink = new FrameSink(key, (long? entry, in FrameHeader header, ReadOnlySpan<byte> frame) =>
            {
                byte[] rewritten = tally.Rewrite(frame.ToArray());
                if (!frame.SequenceEqual(rewritten))
                {
                    isOlder = true;
                    head = entry is null ? rewritten : head;
                }
            });
            if (!await storage.ReadAsync(key, EntryRange.All, sink, cancellationToken))
            {
                return true;   // deleted since it was listed
            }

            if (!apply || head is null)
            {
                Changed += !apply && isOlder ? 1 : 0;
                return true;
            }

            CommitOutcome outcome = await storage.CommitAsync(
                new SessionCommit
                {
                    Key = key,
                    ExpectedRevision = sink.Info!.Revision,
                    BuildsOn = sink.Info.LastCommit,
                    CommitId = Guid.CreateVersion7(),
                    Head = head,
                },
                cancellationToken);
            Changed += outcome.Status == CommitStatus.Committed ? 1 : 0;
            return outcome.Status is not (CommitStatus.Conflict or CommitStatus.Diverged);
        }
    }

    /// <summary>Writes whole sessions, heads and logs, in their newest versions to another store. The originals stay.</summary>
    internal sealed class ToAnotherStore(ISessionStorage source, ISessionStorage target, MigrationTally tally) : Migration(new Trouble(source, target))
    {
        private readonly SessionCopy _copy = new(source, target, tally.Rewrite);

        protected override async Task<bool> MigrateAsync(SessionKey key, CancellationToken cancellationToken)
        {
            Changed += await _copy.CopyAsync(key, cancellationToken) == Copied.Same ? 0 : 1;
            return true;
        }
    }
}
