using Fluers.Sdk.Agents;
using Fluers.Sdk.Agents.Hosting;
using Fluers.Sdk;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Hosting;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Registers agents.</summary>
public static class AgentServiceCollectionExtensions
{
    /// <summary>
    /// Registers a <see cref="SessionRunner{TEnvelope}"/> on the registered <see cref="SessionStore"/> and <see cref="IChatClient"/>, and a worker
    /// that runs as long as the host: it goes on with what processes before it have left.
    /// </summary>
    /// <typeparam name="TEnvelope">The envelope of the agent's sessions.</typeparam>
    /// <param name="services">The services.</param>
    /// <param name="options">Gives the options; the defaults unless stated.</param>
    public static IServiceCollection AddFluersAgents<TEnvelope>(this IServiceCollection services, Func<IServiceProvider, AgentOptions<TEnvelope>>? options = null)
        where TEnvelope : ISessionEnvelope<TEnvelope>
    {
        ArgumentNullException.ThrowIfNull(services);
        services.AddSingleton(provider => new SessionRunner<TEnvelope>(
            provider.GetRequiredService<SessionStore>(), provider.GetRequiredService<IChatClient>(), options?.Invoke(provider), provider));
        return services.AddSingleton<IHostedService, AgentWorkerService<TEnvelope>>();
    }
}
