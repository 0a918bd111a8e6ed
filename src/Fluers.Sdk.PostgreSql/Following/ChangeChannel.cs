using System.Globalization;
using System.IO.Hashing;
using System.Text;

namespace Fluers.Sdk.PostgreSql.Following;

/// <summary>
/// Where the changes of sessions are told. The sessions of a store share some channels, so that who waits for one is not told of
/// all, and a connection that listens for months listens to no more than these.
/// </summary>
/// <param name="schema">The name of the store's schema; a channel belongs to the whole database.</param>
internal sealed class ChangeChannel(string schema)
{
    private const int Channels = 64;

    private readonly string _prefix = $"fluers_{XxHash3.HashToUInt64(Encoding.UTF8.GetBytes(schema)):x16}_";

    /// <summary>The channel on which the changes of a session are told.</summary>
    public string NameOf(SessionKey key) =>
        _prefix + (XxHash3.HashToUInt64(Encoding.ASCII.GetBytes(TextOf(key))) % Channels).ToString("x2", CultureInfo.InvariantCulture);

    /// <summary>What is told: which session changed.</summary>
    public static string TextOf(SessionKey key) => $"{key.Tenant}/{key.Id.Value}";

    /// <summary>Which session changed; <see langword="null"/> for a text of somebody else's.</summary>
    public static SessionKey? KeyOf(string text) =>
        text.Split('/') is [var tenant, var id] && SessionId.TryParse(tenant, out _) && SessionId.TryParse(id, out SessionId session) ? new SessionKey(tenant, session) : null;
}
