using System.Collections.Concurrent;
using System.Runtime.CompilerServices;

namespace Fluers.Sdk.Agents.Running;

/// <summary>
/// Which sessions wait for a person, as far as this process has read them. A listing tells the last commit of each session, so a session is read again only when it has
/// another one, whichever process made that commit.
/// </summary>
internal sealed class PendingIndex
{
    private readonly ConcurrentDictionary<SessionKey, Found> _known = [];

    /// <summary>Lists the sessions of a tenant that wait, those that were committed to last first.</summary>
    /// <param name="store">The sessions of the tenant.</param>
    /// <param name="schema">The envelope of the sessions.</param>
    /// <param name="read">Reads what waits in one session.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    public async IAsyncEnumerable<(SessionId Session, IReadOnlyList<PendingApproval> Approvals)> ListAsync(
        SessionStore store,
        SessionSchema schema,
        Func<SessionId, CancellationToken, Task<IReadOnlyList<PendingApproval>>> read,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var listed = new HashSet<SessionKey>();
        await foreach (SessionInfo info in store.ListAsync(new SessionQuery { Schema = schema }, cancellationToken).ConfigureAwait(false))
        {
            var key = new SessionKey(store.Tenant, info.Id);
            listed.Add(key);
            if (!_known.TryGetValue(key, out Found? found) || !found.IsOf(info))
            {
                found = await TryReadAsync(info, read, cancellationToken).ConfigureAwait(false);
                Remember(key, found);
            }

            if (found?.Approvals is { Count: > 0 } approvals)
            {
                yield return (info.Id, [.. approvals.Select(approval => approval.Copy())]);
            }
        }

        foreach (SessionKey deleted in _known.Keys.Where(key => key.Tenant == store.Tenant && !listed.Contains(key)))
        {
            _known.TryRemove(deleted, out _);
        }
    }

    private void Remember(SessionKey key, Found? found)
    {
        if (found is null)
        {
            _known.TryRemove(key, out _);
        }
        else
        {
            _known[key] = found;
        }
    }

    /// <returns>What was found; <see langword="null"/> for a session that was deleted meanwhile, or that nobody can answer now. It is looked at again.</returns>
    private static async ValueTask<Found?> TryReadAsync(
        SessionInfo info, Func<SessionId, CancellationToken, Task<IReadOnlyList<PendingApproval>>> read, CancellationToken cancellationToken)
    {
        try
        {
            // What is read may be newer than what was listed; then the next look reads it once more.
            return new Found(info.Revision, info.LastCommit, await read(info.Id, cancellationToken).ConfigureAwait(false));
        }
        catch (Exception e) when (e is SessionNotFoundException or SessionCorruptException or SessionSchemaException)
        {
            return null;
        }
    }

    /// <summary>What waited at one commit of a session.</summary>
    private sealed record Found(long Revision, Guid LastCommit, IReadOnlyList<PendingApproval> Approvals)
    {
        // The revision alone does not do: a store that was restored comes to the same one by another history.
        public bool IsOf(SessionInfo info) => LastCommit != Guid.Empty && (Revision, LastCommit) == (info.Revision, info.LastCommit);
    }
}
