using System.Diagnostics;
using Fluers.Sdk.Storage;
using Microsoft.Extensions.Logging;

namespace Fluers.Sdk.Telemetry;

/// <summary>Tells of each call of a storage what it was, how long it took and how it ended. Where nobody listens, it hands the call on.</summary>
internal sealed class ObservedStorage(ISessionStorage storage, ILogger logger) : DelegatingSessionStorage(storage)
{
    /// <summary>Forks, if the storage can.</summary>
    public ISessionFork? Fork { get; } = storage.GetCapability<ISessionFork>();

    public ILogger Logger => logger;

    /// <summary>Hears of what is stored of which schema.</summary>
    public DraftWarning Drafts { get; init; } = DraftWarning.Instance;

    // An error is the least that is logged; who logs nothing has no factory.
    private bool IsWatched => SessionTelemetry.IsWatched || logger.IsEnabled(LogLevel.Error);

    public override ValueTask<CommitOutcome> CommitAsync(SessionCommit commit, CancellationToken cancellationToken = default) =>
        IsWatched ? ObservedCommitAsync(commit, cancellationToken) : Inner.CommitAsync(commit, cancellationToken);

    public override ValueTask<bool> ReadAsync(SessionKey key, EntryRange range, IFrameSink sink, CancellationToken cancellationToken = default) =>
        Observe("read", key, (Inner, key, range, sink), static (call, token) => call.Inner.ReadAsync(call.key, call.range, call.sink, token), cancellationToken);

    public override ValueTask<StoredSessionInfo?> GetInfoAsync(SessionKey key, CancellationToken cancellationToken = default) =>
        Observe("info", key, (Inner, key), static (call, token) => call.Inner.GetInfoAsync(call.key, token), cancellationToken);

    public override ValueTask<StoredSessionPage> ListAsync(StoredSessionQuery query, CancellationToken cancellationToken = default) =>
        Observe("list", null, (Inner, query), static (call, token) => call.Inner.ListAsync(call.query, token), cancellationToken);

    public override ValueTask<CommitRecall> RecallAsync(SessionKey key, long revision, Guid commitId, CancellationToken cancellationToken = default) =>
        Observe("recall", key, (Inner, key, revision, commitId), static (call, token) => call.Inner.RecallAsync(call.key, call.revision, call.commitId, token), cancellationToken);

    public override ValueTask<bool> DeleteAsync(SessionKey key, CancellationToken cancellationToken = default) =>
        Observe("delete", key, (Inner, key), static (call, token) => call.Inner.DeleteAsync(call.key, token), cancellationToken);

    public ValueTask<CommitOutcome> ForkAsync(SessionKey source, long entryCount, SessionKey fork, CancellationToken cancellationToken) =>
        Observe("fork", source, (Fork!, source, entryCount, fork), static (call, token) => call.Item1.ForkAsync(call.source, call.entryCount, call.fork, token), cancellationToken);

    private async ValueTask<CommitOutcome> ObservedCommitAsync(SessionCommit commit, CancellationToken cancellationToken)
    {
        using Activity? activity = Start("commit", commit.Key);
        long bytes = (long)commit.Head.Length + commit.Entries.Length;
        activity?.SetTag("fluers.revision.expected", commit.ExpectedRevision).SetTag("fluers.entries", commit.EntryCount).SetTag("fluers.size", bytes);
        long start = Stopwatch.GetTimestamp();
        string outcome = "";
        try
        {
            CommitOutcome result = await Inner.CommitAsync(commit, cancellationToken).ConfigureAwait(false);
            outcome = result.Status.ToString();
            activity?.SetTag("fluers.revision", result.Revision);
            Told(commit, result, bytes);
            return result;
        }
        catch (Exception e)
        {
            outcome = Failed("commit", commit.Key, activity, e);
            throw;
        }
        finally
        {
            Ended("commit", outcome, start, activity);
        }
    }

    private void Told(SessionCommit commit, CommitOutcome result, long bytes)
    {
        if (result.Status is CommitStatus.Committed or CommitStatus.Repeated)
        {
            SessionTelemetry.CommitEntries.Record(commit.EntryCount);
            SessionTelemetry.CommitSize.Record(bytes);
            logger.Committed(commit.Key, result.Revision, commit.EntryCount, bytes);
        }
        else
        {
            logger.Refused(commit.Key, result.Status.ToString(), commit.ExpectedRevision, result.Revision);
        }
    }

    private ValueTask<TResult> Observe<TCall, TResult>(
        string operation, SessionKey? key, TCall call, Func<TCall, CancellationToken, ValueTask<TResult>> run, CancellationToken cancellationToken) =>
        IsWatched ? ObservedAsync(operation, key, call, run, cancellationToken) : run(call, cancellationToken);

    private async ValueTask<TResult> ObservedAsync<TCall, TResult>(
        string operation, SessionKey? key, TCall call, Func<TCall, CancellationToken, ValueTask<TResult>> run, CancellationToken cancellationToken)
    {
        using Activity? activity = Start(operation, key);
        long start = Stopwatch.GetTimestamp();
        string outcome = "Done";
        try
        {
            return await run(call, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e)
        {
            outcome = Failed(operation, key, activity, e);
            throw;
        }
        finally
        {
            Ended(operation, outcome, start, activity);
        }
    }

    private static Activity? Start(string operation, SessionKey? key)
    {
        Activity? activity = SessionTelemetry.Source.StartActivity($"fluers.{operation}", ActivityKind.Client);
        return key is { } session ? activity?.SetTag("fluers.tenant", session.Tenant).SetTag("fluers.session.id", session.Id.Value) : activity;
    }

    /// <returns>The outcome: what kind of error it was.</returns>
    private string Failed(string operation, SessionKey? key, Activity? activity, Exception e)
    {
        string kind = e.GetType().Name;
        activity?.SetStatus(ActivityStatusCode.Error, kind);
        switch (e)
        {
            case SessionCorruptException damage:
                logger.Damaged(damage.Session ?? key, damage.Entry, damage.Offset);
                break;
            case not (OperationCanceledException or SessionException) or SessionStorageException:
                logger.StorageFailed(operation, key?.ToString() ?? "sessions", kind);
                break;
        }

        return kind;
    }

    private static void Ended(string operation, string outcome, long start, Activity? activity)
    {
        activity?.SetTag("fluers.outcome", outcome);
        SessionTelemetry.Duration.Record(
            Stopwatch.GetElapsedTime(start).TotalSeconds, new KeyValuePair<string, object?>("fluers.operation", operation), new KeyValuePair<string, object?>("fluers.outcome", outcome));
    }
}
