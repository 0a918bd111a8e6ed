using Fluers.Sdk.Agents.Running;
using Fluers.Sdk.Agents.Workers;

namespace Fluers.Sdk.Agents;

// The worker: looks for work and sees to it.
public sealed partial class SessionRunner<TEnvelope>
{
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(1);

    /// <summary>
    /// Works until it is told to stop: sees to all accepted inputs of all tenants, those that other processes accepted and those that processes which
    /// died have left too. <c>AddFluersAgents</c> runs it in a host.
    /// </summary>
    /// <param name="cancellationToken">Stops looking for work. What is running is stopped by <see cref="DisposeAsync"/>.</param>
    public async Task WorkAsync(CancellationToken cancellationToken)
    {
        var known = new Dictionary<Guid, (long Revision, AgentWork? Work)>();
        var pauses = new Dictionary<Guid, (long Until, int Failures)>();
        TimeProvider clock = _engine.Options.Clock;
        for (long looked = 0; !cancellationToken.IsCancellationRequested && !_engine.IsClosing;)
        {
            try
            {
                if (looked == 0 || Durations.Rest(_engine.Options.LeaseLength, clock.GetElapsedTime(looked)) == TimeSpan.Zero)
                {
                    await _engine.LookForDeadAsync(cancellationToken).ConfigureAwait(false);
                    looked = clock.GetTimestamp();
                }

                await LookForWorkAsync(known, pauses, cancellationToken).ConfigureAwait(false);
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested || _engine.IsClosing)
            {
                return;
            }
            catch (ObjectDisposedException)
            {
                return;   // the runner or its store was disposed: there is nothing to work on any more
            }
            catch (SessionException e)
            {
                _engine.Failed(Guid.Empty, e);   // the store is away: look again when it may be back
            }

            await _wake.WaitAsync(_engine.Options.PollInterval, clock, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task LookForWorkAsync(
        Dictionary<Guid, (long Revision, AgentWork? Work)> known, Dictionary<Guid, (long Until, int Failures)> pauses, CancellationToken cancellationToken)
    {
        var found = new HashSet<Guid>();
        await foreach ((Guid work, long revision) in _engine.Items.ListAsync(cancellationToken).ConfigureAwait(false))
        {
            found.Add(work);
            if (_engine.IsSeenTo(work) || _engine.SeenTo >= _engine.Options.Concurrency || IsPaused(work))
            {
                continue;
            }

            if (!known.TryGetValue(work, out (long Revision, AgentWork? Work) item) || item.Revision != revision)
            {
                known[work] = item = await LookAtAsync(work, revision).ConfigureAwait(false);
            }

            if (item.Work is { IsIdle: false } open
                && (open.Owner is not { } owner || await _engine.IsOwnAsync(owner).ConfigureAwait(false) || !await _engine.IsAliveAsync(owner, cancellationToken).ConfigureAwait(false)))
            {
                _ = SeeToAsync(work);
            }
        }

        lock (pauses)
        {
            foreach (Guid gone in known.Keys.Concat(pauses.Keys).Where(work => !found.Contains(work)).ToArray())
            {
                known.Remove(gone);
                pauses.Remove(gone);
            }
        }

        async ValueTask<(long Revision, AgentWork? Work)> LookAtAsync(Guid work, long revision)
        {
            try
            {
                return await _engine.Items.LoadAsync(work, cancellationToken).ConfigureAwait(false) is { } loaded ? (loaded.Revision, loaded.State) : (revision, null);
            }
            catch (Exception e) when (e is SessionCorruptException or SessionSchemaException)
            {
                _engine.Failed(work, e);   // told once for each revision; the other items are not kept waiting
                return (revision, null);
            }
        }

        bool IsPaused(Guid work)
        {
            lock (pauses)
            {
                return pauses.TryGetValue(work, out (long Until, int Failures) pause) && _engine.Options.Clock.GetTimestamp() < pause.Until;
            }
        }

        async Task SeeToAsync(Guid work)
        {
            try
            {
                await _engine.SeeToAsync(work).ConfigureAwait(false);
                _wake.Signal();   // there is room for another one
            }
            catch (Exception e) when (e is OperationCanceledException or ObjectDisposedException)
            {
                // Stopped: another worker goes on.
            }
            catch (Exception e)
            {
                // A session that cannot be read, or a store that is away, must not keep this worker busy.
                _engine.Failed(work, e);
                lock (pauses)
                {
                    int failures = pauses.GetValueOrDefault(work).Failures + 1;
                    TimeSpan pause = Durations.Backoff(_engine.Options.RetryDelay, failures, LongestPause);
                    TimeProvider clock = _engine.Options.Clock;
                    pauses[work] = (clock.GetTimestamp() + (long)(pause.TotalSeconds * clock.TimestampFrequency), failures);
                }
            }
        }
    }
}
