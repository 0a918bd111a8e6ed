using Fluers.Sdk.Cli.Catalog;
using Fluers.Sdk.Cli.Decoding;
using Fluers.Sdk.Cli.Stores;
using Fluers.Sdk.Frames;
using Fluers.Sdk.Storage;

namespace Fluers.Sdk.Cli.Sessions;

/// <summary>Holds every frame of a session against what was promised of it: checksum, order, guard, and the shape of its version.</summary>
/// <param name="storage">The store.</param>
/// <param name="catalog">The schemas of the build that is to read it.</param>
internal sealed class SessionCheck(ISessionStorage storage, SchemaCatalog catalog)
{
    private readonly FrameDecoder _decoder = new(catalog);

    /// <summary>The number of frames looked at so far.</summary>
    public long Frames { get; private set; }

    /// <summary>Their bytes.</summary>
    public long Bytes { get; private set; }

    /// <summary>What is wrong with a session: damage ends the reading, and of refusals each kind is told once.</summary>
    public async Task<IReadOnlyList<Finding>> CheckAsync(SessionKey key, CancellationToken cancellationToken)
    {
        var findings = new List<Finding>();
        ulong? entrySchema = null;
        var sink = new FrameSink(key, Take);
        try
        {
            if (await storage.ReadAsync(key, EntryRange.All, sink, cancellationToken) && (sink.Next ?? 0) != sink.Info!.EntryCount)
            {
                throw new SessionCorruptException(key, $"its log has {sink.Next ?? 0} of {sink.Info.EntryCount} entries");
            }
        }
        catch (SessionCorruptException e)
        {
            findings.Add(new Finding(key, e.Entry ?? sink.Next, "damaged", e.Reason));
        }

        return findings;

        void Take(long? entry, in FrameHeader header, ReadOnlySpan<byte> frame)
        {
            Frames++;
            Bytes += frame.Length;
            SchemaVerdict verdict = catalog.Check(header);
            if (!verdict.Loads())
            {
                Refuse(entry, verdict.Word(), verdict.Explain(catalog, header));
            }

            if (entry is null)
            {
                entrySchema = catalog.Find(header.SchemaHash)?.Find(header.Version)?.Shape.Log is { } log ? FrameHeader.HashOf(log) : null;
            }
            else if (entrySchema is { } expected && header.SchemaHash != expected)
            {
                Refuse(entry, "misplaced", $"an entry of {catalog.NameOf(header.SchemaHash)} stands in a log of {catalog.NameOf(expected)}");
            }

            _decoder.Decode(header, frame[FrameHeader.Size..]);
        }

        void Refuse(long? entry, string kind, string text)
        {
            if (!findings.Exists(finding => finding.Kind == kind && finding.Text == text))
            {
                findings.Add(new Finding(key, entry, kind, text));
            }
        }
    }
}
