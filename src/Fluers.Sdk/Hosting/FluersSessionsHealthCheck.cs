using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Fluers.Sdk.Hosting;

/// <summary>Asks the store for one session: healthy is what answers.</summary>
/// <param name="store">The store.</param>
public sealed class FluersSessionsHealthCheck(SessionStore store) : IHealthCheck
{
    private static readonly SessionQuery One = new() { PageSize = 1 };

    /// <inheritdoc/>
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(context);
        try
        {
            SessionPage page = await store.ListPageAsync(One, cancellationToken: cancellationToken).ConfigureAwait(false);
            return HealthCheckResult.Healthy(page.Sessions is [{ } latest] ? $"The latest session was saved at {latest.UpdatedAt:u}." : "There are no sessions.");
        }
        catch (SessionException e)
        {
            return new HealthCheckResult(context.Registration.FailureStatus, e.Message, e);
        }
    }
}
