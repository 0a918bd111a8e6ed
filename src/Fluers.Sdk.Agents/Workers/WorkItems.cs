using System.Collections.Concurrent;
using System.Runtime.CompilerServices;

namespace Fluers.Sdk.Agents.Workers;

/// <summary>The work items of a group of workers. They lie in a tenant of their own, so that no list of sessions shows them.</summary>
internal sealed class WorkItems(SessionStore store)
{
    // Each commit to an item adds to what some storages keep of it, so after some thousand it is deleted, and its id with it.
    private const long LongestLife = 4096;

    private static readonly SessionQuery Oldest = new() { Schema = SessionSchema<AgentWork>.Instance, Order = SessionOrder.LatestLast };

    // A guess of which items are idle. Whether one is, its head says when it is taken.
    private readonly ConcurrentStack<Guid> _idle = [];
    private readonly Dictionary<Guid, long> _seen = [];
    private readonly SemaphoreSlim _looking = new(1, 1);

    /// <summary>Takes an idle work item, or makes one where there is none. Nobody sees to it yet.</summary>
    /// <param name="session">The session that it is for.</param>
    /// <param name="isRefused">Whether the session's log refuses an item or a use.</param>
    /// <param name="cancellationToken">Cancels the operation; at worst an item says too much.</param>
    public async ValueTask<WorkUse> TakeAsync(SessionKey session, Func<Guid, bool> isRefused, CancellationToken cancellationToken)
    {
        if (await TakeIdleAsync(session, isRefused, cancellationToken).ConfigureAwait(false) is { } taken)
        {
            return taken;
        }

        // Those who find none look together: what one look finds is for all who wait.
        await _looking.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (_idle.IsEmpty)
            {
                await LookForIdleAsync(cancellationToken).ConfigureAwait(false);
            }
        }
        finally
        {
            _looking.Release();
        }

        if (await TakeIdleAsync(session, isRefused, cancellationToken).ConfigureAwait(false) is { } found)
        {
            return found;
        }

        var made = new WorkUse(Guid.CreateVersion7(), Guid.CreateVersion7());
        await store.CreateAsync(made.Item, new AgentWork { Tenant = session.Tenant, Session = session.Id.Value, Use = made.Use }, cancellationToken).ConfigureAwait(false);
        return made;
    }

    /// <summary>Lists all work items, those that were touched last at the end.</summary>
    public async IAsyncEnumerable<(Guid Id, long Revision)> ListAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (SessionInfo info in store.ListAsync(Oldest, cancellationToken).ConfigureAwait(false))
        {
            if (Guid.TryParse(info.Id.Value, out Guid id))
            {
                yield return (id, info.Revision);
            }
        }
    }

    public ValueTask<Session<AgentWork>?> LoadAsync(Guid item, CancellationToken cancellationToken) => store.LoadAsync<AgentWork>(item, cancellationToken);

    /// <summary>Whether a work item is still in use for what it was taken for.</summary>
    public async ValueTask<bool> ExistsAsync(WorkUse work, SessionKey session, CancellationToken cancellationToken)
    {
        try
        {
            AgentWork head = await store.ReadHeadAsync<AgentWork>(work.Item, cancellationToken).ConfigureAwait(false);
            return !head.IsIdle && WorkUse.Of(work.Item, head) == work && head.SessionKey == session;
        }
        catch (SessionNotFoundException)
        {
            return false;
        }
    }

    /// <summary>Gives a work item to a worker, or to none. Of several that try exactly one wins.</summary>
    /// <returns>Whether it was given.</returns>
    public static ValueTask<bool> TryGiveAsync(Session<AgentWork> item, Guid? owner, CancellationToken cancellationToken) =>
        TryChangeAsync(item, work => work with { Owner = owner }, cancellationToken);

    /// <summary>Makes a work item idle, unless somebody else has changed it meanwhile.</summary>
    public async ValueTask ReleaseAsync(Session<AgentWork> item, CancellationToken cancellationToken)
    {
        if (item.Revision >= LongestLife)
        {
            await DeleteAsync(item, cancellationToken).ConfigureAwait(false);
        }
        else if (await TryChangeAsync(item, work => work with { Owner = null, IsIdle = true }, cancellationToken).ConfigureAwait(false)
            && Guid.TryParse(item.Id.Value, out Guid id))
        {
            _idle.Push(id);
        }
    }

    /// <summary>Makes a work item idle that is still in use for what it was taken for.</summary>
    public async ValueTask ReleaseAsync(WorkUse work, CancellationToken cancellationToken)
    {
        if (await LoadAsync(work.Item, cancellationToken).ConfigureAwait(false) is { State.IsIdle: false } item && WorkUse.Of(work.Item, item.State) == work)
        {
            await ReleaseAsync(item, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Deletes an item, unless somebody else has changed it meanwhile. First it is in use for nothing, so that nobody takes it before it is deleted.</summary>
    private async ValueTask DeleteAsync(Session<AgentWork> item, CancellationToken cancellationToken)
    {
        if (!await TryChangeAsync(item, work => work with { Owner = null, Use = Guid.Empty, IsIdle = false }, cancellationToken).ConfigureAwait(false))
        {
            return;
        }

        try
        {
            await store.DeleteAsync(item.Id, cancellationToken).ConfigureAwait(false);
        }
        catch (SessionNotFoundException)
        {
            // Done already.
        }
    }

    private async ValueTask<WorkUse?> TakeIdleAsync(SessionKey session, Func<Guid, bool> isRefused, CancellationToken cancellationToken)
    {
        while (_idle.TryPop(out Guid id))
        {
            if (!isRefused(id) && await TryLoadAsync(id, cancellationToken).ConfigureAwait(false) is { State.IsIdle: true } item)
            {
                var use = new WorkUse(id, Guid.CreateVersion7());
                if (await TryChangeAsync(
                    item, work => work with { Tenant = session.Tenant, Session = session.Id.Value, Use = use.Use, Owner = null, IsIdle = false }, cancellationToken).ConfigureAwait(false))
                {
                    return use;
                }
            }
        }

        return null;
    }

    /// <summary>Looks at the items that have changed since the last look.</summary>
    private async ValueTask LookForIdleAsync(CancellationToken cancellationToken)
    {
        var found = new HashSet<Guid>();
        await foreach ((Guid id, long revision) in ListAsync(cancellationToken).ConfigureAwait(false))
        {
            found.Add(id);
            if (_seen.TryGetValue(id, out long seen) && seen == revision)
            {
                continue;
            }

            Session<AgentWork>? item = await TryLoadAsync(id, cancellationToken).ConfigureAwait(false);
            if (item is { State.IsIdle: true })
            {
                _seen.Remove(id);   // taken from here, or looked at again
                _idle.Push(id);
            }
            else
            {
                _seen[id] = item?.Revision ?? revision;
            }
        }

        foreach (Guid gone in _seen.Keys.Where(id => !found.Contains(id)).ToArray())
        {
            _seen.Remove(gone);
        }
    }

    // One that cannot be read is no idle one; the worker that finds it says so.
    private async ValueTask<Session<AgentWork>?> TryLoadAsync(Guid id, CancellationToken cancellationToken)
    {
        try
        {
            return await LoadAsync(id, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (e is SessionCorruptException or SessionSchemaException)
        {
            return null;
        }
    }

    private static async ValueTask<bool> TryChangeAsync(Session<AgentWork> item, Func<AgentWork, AgentWork> change, CancellationToken cancellationToken)
    {
        try
        {
            item.Update(change);
            await item.SaveAsync(cancellationToken).ConfigureAwait(false);
            return true;
        }
        catch (Exception e) when (e is SessionConflictException or SessionNotFoundException)
        {
            return false;
        }
    }
}
