using Fluers.Sdk.Storage;

namespace Fluers.Sdk.Agents.Tests.Running;

/// <summary>A storage that says when something was stored or deleted through it, so that a test can wait for what is to hold.</summary>
internal sealed class WatchedStorage(ISessionStorage storage) : DelegatingSessionStorage(storage)
{
    private volatile TaskCompletionSource _changed = New();

    /// <summary>Waits until something holds, and looks again behind each change.</summary>
    public async Task UntilAsync(Func<Task<bool>> holds)
    {
        while (true)
        {
            Task next = _changed.Task;   // in front of the look, so that no change is missed
            if (await holds())
            {
                return;
            }

            await next;
        }
    }

    public override async ValueTask<CommitOutcome> CommitAsync(SessionCommit commit, CancellationToken cancellationToken = default)
    {
        CommitOutcome outcome = await Inner.CommitAsync(commit, cancellationToken);
        Tell();
        return outcome;
    }

    public override async ValueTask<bool> DeleteAsync(SessionKey key, CancellationToken cancellationToken = default)
    {
        bool isDeleted = await Inner.DeleteAsync(key, cancellationToken);
        Tell();
        return isDeleted;
    }

    private void Tell() => Interlocked.Exchange(ref _changed, New()).SetResult();

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
