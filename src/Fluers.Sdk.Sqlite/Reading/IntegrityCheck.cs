using Fluers.Sdk.Sqlite.Database;
using SQLitePCL;

namespace Fluers.Sdk.Sqlite.Reading;

/// <summary>Lets SQLite hold the pages of a file against each other: pages have no checksums, and a row that an index lost is not found by it.</summary>
internal static class IntegrityCheck
{
    /// <summary>How many findings are told at most.</summary>
    private const int Most = 100;

    /// <returns>What was found; empty when nothing is wrong.</returns>
    public static IReadOnlyList<string> Run(Connection connection, CancellationToken cancellationToken)
    {
        var found = new List<string>();
        using CancellationTokenRegistration givingUp = cancellationToken.UnsafeRegister(static handle => raw.sqlite3_interrupt((sqlite3)handle!), connection.Handle);
        try
        {
            using var check = new Statement(connection, $"PRAGMA integrity_check({Most})");
            while (check.Step())
            {
                if (check.Text(0) is var text and not "ok")
                {
                    found.Add(text);
                }
            }
        }
        catch (SessionStorageException e) when (cancellationToken.IsCancellationRequested || SqliteErrors.IsDamage(e))
        {
            cancellationToken.ThrowIfCancellationRequested();
            found.Add(e.InnerException!.Message);
        }

        return found;
    }
}
