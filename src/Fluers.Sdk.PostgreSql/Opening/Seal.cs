namespace Fluers.Sdk.PostgreSql.Opening;

/// <summary>
/// What tells a damaged row, as SQL. Frames have checksums of their own; a seal covers the numbers beside them, by which a session
/// could otherwise be cut short, shifted or given another revision without anybody noticing.
/// </summary>
internal static class Seal
{
    /// <summary>The seal of a row of the table of sessions.</summary>
    /// <param name="s">The row.</param>
    public static string OfSession(string s) =>
        $"""
        substr(sha256(int8send({s}.key) || int8send({s}.revision) || int8send({s}.entry_count) || int8send({s}.schema_hash) || int4send({s}.schema_version)
            || int8send({s}.created_at) || int8send({s}.updated_at) || int8send(coalesce({s}.updates, -1))
            || int4send({s}.tail_rows) || int8send({s}.tail_from) || int8send({s}.tail_bytes) || convert_to({s}.tenant || '/' || {s}.id, 'UTF8')), 1, 8)
        """;

    /// <summary>The seal of a row of the table of entries.</summary>
    public static string OfEntries(string session, string first, string count, string frames) =>
        $"substr(sha256(int8send({session}) || int8send({first}) || int4send({count}) || int4send(octet_length({frames}))), 1, 8)";

    /// <summary>
    /// What stands for the content and the outcome of a commit. A retry whose proof is another one is refused, be it that its content
    /// is or that the stored outcome is damaged.
    /// </summary>
    public static string OfCommit(string session, string commitId, string revision, string entryCount, string hash) =>
        $"substr(sha256({hash} || uuid_send({commitId}) || int8send({session}) || int8send({revision}) || int8send({entryCount})), 1, 16)";
}
