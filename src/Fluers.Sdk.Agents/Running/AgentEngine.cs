using System.Collections.Concurrent;
using Fluers.Sdk.Agents.Entries;
using Fluers.Sdk.Agents.Workers;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Fluers.Sdk.Agents.Running;

/// <summary>Sees to work items: each by one worker of all, and within this process once.</summary>
internal sealed partial class AgentEngine<TEnvelope> : IAsyncDisposable
    where TEnvelope : ISessionEnvelope<TEnvelope>
{
    private readonly SessionStore _store;
    private readonly AgentOptions<TEnvelope> _options;
    private readonly IChatClient _model;
    private readonly IServiceProvider? _services;
    private readonly ILoggerFactory? _logging;
    private readonly ILogger _logger;
    private readonly WorkerLease _lease;
    private readonly Peers _peers;
    private readonly ConcurrentDictionary<Guid, Task<WorkState>> _running = [];
    private readonly CancellationTokenSource _closing = new();
    private readonly Lock _closeOnce = new();
    private Task? _closed;

    public AgentEngine(SessionStore store, IChatClient model, AgentOptions<TEnvelope> options, IServiceProvider? services)
    {
        _ = Recording.SessionRecorder<TEnvelope>.LogOf();
        _store = store;
        _model = model;
        _options = options;
        _services = services;
        _logging = services?.GetService(typeof(ILoggerFactory)) as ILoggerFactory;
        _logger = _logging?.CreateLogger("Fluers.Sdk.Agents") ?? NullLogger.Instance;
        SessionStore workers = store.ForTenant($"fluers.agents:{options.Name}");
        Items = new WorkItems(workers);
        _lease = new WorkerLease(workers, options.LeaseLength, options.Clock);
        _peers = new Peers(workers, options.Clock);
    }

    public WorkItems Items { get; }

    public PendingIndex Pending { get; } = new();

    public AgentOptions<TEnvelope> Options => _options;

    /// <summary>Sees to a work item, or waits for who does so in this process.</summary>
    /// <exception cref="ObjectDisposedException">The runner was disposed.</exception>
    public Task<WorkState> SeeToAsync(Guid work)
    {
        ObjectDisposedException.ThrowIf(IsClosing, this);
        var starting = new TaskCompletionSource<WorkState>(TaskCreationOptions.RunContinuationsAsynchronously);
        Task<WorkState> running = _running.GetOrAdd(work, starting.Task);
        if (running == starting.Task)
        {
            _ = RunAsync();
        }

        return running;

        async Task RunAsync()
        {
            try
            {
                // On a flow of its own: what the caller has in its context is not this turn's.
                WorkState state = await Task.Run(() => SeeToItAsync(work)).ConfigureAwait(false);
                _running.TryRemove(work, out _);
                starting.SetResult(state);
            }
            catch (Exception e)
            {
                _running.TryRemove(work, out _);
                starting.SetException(e);
            }
        }
    }

    public bool IsSeenTo(Guid work) => _running.ContainsKey(work);

    public int SeenTo => _running.Count;

    public ValueTask<bool> IsAliveAsync(Guid worker, CancellationToken cancellationToken) => _peers.IsAliveAsync(worker, cancellationToken);

    /// <summary>Whether an owner is this process itself.</summary>
    public async ValueTask<bool> IsOwnAsync(Guid owner) => (await _lease.GetAsync(_closing.Token).ConfigureAwait(false)).Id == owner;

    public async ValueTask LookForDeadAsync(CancellationToken cancellationToken) =>
        await _peers.LookAsync((await _lease.GetAsync(cancellationToken).ConfigureAwait(false)).Id, cancellationToken).ConfigureAwait(false);

    public void Failed(Guid work, Exception error) => _logger.WorkFailed(work, error);

    /// <summary>Whether it was disposed, or is about to be.</summary>
    public bool IsClosing => _closing.IsCancellationRequested;

    /// <summary>
    /// Stops what is running where it is, and lets others go on with it at once. It may be called in any order with the store's own disposal, more than once,
    /// and by several at once: all wait for the same end.
    /// </summary>
    public ValueTask DisposeAsync()
    {
        lock (_closeOnce)
        {
            return new ValueTask(_closed ??= CloseAsync());
        }

        async Task CloseAsync()
        {
            await _closing.CancelAsync().ConfigureAwait(false);
            await ((Task)Task.WhenAll(_running.Values)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await _lease.DisposeAsync().ConfigureAwait(false);
        }
    }

    private async Task<WorkState> SeeToItAsync(Guid id)
    {
        if (await Items.LoadAsync(id, _closing.Token).ConfigureAwait(false) is not { } item)
        {
            return WorkState.Gone;
        }

        if (item.State.IsIdle)
        {
            return WorkState.Done;
        }

        WorkerLease.Life worker = await _lease.GetAsync(_closing.Token).ConfigureAwait(false);
        if (item.State.Owner is { } owner && owner != worker.Id && await _peers.IsAliveAsync(owner, _closing.Token).ConfigureAwait(false))
        {
            return WorkState.Elsewhere;
        }

        var work = WorkUse.Of(id, item.State);
        SessionKey key = item.State.SessionKey;
        SessionStore store = _store.ForTenant(key.Tenant);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(_closing.Token, worker.Ended);
        try
        {
            if (await store.LoadAsync<TEnvelope>(key.Id, stop.Token).ConfigureAwait(false) is not { } session)
            {
                await Items.ReleaseAsync(item, stop.Token).ConfigureAwait(false);
                return WorkState.Done;
            }

            var turns = new SessionTurns<TEnvelope>(
                session, new Turn<TEnvelope>(store, _model, _options, _services, _logging), _options, worker, _logger, (input, log, token) => IsAnothersAsync(input, log, work, key, worker, token));
            if (turns.Log.Next is null && !turns.Log.Inputs.Any(input => input.Admitted.Work == work.Use) && !turns.Log.IsWithdrawn(work.Use))
            {
                return await OrphanAsync(turns, item, work, stop.Token).ConfigureAwait(false);
            }

            _orphans.TryRemove(work.Use, out _);
            if (turns.Log.Next is { } next && await IsAnothersAsync(next, turns.Log, work, key, worker, stop.Token).ConfigureAwait(false))
            {
                return WorkState.Waiting;
            }

            if (!await WorkItems.TryGiveAsync(item, worker.Id, stop.Token).ConfigureAwait(false))
            {
                return WorkState.Elsewhere;
            }

            try
            {
                do
                {
                    await turns.RunAsync(stop.Token).ConfigureAwait(false);
                }
                while (!await turns.WithdrawAsync(work.Use, stop.Token).ConfigureAwait(false));
            }
            catch (LeaseLostException)
            {
                _logger.LeaseLost(key);
                await WorkItems.TryGiveAsync(item, owner: null, CancellationToken.None).ConfigureAwait(false);
                return WorkState.Elsewhere;
            }
            catch (Exception e) when (e is not (SessionNotFoundException or ObjectDisposedException))
            {
                await WorkItems.TryGiveAsync(item, owner: null, CancellationToken.None).ConfigureAwait(false);
                throw;
            }

            await Items.ReleaseAsync(item, stop.Token).ConfigureAwait(false);
            return WorkState.Done;
        }
        catch (SessionNotFoundException)
        {
            await Items.ReleaseAsync(item, CancellationToken.None).ConfigureAwait(false);
            return WorkState.Done;
        }
    }

    /// <summary>
    /// Whether an input is not this work item's to see to, but that of the item it was accepted under. Where that one is gone, as in a fork, it is for
    /// the worker that has begun with it, as long as that one lives.
    /// </summary>
    private async ValueTask<bool> IsAnothersAsync(
        AgentInput input, AgentLog log, WorkUse work, SessionKey key, WorkerLease.Life worker, CancellationToken cancellationToken)
    {
        var its = WorkUse.Of(input.Admitted);
        if (its.Use == work.Use)
        {
            return false;
        }

        return await Items.ExistsAsync(its, key, cancellationToken).ConfigureAwait(false)
            || (log.Claim is { } claim && claim.Receipt == input.Receipt && claim.Worker != worker.Id && await _peers.IsAliveAsync(claim.Worker, cancellationToken).ConfigureAwait(false));
    }
}

/// <summary>What has become of a work item.</summary>
internal enum WorkState
{
    /// <summary>Its session has no input without an outcome.</summary>
    Done,

    /// <summary>There is no such work item.</summary>
    Gone,

    /// <summary>Another worker sees to it.</summary>
    Elsewhere,

    /// <summary>An input may be accepted under it any moment.</summary>
    Waiting,
}
