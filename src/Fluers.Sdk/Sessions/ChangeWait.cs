using Fluers.Sdk.Storage;

namespace Fluers.Sdk;

/// <summary>Waits for a change of a session, on a storage that tells of changes and on any other.</summary>
internal static class ChangeWait
{
    /// <summary>How long a storage that tells of changes is trusted to have none to tell of.</summary>
    public static readonly TimeSpan LookAgain = TimeSpan.FromSeconds(30);

    private static readonly TimeSpan AskAgain = TimeSpan.FromMilliseconds(250);

    /// <summary>Waits until there may be something to read.</summary>
    /// <param name="storage">The storage.</param>
    /// <param name="seen">The session as it was seen last.</param>
    /// <param name="lookAgain">How long a storage that tells of changes is trusted.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async ValueTask ForAsync(ISessionStorage storage, StoredSessionInfo seen, TimeSpan lookAgain, CancellationToken cancellationToken)
    {
        StoredSessionInfo? now;
        do
        {
            if (storage.GetCapability<ISessionNotice>() is not { } notice)
            {
                await Task.Delay(AskAgain, cancellationToken).ConfigureAwait(false);
            }
            else if (await HearsAsync(notice, seen, lookAgain, cancellationToken).ConfigureAwait(false))
            {
                return;
            }

            cancellationToken.ThrowIfCancellationRequested();

            now = await storage.GetInfoAsync(seen.Key, cancellationToken).ConfigureAwait(false);
        }
        while (now is not null && (now.Revision, now.LastCommit) == (seen.Revision, seen.LastCommit));
    }

    // A notice goes by the revision. Another history may have come to the same one, and then nothing would be heard of it.
    private static async ValueTask<bool> HearsAsync(ISessionNotice notice, StoredSessionInfo seen, TimeSpan lookAgain, CancellationToken cancellationToken)
    {
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        enough.CancelAfter(lookAgain);

        // Each turn of an agent ends while it is followed, so the end of a wait is no exception here.
        Task heard = notice.WaitForChangeAsync(seen.Key, seen.Revision, enough.Token).AsTask();
        await heard.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (heard.IsCanceled || heard.Exception?.InnerException is OperationCanceledException)
        {
            return false;
        }

        await heard.ConfigureAwait(false);
        return true;
    }
}
