using Microsoft.Data.Sqlite;

namespace Fluers.Sdk.Sqlite.Opening;

/// <summary>Tells a path from a connection string, which may hold a password, and would be shown in every error as the name of the file.</summary>
internal static class PathText
{
    private static readonly string[] Secrets = ["password=", "pwd=", "hexkey=", "?key=", "&key="];

    /// <summary>Refuses a connection string, without repeating it.</summary>
    /// <exception cref="SessionStorageException">The text is one.</exception>
    public static void Demand(string path)
    {
        string tight = path.Replace(" ", "", StringComparison.Ordinal);
        if (Array.Exists(Secrets, secret => tight.Contains(secret, StringComparison.OrdinalIgnoreCase)) || IsConnectionString(path))
        {
            throw new SessionStorageException(
                "A session database is opened by the path of its file; what was given is a connection string, or holds a password. It is not repeated "
                + "here. Nothing was opened or created; give the path alone. Encrypted SQLite files are not supported.");
        }
    }

    private static bool IsConnectionString(string text)
    {
        if (!text.Contains('=', StringComparison.Ordinal))
        {
            return false;
        }

        try
        {
            return new SqliteConnectionStringBuilder(text).DataSource.Length > 0;
        }
        catch (ArgumentException)
        {
            return false;   // none of SQLite's, so it is a name
        }
    }
}
