using Fluers.Sdk.Frames;
using Fluers.Sdk.Wire;

namespace Fluers.Sdk;

/// <summary>What an export says of the session that it holds.</summary>
/// <param name="EntryCount">How many entries it holds.</param>
/// <param name="Revision">The number of commits that the session had.</param>
/// <param name="CreatedAt">When the session was created.</param>
/// <param name="UpdatedAt">When it was last committed to.</param>
internal readonly record struct ExportFacts(long EntryCount, long Revision, DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt);

/// <summary>What seals an export.</summary>
/// <param name="EntryCount">How many entries stand before it.</param>
/// <param name="Length">How many bytes stand before it.</param>
/// <param name="Checksum">XxHash3-64 of these bytes.</param>
internal readonly record struct ExportSeal(long EntryCount, long Length, ulong Checksum);

/// <summary>The frames around an exported session: what it holds, and the seal.</summary>
internal static class ExportFrames
{
    /// <summary>The format of an export that this build writes.</summary>
    public const int Format = 1;

    private static readonly ulong SchemaHash = FrameHeader.HashOf("fluers/export");

    public static byte[] Start(in ExportFacts facts)
    {
        using var payload = new PooledBuffer();
        var writer = new SessionWriter(payload);
        writer.WriteArrayHeader(4);
        writer.WriteInt64(facts.EntryCount);
        writer.WriteInt64(facts.Revision);
        writer.WriteDateTime(facts.CreatedAt.UtcDateTime);
        writer.WriteDateTime(facts.UpdatedAt.UtcDateTime);
        writer.Flush();
        return Seal(FrameKind.ExportStart, SchemaHash, payload.Written.Span);
    }

    public static byte[] End(in ExportSeal seal)
    {
        using var payload = new PooledBuffer();
        var writer = new SessionWriter(payload);
        writer.WriteArrayHeader(3);
        writer.WriteInt64(seal.EntryCount);
        writer.WriteInt64(seal.Length);
        writer.WriteUInt64(seal.Checksum);
        writer.Flush();
        return Seal(FrameKind.ExportEnd, SchemaHash, payload.Written.Span);
    }

    /// <summary>Reads the frame that begins an export.</summary>
    /// <exception cref="SessionCorruptException">It is not one, or of a format that this build does not read.</exception>
    public static ExportFacts ReadStart(ReadOnlySpan<byte> frame)
    {
        SessionReader reader = Open(frame, members: 4, out int count);
        var facts = new ExportFacts(Count(ref reader), Count(ref reader), Time(ref reader), Time(ref reader));
        Close(ref reader, count - 4);
        return facts;
    }

    /// <summary>Reads the frame that ends an export.</summary>
    /// <exception cref="SessionCorruptException">It is not one, or of a format that this build does not read.</exception>
    public static ExportSeal ReadEnd(ReadOnlySpan<byte> frame)
    {
        SessionReader reader = Open(frame, members: 3, out int count);
        var seal = new ExportSeal(Count(ref reader), Count(ref reader), reader.ReadUInt64());
        Close(ref reader, count - 3);
        return seal;
    }

    /// <summary>Makes a frame of a payload.</summary>
    public static byte[] Seal(FrameKind kind, ulong schemaHash, ReadOnlySpan<byte> payload)
    {
        byte[] frame = [.. new byte[FrameHeader.Size], .. payload];
        new FrameHeader { Kind = kind, SchemaHash = schemaHash, Version = Format, MinReader = Format }.Seal(frame);
        return frame;
    }

    private static SessionReader Open(ReadOnlySpan<byte> frame, int members, out int count)
    {
        FrameHeader header = FrameHeader.Read(frame);
        if (header.SchemaHash != SchemaHash)
        {
            throw new SessionCorruptException($"the frame of kind {header.Kind} is of no export", 0);
        }

        if (header.MinReader > Format)
        {
            throw new SessionCorruptException(
                $"the export is of format {header.Version}, and this build reads format {Format}; a newer build wrote it: import it with that one", 0);
        }

        var reader = new SessionReader(frame[FrameHeader.Size..]);
        count = reader.ReadArrayHeader();
        return count >= members ? reader : throw reader.Corrupt($"expected {members} values, found {count}");
    }

    // What a later format says more is passed over.
    private static void Close(ref SessionReader reader, int more)
    {
        for (; more > 0; more--)
        {
            reader.Skip();
        }

        reader.End();
    }

    private static DateTimeOffset Time(ref SessionReader reader) => new(reader.ReadDateTime().Ticks, TimeSpan.Zero);

    private static long Count(ref SessionReader reader) =>
        reader.ReadInt64() is >= 0 and var count ? count : throw reader.Corrupt("a count is negative");
}
