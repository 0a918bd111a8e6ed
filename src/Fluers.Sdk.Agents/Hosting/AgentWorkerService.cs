using Microsoft.Extensions.Hosting;

namespace Fluers.Sdk.Agents.Hosting;

/// <summary>Runs the worker as long as the host runs.</summary>
internal sealed class AgentWorkerService<TEnvelope>(SessionRunner<TEnvelope> runner) : BackgroundService
    where TEnvelope : ISessionEnvelope<TEnvelope>
{
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken).ConfigureAwait(false);
        await runner.DisposeAsync().ConfigureAwait(false);
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => runner.WorkAsync(stoppingToken);
}
