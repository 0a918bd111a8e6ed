using Fluers.Sdk.Hosting;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>The health of the store of sessions.</summary>
public static class FluersSessionsHealthChecksBuilderExtensions
{
    /// <summary>Adds a check that the store answers, by reading one row of its list.</summary>
    /// <param name="builder">The health checks.</param>
    /// <param name="name">The name of the check.</param>
    /// <param name="failureStatus">What a store that does not answer is; unhealthy unless stated.</param>
    /// <param name="tags">Tags to choose it by.</param>
    /// <returns>The same health checks.</returns>
    public static IHealthChecksBuilder AddFluersSessions(
        this IHealthChecksBuilder builder, string name = "fluers-sessions", HealthStatus? failureStatus = null, IEnumerable<string>? tags = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.AddSingleton<FluersSessionsHealthCheck>();
        return builder.Add(new HealthCheckRegistration(name, static provider => provider.GetRequiredService<FluersSessionsHealthCheck>(), failureStatus, tags));
    }
}
