using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using Fluers.Sdk.Frames;
using Fluers.Sdk.PostgreSql.Following;
using Fluers.Sdk.PostgreSql.Opening;
using Fluers.Sdk.Storage;
using Npgsql;

namespace Fluers.Sdk.PostgreSql.Calls;

/// <summary>Sends a commit, which the server decides on and stores.</summary>
internal sealed class CommitCall(StoreStatements statements, ChangeChannel channel, SessionCommit commit, DateTimeOffset now, string? durability)
    : ChangeCall<CommitOutcome>(statements, channel, commit.Key)
{
    private readonly byte[] _hash = HashOf(commit);
    private readonly string? _segments = SegmentsOf(commit.Entries.Span);

    protected override NpgsqlBatchCommand Command()
    {
        FrameHeader? head = commit.Head.IsEmpty ? null : FrameHeader.Parse(commit.Head.Span);
        var command = new NpgsqlBatchCommand(Statements.Commit);
        command.Parameters
            .Text(commit.Key.Tenant)
            .Text(commit.Key.Id.Value)
            .Number(commit.ExpectedRevision)
            .Id(commit.BuildsOn)
            .Id(commit.CommitId)
            .Bytes(_hash)
            .Number(now.UtcTicks)
            .Number((commit.CreatedAt ?? now).UtcTicks)
            .Number((commit.UpdatedAt ?? now).UtcTicks)
            .Text(durability)
            .Bytes(commit.Head)
            .Number(head is null ? null : unchecked((long)head.Value.SchemaHash))
            .Small(head?.Version)
            .Small(commit.EntryCount)
            .Bytes(commit.Entries)
            .Text(_segments);
        return command;
    }

    protected override CommitOutcome Result(NpgsqlDataReader answer) => CommitAnswer.Read(answer, commit.Key);

    protected override CommitOutcome Merge(CommitOutcome earlier, CommitOutcome last) => CommitAnswer.Merge(earlier, last);

    /// <summary>How to cut entries that are longer than a segment: the number of entries and bytes of each; <see langword="null"/> for one row.</summary>
    private static string? SegmentsOf(ReadOnlySpan<byte> entries)
    {
        if (entries.Length <= StoreFunctions.SegmentBytes)
        {
            return null;
        }

        var text = new StringBuilder();
        for (var segments = new FrameSegments(entries, StoreFunctions.SegmentBytes); segments.MoveNext();)
        {
            text.Append(text.Length == 0 ? "" : " ").Append(CultureInfo.InvariantCulture, $"{segments.Count}:{segments.Length}");
        }

        return text.ToString();
    }

    private static byte[] HashOf(SessionCommit commit)
    {
        byte[] hash = new byte[16];
        BinaryPrimitives.WriteUInt128BigEndian(hash, commit.ContentHash());
        return hash;
    }
}
