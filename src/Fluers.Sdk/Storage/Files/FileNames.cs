using System.Security.Cryptography;
using System.Text;

namespace Fluers.Sdk.Storage;

/// <summary>
/// The names under which tenants and sessions lie in a folder: of lower-case letters, digits and <c>- _ =</c> only, so that
/// no id leaves its place or means anything to a file system, and no two meet on one that ignores case.
/// </summary>
internal static class FileNames
{
    public const string Frames = ".frames";
    public const string Deleted = ".deleted";

    /// <summary>A session whose first commit is being written; nothing in it was ever acknowledged.</summary>
    public const string New = ".new";

    /// <summary>Bytes that a writer found torn at the end of a session's file and set aside.</summary>
    public const string Torn = ".torn";

    /// <summary>File systems allow 255 bytes; this leaves room for prefix and extension.</summary>
    private const int MaxLength = 200;

    /// <summary>The folder of a tenant. The prefix keeps it from being a name that Windows reserves, such as <c>con</c>.</summary>
    public static string OfTenant(string tenant) => "t-" + Escape(tenant);

    /// <summary>The file of a session, without extension.</summary>
    public static string OfSession(SessionId id) => "s-" + Escape(id.Value);

    /// <summary>The tenant whose folder has a name, unless the name is a hash or none of ours.</summary>
    public static string? TenantOf(string name) =>
        name.StartsWith("t-", StringComparison.Ordinal) && Unescape(name[2..]) is var tenant && SessionId.TryParse(tenant, out _) && OfTenant(tenant) == name ? tenant : null;

    /// <summary>The session whose file has a name, unless the name is a hash or none of ours.</summary>
    public static SessionId? SessionOf(string name) =>
        name.StartsWith("s-", StringComparison.Ordinal) && SessionId.TryParse(Unescape(name[2..]), out SessionId session) && OfSession(session) == name ? session : null;

    /// <summary>The file of a session, without extension, of whatever belongs to the session: no escaped text has a dot.</summary>
    public static string SessionFileOf(string file) => file.IndexOf('.', StringComparison.Ordinal) is >= 0 and var dot ? file[..dot] : file;

    // An escape is '=' and one character, never '=' again, so that a name of a hash is none of an escaped text.
    private static string Escape(string text)
    {
        var name = new StringBuilder(text.Length + 8);
        foreach (char c in text)
        {
            _ = c switch
            {
                >= 'A' and <= 'Z' => name.Append('=').Append(char.ToLowerInvariant(c)),
                '.' => name.Append("=0"),
                ':' => name.Append("=1"),
                '@' => name.Append("=2"),
                _ => name.Append(c),
            };
        }

        return name.Length <= MaxLength ? name.ToString() : "==" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
    }

    private static string Unescape(string name)
    {
        var text = new StringBuilder(name.Length);
        for (int i = 0; i < name.Length; i++)
        {
            _ = name[i] != '=' ? text.Append(name[i])
                : ++i == name.Length ? text.Append('=')
                : text.Append(name[i] switch { '0' => '.', '1' => ':', '2' => '@', var c => char.ToUpperInvariant(c) });
        }

        return text.ToString();
    }
}
