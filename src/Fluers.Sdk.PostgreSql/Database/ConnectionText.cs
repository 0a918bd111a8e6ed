using Npgsql;

namespace Fluers.Sdk.PostgreSql.Database;

/// <summary>
/// Reads what says where a server is: a connection string of Npgsql, or the URI that hosting providers give. No error says anything of
/// the text, in which a password may stand anywhere.
/// </summary>
internal static class ConnectionText
{
    private const string Parameter = "connectionString";   // of those who call

    private static readonly string[] Schemes = ["postgres://", "postgresql://"];

    /// <summary>What the parameters of a URI are called in a connection string; any other has the same name there.</summary>
    private static readonly Dictionary<string, string> Parameters = new(StringComparer.Ordinal)
    {
        ["sslmode"] = "SSL Mode",
        ["sslcert"] = "SSL Certificate",
        ["sslkey"] = "SSL Key",
        ["sslpassword"] = "SSL Password",
        ["sslrootcert"] = "Root Certificate",
        ["sslnegotiation"] = "SSL Negotiation",
        ["channel_binding"] = "Channel Binding",
        ["connect_timeout"] = "Timeout",
        ["application_name"] = "Application Name",
        ["target_session_attrs"] = "Target Session Attributes",
        ["client_encoding"] = "Client Encoding",
        ["krbsrvname"] = "Kerberos Service Name",
        ["dbname"] = "Database",
        ["user"] = "Username",
    };

    /// <exception cref="ArgumentException">The text is neither.</exception>
    public static NpgsqlConnectionStringBuilder Parse(string text)
    {
        try
        {
            string? scheme = Schemes.FirstOrDefault(scheme => text.StartsWith(scheme, StringComparison.OrdinalIgnoreCase));
            NpgsqlConnectionStringBuilder settings = scheme is null ? new NpgsqlConnectionStringBuilder(text) : ParseUri(text[scheme.Length..]);
            if (settings.Host is { } host && host.Contains('@', StringComparison.Ordinal))
            {
                throw Refused("its host holds an '@'. Give user and password as 'Username' and 'Password', or all of it as a URI");
            }

            return settings;
        }
        catch (Exception e) when (e is not ArgumentException { ParamName: Parameter } && e is ArgumentException or FormatException or InvalidCastException or KeyNotFoundException or OverflowException)
        {
            // Not with the error of the driver, which repeats a part of the text.
            throw Refused(
                "a keyword or a value in it is not known. Give keywords and values, such as Host=localhost;Database=sessions;Username=shop, with quotes "
                + "around a password that holds ';', '=' or quotes; or a URI, such as postgresql://shop@localhost/sessions, with such characters percent-encoded");
        }
    }

    /// <summary>What errors call the servers.</summary>
    public static string HostOf(NpgsqlConnectionStringBuilder settings)
    {
        string host = settings.Host ?? "";
        return host[(host.LastIndexOf('@') + 1)..];
    }

    private static NpgsqlConnectionStringBuilder ParseUri(string text)
    {
        // What a password holds is percent-encoded, or it holds no '?'; an '@' in it may stand as it is.
        int query = text.IndexOf('?', StringComparison.Ordinal);
        string place = query < 0 ? text : text[..query];
        int at = place.LastIndexOf('@');
        string user = at < 0 ? "" : place[..at];
        string[] hostsAndDatabase = place[(at + 1)..].Split('/', 2);
        var settings = new NpgsqlConnectionStringBuilder();
        if (user.Split(':', 2) is [var name, .. var password] && name.Length > 0)
        {
            settings.Username = Uri.UnescapeDataString(name);
            settings.Password = password.Length > 0 ? Uri.UnescapeDataString(password[0]) : null;
        }

        settings.Host = hostsAndDatabase[0].Length > 0 ? Uri.UnescapeDataString(hostsAndDatabase[0]) : "localhost";
        if (hostsAndDatabase is [_, { Length: > 0 } database])
        {
            settings.Database = Uri.UnescapeDataString(database);
        }

        // One port for one host is not a part of its name.
        if (!settings.Host.Contains(',', StringComparison.Ordinal) && settings.Host.Split(':') is [var single, var port])
        {
            settings.Host = single;
            settings.Port = int.Parse(port, System.Globalization.CultureInfo.InvariantCulture);
        }

        foreach (string parameter in query < 0 ? [] : text[(query + 1)..].Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            string[] pair = parameter.Split('=', 2);
            string key = Uri.UnescapeDataString(pair[0]);
            string value = pair.Length > 1 ? Uri.UnescapeDataString(pair[1]) : "";
            key = Parameters.GetValueOrDefault(key, key);
            settings[key] = key == "SSL Mode" ? value.Replace("-", "", StringComparison.Ordinal) : value;   // verify-full is VerifyFull there
        }

        return settings;
    }

    private static ArgumentException Refused(string why) => new($"The text is no connection string: {why}.", Parameter);
}
