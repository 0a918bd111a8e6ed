using System.Globalization;
using System.Net;
using StackExchange.Redis;

namespace Fluers.Sdk.Redis.Opening;

/// <summary>
/// Connections from a configuration text: that of StackExchange.Redis, or the URL that hosting providers give. No error says anything of the
/// text, in which a password may stand anywhere.
/// </summary>
internal static class OwnConnections
{
    private const string Plain = "redis://";
    private const string Secure = "rediss://";
    private const int Port = 6379;

    /// <exception cref="ArgumentException">The text is no configuration.</exception>
    public static ConfigurationOptions Parse(string configuration, RedisDurability durability)
    {
        ConfigurationOptions options;
        try
        {
            options = configuration.StartsWith(Plain, StringComparison.OrdinalIgnoreCase) ? ParseUrl(configuration[Plain.Length..], isSecure: false)
                : configuration.StartsWith(Secure, StringComparison.OrdinalIgnoreCase) ? ParseUrl(configuration[Secure.Length..], isSecure: true)
                : ConfigurationOptions.Parse(configuration);
        }
        catch (Exception e) when (e is ArgumentException or FormatException or OverflowException)
        {
            // Not with the error of the client library, which repeats a part of the text.
            throw Refused("a setting or a value in it is not known. A password that holds a comma can be given in a URL, percent-encoded");
        }

        if (options.EndPoints.Count == 0 || options.EndPoints.Any(server => !IsAddress(server)))
        {
            throw Refused("an address in it is none. Give a host and a port, and the user and the password as settings of their own; or all of it as a URL");
        }

        options.ClientName ??= "Fluers.Sdk";
        options.AllowAdmin |= durability == RedisDurability.Flushed;   // to ask for the server's settings
        return options;
    }

    /// <summary>What errors call the servers that connections of the application's go to.</summary>
    /// <exception cref="ArgumentException">An address is a URL, whose password every error of the client library would repeat.</exception>
    public static string NameOf(IConnectionMultiplexer connections)
    {
        EndPoint[] servers = connections.GetEndPoints();
        return servers.All(IsAddress)
            ? string.Join(", ", servers.Select(NameOf))
            : throw new ArgumentException(
                "An address of the connections is none. StackExchange.Redis takes no URL for an address: give the URL to RedisStorage.Open, or a host and a port "
                + "to ConfigurationOptions, and the user and the password apart.",
                nameof(connections));
    }

    /// <summary>What errors call the servers.</summary>
    public static string NameOf(ConfigurationOptions options) => string.Join(", ", options.EndPoints.Select(NameOf));

    /// <summary>What errors call a server.</summary>
    public static string NameOf(EndPoint server) => server is DnsEndPoint name ? $"{name.Host}:{name.Port}" : $"{server}";

    /// <summary>A setting of connections; <see langword="null"/> where it is not set.</summary>
    /// <param name="configuration">Their configuration as text. It is not parsed: there may be a comma in the password.</param>
    /// <param name="name">The name of the setting.</param>
    public static string? SettingOf(string configuration, string name) =>
        configuration.Split(',').LastOrDefault(setting => setting.StartsWith($"{name}=", StringComparison.OrdinalIgnoreCase))?[(name.Length + 1)..];

    private static bool IsAddress(EndPoint server) => server is not DnsEndPoint { Host: var host } || host.AsSpan().IndexOfAny("@/?=") < 0;

    // Behind the address may stand a database, parameters, and settings as StackExchange.Redis has them.
    private static ConfigurationOptions ParseUrl(string text, bool isSecure)
    {
        // An '@' in a password may stand as it is.
        int at = text.LastIndexOf('@');
        string user = at < 0 ? "" : text[..at];
        string[] placeAndSettings = text[(at + 1)..].Split(',', 2);
        string[] placeAndParameters = placeAndSettings[0].Split('?', 2);
        string[] placeAndDatabase = placeAndParameters[0].Split('/', 2);
        string[] parameters = placeAndParameters is [_, var query] ? query.Split('&', StringSplitOptions.RemoveEmptyEntries) : [];
        string[] settings = placeAndSettings is [_, var rest] ? rest.Split(',', StringSplitOptions.RemoveEmptyEntries) : [];
        string[] all = [.. parameters.Select(Uri.UnescapeDataString), .. settings];
        ConfigurationOptions options = all.Length == 0 ? new ConfigurationOptions() : ConfigurationOptions.Parse(string.Join(',', all));
        options.EndPoints.Add(placeAndDatabase[0].Contains(':', StringComparison.Ordinal) ? placeAndDatabase[0] : $"{placeAndDatabase[0]}:{Port}");
        options.Ssl |= isSecure;
        if (placeAndDatabase is [_, { Length: > 0 } database])
        {
            options.DefaultDatabase = int.Parse(database, NumberStyles.None, CultureInfo.InvariantCulture);
        }

        if (user.Split(':', 2) is [var name, var password])
        {
            options.User = name.Length > 0 ? Uri.UnescapeDataString(name) : options.User;
            options.Password = Uri.UnescapeDataString(password);
        }
        else if (user.Length > 0)
        {
            options.User = Uri.UnescapeDataString(user);
        }

        return options;
    }

    private static ArgumentException Refused(string why) => new($"The text is no configuration of Redis: {why}.", "configuration");
}
