namespace Fluers.Sdk.PostgreSql.Opening;

/// <summary>
/// What tells a damaged row, as SQL. Frames have checksums of their own; a seal covers the numbers beside them, by which a session
/// could otherwise be cut short, shifted or given another revision without anybody noticing, and it binds the frames to their place: a head
/// that was another session's, or rows that changed places, are whole frames too.
/// </summary>
/// <remarks>
/// A row that format 1 wrote keeps its shorter seal until it is written again, so that an upgrade rewrites no table. No flipped bit
/// changes the length of a seal.
/// </remarks>
internal static class Seal
{
    private const int FrameHeaderBytes = Frames.FrameHeader.Size;
    private const int Length = 16;
    private const int FirstLength = 8;

    /// <summary>Whether a row of the table of sessions is as it was written.</summary>
    /// <param name="s">The row.</param>
    /// <param name="format">The format of the store.</param>
    public static string IsSession(string s, StoreFormat format = StoreFormat.Current) => format == StoreFormat.First
        ? $"({s}.seal = {OfFirstSession(s)})"
        : Is($"{s}.checksum", OfSession(s), OfFirstSession(s));

    /// <summary>Whether a row of the table of entries is as it was written.</summary>
    /// <param name="e">The row.</param>
    /// <param name="format">The format of the store.</param>
    public static string IsEntries(string e, StoreFormat format = StoreFormat.Current) => format == StoreFormat.First
        ? $"({e}.seal = {OfFirstEntries(e)})"
        : Is($"{e}.checksum", OfEntries($"{e}.session", $"{e}.first", $"{e}.count", $"{e}.frames"), OfFirstEntries(e));

    /// <summary>Whether a row of the table of commits is as it was written. One of format 1 has nothing that would tell.</summary>
    /// <param name="c">The row.</param>
    /// <param name="format">The format of the store.</param>
    public static string IsCommit(string c, StoreFormat format = StoreFormat.Current) => format == StoreFormat.First
        ? "true"
        : $"({c}.checksum IS NULL OR {c}.checksum = {OfCommit($"{c}.session", $"{c}.commit_id", $"{c}.revision", $"{c}.entry_count", $"{c}.made_at", $"{c}.proof")})";

    /// <summary>The seal of a row of the table of sessions. A deleted session has no update, which is another thing than any number.</summary>
    public static string OfSession(string s) =>
        $"""
        substr(sha256({Numbers(s)} || int8send(coalesce({s}.updates, 0)) || int4send(({s}.updates IS NULL)::integer)
            || int4send({s}.tail_rows) || int8send({s}.tail_from) || int8send({s}.tail_bytes)
            || coalesce(uuid_send({s}.last_commit), ''::bytea) || int8send({s}.forgotten)
            || int4send(coalesce(octet_length({s}.head), -1)) || coalesce(substr({s}.head, 1, {FrameHeaderBytes}), ''::bytea)
            || {Name(s)}), 1, {Length})
        """;

    /// <summary>The seal of a row of the table of entries.</summary>
    public static string OfEntries(string session, string first, string count, string frames) =>
        $"substr(sha256(int8send({session}) || int8send({first}) || int4send({count}) || sha256({frames})), 1, {Length})";

    /// <summary>The seal of a row of the table of commits.</summary>
    public static string OfCommit(string session, string commitId, string revision, string entryCount, string madeAt, string proof) =>
        $"substr(sha256(int8send({session}) || uuid_send({commitId}) || int8send({revision}) || int8send({entryCount}) || int8send({madeAt}) || {proof}), 1, {Length})";

    /// <summary>
    /// What stands for the content and the outcome of a commit. A retry whose proof is another one is refused, be it that its content
    /// is or that the stored outcome is damaged.
    /// </summary>
    public static string ProofOfCommit(string session, string commitId, string revision, string entryCount, string hash) =>
        $"substr(sha256({hash} || uuid_send({commitId}) || int8send({session}) || int8send({revision}) || int8send({entryCount})), 1, 16)";

    private static string Is(string stored, string current, string first) =>
        $"(CASE octet_length({stored}) WHEN {Length} THEN {stored} = {current} WHEN {FirstLength} THEN {stored} = {first} ELSE false END)";

    private static string OfFirstSession(string s) =>
        $"""
        substr(sha256({Numbers(s)} || int8send(coalesce({s}.updates, -1))
            || int4send({s}.tail_rows) || int8send({s}.tail_from) || int8send({s}.tail_bytes) || {Name(s)}), 1, {FirstLength})
        """;

    private static string OfFirstEntries(string e) =>
        $"substr(sha256(int8send({e}.session) || int8send({e}.first) || int4send({e}.count) || int4send(octet_length({e}.frames))), 1, {FirstLength})";

    private static string Numbers(string s) =>
        $"""
        int8send({s}.key) || int8send({s}.revision) || int8send({s}.entry_count) || int8send({s}.schema_hash) || int4send({s}.schema_version)
            || int8send({s}.created_at) || int8send({s}.updated_at)
        """;

    private static string Name(string s) => $"convert_to({s}.tenant || '/' || {s}.id, 'UTF8')";
}
