using System.Runtime.CompilerServices;

namespace Fluers.Sdk.Sqlite.Tests;

/// <summary>A database that a build of an earlier format wrote.</summary>
internal static class EarlierFormat
{
    // As builds of format 1 left their files: tails among the segments, commits by session.
    private const string From2To1 =
        """
        INSERT INTO segments SELECT (session << 32) | first, entries, frames FROM tail;
        ALTER TABLE segments RENAME TO entries;
        ALTER TABLE commits RENAME TO newer;
        CREATE TABLE commits (session INTEGER NOT NULL, commit_id BLOB NOT NULL, revision INTEGER NOT NULL, entry_count INTEGER NOT NULL,
            hash BLOB NOT NULL, PRIMARY KEY (session, commit_id)) STRICT, WITHOUT ROWID;
        INSERT INTO commits SELECT session, commit_id, revision, entry_count, hash FROM newer;
        DROP TABLE newer;
        DROP TABLE tail;
        ALTER TABLE sessions DROP COLUMN tail_last;
        ALTER TABLE sessions DROP COLUMN last_commit;
        PRAGMA user_version = 1;
        """;

    /// <summary>Puts one in a place: 151 commits to 'session', 2 of three entries each to 'neighbour', and 'deleted', which was deleted.</summary>
    /// <param name="path">The place.</param>
    /// <param name="format">The format: 2, in which a build wrote it, or 1, as builds of that left their files.</param>
    /// <param name="before">What to change before it becomes one of format 1.</param>
    public static void Put(string path, int format, Action? before = null)
    {
        File.Copy(Path.Combine(Sources(), "Formats", "format-2.db"), path);
        before?.Invoke();
        if (format == 1)
        {
            Sql.Execute(path, From2To1);
        }

        Assert.Equal(format, Sql.Number(path, "PRAGMA user_version"));
    }

    private static string Sources([CallerFilePath] string here = "") => Path.GetDirectoryName(here)!;
}
