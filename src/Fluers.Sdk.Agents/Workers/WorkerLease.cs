using Fluers.Sdk.Agents.Running;

namespace Fluers.Sdk.Agents.Workers;

/// <summary>This process as a worker: beats as long as it lives, and finds out when it was declared dead.</summary>
/// <param name="store">Where workers are.</param>
/// <param name="length">How long it may be silent.</param>
/// <param name="clock">Times the beats.</param>
internal sealed class WorkerLease(SessionStore store, TimeSpan length, TimeProvider clock) : IAsyncDisposable
{
    private readonly SemaphoreSlim _one = new(1, 1);
    private readonly CancellationTokenSource _closing = new();
    private Life? _life;

    /// <summary>This process as a living worker, a new one where the last one was declared dead.</summary>
    public async ValueTask<Life> GetAsync(CancellationToken cancellationToken)
    {
        await _one.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            ObjectDisposedException.ThrowIf(_closing.IsCancellationRequested, this);
            if (_life is { } life && !life.Ended.IsCancellationRequested)
            {
                return life;
            }

            var id = Guid.CreateVersion7();
            Session<AgentWorker> session = await store
                .CreateAsync(id, new AgentWorker { Lease = length, Machine = Environment.MachineName }, cancellationToken).ConfigureAwait(false);
            return _life = new Life(id, session, this);
        }
        finally
        {
            _one.Release();
        }
    }

    /// <summary>Stops beating, and says so: nobody has to wait for the lease to run out.</summary>
    public async ValueTask DisposeAsync()
    {
        await _closing.CancelAsync().ConfigureAwait(false);
        if (_life is { } life)
        {
            await life.CloseAsync().ConfigureAwait(false);
        }
    }

    private async Task BeatAsync(Session<AgentWorker> session, CancellationTokenSource ended)
    {
        using var timer = new PeriodicTimer(Beat(length), clock);
        try
        {
            while (await timer.WaitForNextTickAsync(_closing.Token).ConfigureAwait(false))
            {
                try
                {
                    session.Update(worker => worker with { Beats = worker.Beats + 1 });
                    await session.SaveAsync(_closing.Token).ConfigureAwait(false);
                }
                catch (SessionStorageException)
                {
                    // The store is away. Either it comes back in time, or others find this worker silent.
                }
            }
        }
        catch (Exception e) when (e is OperationCanceledException or ObjectDisposedException)
        {
            // Closed, or the store was: others find this worker silent.
        }
        catch (SessionException)
        {
            // Declared dead: what this worker had is another's now.
            await ended.CancelAsync().ConfigureAwait(false);
        }
    }

    // Three in the time that it may be silent.
    private static TimeSpan Beat(TimeSpan length)
    {
        TimeSpan beat = Durations.IsEndless(length) ? Durations.Timer(length) : Durations.Timer(length / 3);
        return beat < TimeSpan.FromMilliseconds(1) ? TimeSpan.FromMilliseconds(1) : beat;
    }

    /// <summary>One life of a worker.</summary>
    internal sealed class Life
    {
        private readonly CancellationTokenSource _ended = new();
        private readonly Session<AgentWorker> _session;
        private readonly WorkerLease _lease;
        private readonly Task _beating;

        public Life(Guid id, Session<AgentWorker> session, WorkerLease lease)
        {
            Id = id;
            _session = session;
            _lease = lease;
            _beating = Task.Run(() => lease.BeatAsync(session, _ended));
        }

        public Guid Id { get; }

        /// <summary>Ends when the worker was declared dead, or has closed.</summary>
        public CancellationToken Ended => _ended.Token;

        public async ValueTask CloseAsync()
        {
            await _beating.ConfigureAwait(false);
            await _ended.CancelAsync().ConfigureAwait(false);
            try
            {
                await _lease.Store.DeleteAsync(_session.Id).ConfigureAwait(false);
            }
            catch (Exception e) when (e is SessionException or ObjectDisposedException)
            {
                // Nobody is told, then: the lease runs out.
            }
        }
    }

    private SessionStore Store => store;
}
