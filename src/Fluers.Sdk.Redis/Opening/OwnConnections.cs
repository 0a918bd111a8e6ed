using System.Net;
using StackExchange.Redis;

namespace Fluers.Sdk.Redis.Opening;

/// <summary>Connections from a configuration text.</summary>
internal static class OwnConnections
{
    /// <exception cref="ArgumentException">The text is no configuration.</exception>
    public static ConfigurationOptions Parse(string configuration, RedisDurability durability)
    {
        ConfigurationOptions options = ConfigurationOptions.Parse(configuration);
        options.ClientName ??= "Fluers.Sdk";
        options.AllowAdmin |= durability == RedisDurability.Flushed;   // to ask for the server's settings
        return options;
    }

    /// <summary>What errors call the servers.</summary>
    public static string NameOf(ConfigurationOptions options) => string.Join(", ", options.EndPoints.Select(NameOf));

    /// <summary>What errors call a server.</summary>
    public static string NameOf(EndPoint server) => server is DnsEndPoint name ? $"{name.Host}:{name.Port}" : $"{server}";
}
