using Fluers.Sdk;
using Fluers.Sdk.Hosting;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Sessions as a service.</summary>
public static class FluersSessionsServiceCollectionExtensions
{
    /// <summary>
    /// Adds a <see cref="SessionStore"/>, one for the application. It logs where logging is set up, and is closed with the services; what
    /// was configured is checked when the host starts.
    /// </summary>
    /// <param name="services">The services.</param>
    /// <param name="configure">Chooses the storage.</param>
    /// <returns>The same services.</returns>
    public static IServiceCollection AddFluersSessions(this IServiceCollection services, Action<FluersSessionsOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(configure);
        services.AddOptions<FluersSessionsOptions>().Configure(configure).ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<FluersSessionsOptions>, Validation>());
        services.TryAddSingleton(static provider =>
        {
            FluersSessionsOptions options = provider.GetRequiredService<IOptions<FluersSessionsOptions>>().Value;
            return new SessionStore(options.Storage(provider), provider.GetService<ILoggerFactory>(), options.Tenant);
        });
        return services;
    }

    private sealed class Validation : IValidateOptions<FluersSessionsOptions>
    {
        public ValidateOptionsResult Validate(string? name, FluersSessionsOptions options) =>
            options.Fault is { } fault ? ValidateOptionsResult.Fail(fault) : ValidateOptionsResult.Success;
    }
}
