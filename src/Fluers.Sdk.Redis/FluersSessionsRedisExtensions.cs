using Fluers.Sdk.Hosting;
using Fluers.Sdk.Redis;
using StackExchange.Redis;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Sessions in Redis as a service.</summary>
public static class FluersSessionsRedisExtensions
{
    /// <summary>Keeps sessions in Redis, or a server like it, which any number of processes may share.</summary>
    /// <param name="options">Where sessions are kept.</param>
    /// <param name="configuration">A configuration of StackExchange.Redis.</param>
    /// <param name="redis">How the storage behaves; the defaults unless stated.</param>
    public static void UseRedis(this FluersSessionsOptions options, string configuration, RedisOptions? redis = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentException.ThrowIfNullOrEmpty(configuration);
        options.UseStorage(_ => RedisStorage.Open(configuration, redis));
    }

    /// <summary>Keeps sessions in Redis over the <see cref="IConnectionMultiplexer"/> that is among the services. It stays the application's.</summary>
    /// <param name="options">Where sessions are kept.</param>
    /// <param name="redis">How the storage behaves; the defaults unless stated.</param>
    public static void UseRedis(this FluersSessionsOptions options, RedisOptions? redis = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.UseStorage(services => RedisStorage.Open(services.GetRequiredService<IConnectionMultiplexer>(), redis));
    }
}
