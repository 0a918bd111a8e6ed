namespace Fluers.Sdk.Sqlite.Opening;

/// <summary>How one format of the file answers what a reader asks. Only the current one is written.</summary>
/// <param name="Version">The format, as <see cref="StoreStamp"/> has it.</param>
internal sealed record StoreFormat(long Version)
{
    /// <summary>The format that this build writes.</summary>
    public static StoreFormat Current { get; } = new(StoreStamp.CurrentVersion);

    /// <summary>Whether rows have seals. Those of earlier formats are believed, as the builds of those formats believed them.</summary>
    public bool IsSealed => Version >= 3;

    /// <summary>Whether what was appended of late lies in a table of its own.</summary>
    public bool HasTail => Version >= 2;

    public string Segments => HasTail ? "segments" : "entries";

    /// <summary>
    /// What is true of each session that is there, damaged ones included, and is the condition of the index by update. Two columns say that a
    /// session was deleted: when only one of them does, the row is damaged, and listed.
    /// </summary>
    public string IsThere => IsSealed ? "(deleted <> 1 OR updates <> -key)" : "deleted = 0";

    /// <summary>The columns of a session's row, in the order in which they are read.</summary>
    public string SessionColumns => (IsSealed ? "name, " : "0, ")
        + "key, tenant, id, deleted, updates, revision, entry_count, schema_hash, schema_version, created_at, updated_at, "
        + (HasTail ? "tail_rows, tail_from, tail_bytes, tail_last, last_commit, " : "0, entry_count, 0, 0, " + LastCommitOfFormat1 + ", ")
        + (IsSealed ? "head_check, forgotten, seal" : "0, 0, 0");

    private const string LastCommitOfFormat1 =
        "(SELECT commit_id FROM commits WHERE session = sessions.key AND commits.revision = sessions.revision LIMIT 1)";
}
