using System.Text;
using Fluers.Sdk.Frames;
using Fluers.Sdk.Storage;

namespace Fluers.Sdk.Testing;

/// <summary>Makes frames and commits whose payloads are texts. No storage looks into a payload.</summary>
public static class TestCommits
{
    public const int HeadVersion = 3;

    public static readonly ulong HeadHash = FrameHeader.HashOf("test-head");
    private static readonly ulong EntryHash = FrameHeader.HashOf("test-entry");

    public static byte[] Head(string text) => Frame(FrameKind.Head, HeadHash, HeadVersion, text);

    public static byte[] Entry(string text) => Frame(FrameKind.Entry, EntryHash, 1, text);

    /// <summary>An entry of any bytes.</summary>
    public static byte[] Entry(byte[] payload) => Frame(FrameKind.Entry, EntryHash, 1, payload);

    /// <summary>A head of another schema.</summary>
    public static byte[] Head(string text, string schemaId, int version) => Frame(FrameKind.Head, FrameHeader.HashOf(schemaId), version, text);

    /// <summary>A commit of a head, unless that is <see langword="null"/>, and of entries.</summary>
    public static SessionCommit Commit(SessionKey key, long expectedRevision, string? head, params string[] entries) => new()
    {
        Key = key,
        ExpectedRevision = expectedRevision,
        CommitId = Guid.CreateVersion7(),
        Head = head is null ? default : Head(head),
        Entries = entries.SelectMany(Entry).ToArray(),
        EntryCount = entries.Length,
    };

    /// <summary>The same commit, with what a test wants different.</summary>
    public static SessionCommit With(
        this SessionCommit commit, SessionKey? key = null, long? expectedRevision = null, Guid? commitId = null,
        byte[]? head = null, byte[]? entries = null, int? entryCount = null, Guid? buildsOn = null,
        DateTimeOffset? createdAt = null, DateTimeOffset? updatedAt = null) => new()
        {
            Key = key ?? commit.Key,
            ExpectedRevision = expectedRevision ?? commit.ExpectedRevision,
            BuildsOn = buildsOn ?? commit.BuildsOn,
            CommitId = commitId ?? commit.CommitId,
            Head = head ?? commit.Head,
            Entries = entries ?? commit.Entries,
            EntryCount = entryCount ?? commit.EntryCount,
            CreatedAt = createdAt ?? commit.CreatedAt,
            UpdatedAt = updatedAt ?? commit.UpdatedAt,
        };

    private static byte[] Frame(FrameKind kind, ulong schemaHash, int version, string text) =>
        Frame(kind, schemaHash, version, Encoding.UTF8.GetBytes(text));

    private static byte[] Frame(FrameKind kind, ulong schemaHash, int version, byte[] payload)
    {
        byte[] frame = [.. new byte[FrameHeader.Size], .. payload];
        new FrameHeader { Kind = kind, SchemaHash = schemaHash, Version = version, MinReader = 1 }.Seal(frame);
        return frame;
    }
}
