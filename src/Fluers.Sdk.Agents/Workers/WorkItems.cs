using System.Runtime.CompilerServices;

namespace Fluers.Sdk.Agents.Workers;

/// <summary>The work items of a group of workers. They lie in a tenant of their own, so that no list of sessions shows them.</summary>
internal sealed class WorkItems(SessionStore store)
{
    private static readonly SessionQuery Oldest = new() { Schema = SessionSchema<AgentWork>.Instance, Order = SessionOrder.LatestLast };

    /// <summary>Makes a work item that nobody sees to yet.</summary>
    public async ValueTask<Guid> CreateAsync(SessionKey session, CancellationToken cancellationToken)
    {
        var id = Guid.CreateVersion7();
        await store.CreateAsync(id, new AgentWork { Tenant = session.Tenant, Session = session.Id.Value }, cancellationToken).ConfigureAwait(false);
        return id;
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

    public ValueTask<Session<AgentWork>?> LoadAsync(Guid id, CancellationToken cancellationToken) => store.LoadAsync<AgentWork>(id, cancellationToken);

    /// <summary>Whether there is a work item of a session.</summary>
    public async ValueTask<bool> ExistsAsync(Guid id, SessionKey session, CancellationToken cancellationToken)
    {
        try
        {
            return (await store.ReadHeadAsync<AgentWork>(id, cancellationToken).ConfigureAwait(false)).SessionKey == session;
        }
        catch (SessionNotFoundException)
        {
            return false;
        }
    }

    /// <summary>Gives a work item to a worker, or to none. Of several that try exactly one wins.</summary>
    /// <returns>Whether it was given.</returns>
    public static async ValueTask<bool> TryGiveAsync(Session<AgentWork> item, Guid? owner, CancellationToken cancellationToken)
    {
        try
        {
            item.Update(work => work with { Owner = owner });
            await item.SaveAsync(cancellationToken).ConfigureAwait(false);
            return true;
        }
        catch (Exception e) when (e is SessionConflictException or SessionNotFoundException)
        {
            return false;
        }
    }

    public async ValueTask DeleteAsync(Guid id, CancellationToken cancellationToken)
    {
        try
        {
            await store.DeleteAsync(id, cancellationToken).ConfigureAwait(false);
        }
        catch (SessionNotFoundException)
        {
            // Done already.
        }
    }
}
