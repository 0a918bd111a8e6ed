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

    private readonly Trouble _trouble = new(storage);

    /// <summary>The number of frames looked at so far.</summary>
    public long Frames { get; private set; }

    /// <summary>Their bytes.</summary>
    public long Bytes { get; private set; }

    /// <summary>What is wrong with a session: damage ends the reading, and of refusals each kind is told once.</summary>
    /// <param name="session">The session as it is listed; what the storage knows of its damage counts, whatever can be read.</param>
    /// <param name="cancellationToken">Cancels the reading.</param>
    public async Task<IReadOnlyList<Finding>> CheckAsync(StoredSessionInfo session, CancellationToken cancellationToken)
    {
        SessionKey key = session.Key;
        var findings = new List<Finding>();
        ulong? entrySchema = null;
        var sink = new FrameSink(key, Take);
        if (await _trouble.WithAsync(key, ReadAsync, cancellationToken) is { } trouble)
        {
            findings.Add(trouble with { Entry = trouble.Entry ?? sink.Next });
        }
        else if (session.Damage is { } damage)
        {
            findings.Add(new Finding(key, null, "damaged", damage));
        }

        if (session.SetAside is { } aside)
        {
            findings.Add(new Finding(key, null, Finding.SetAside, aside));
        }

        return findings;

        async Task ReadAsync()
        {
            if (!await storage.ReadAsync(key, EntryRange.All, sink, cancellationToken))
            {
                // It may have been deleted since it was listed; one that is still there, and is not read, is no session that loads.
                if (await storage.GetInfoAsync(key, cancellationToken) is { } still)
                {
                    throw new SessionCorruptException(key, still.Damage ?? "it is listed, and nothing of it can be read");
                }
            }
            else if ((sink.Next ?? 0) != sink.Info!.EntryCount)
            {
                throw new SessionCorruptException(key, $"its log has {sink.Next ?? 0} of {sink.Info.EntryCount} entries");
            }
        }

        void Take(long? entry, in FrameHeader header, ReadOnlySpan<byte> frame)
        {
            Frames++;
            Bytes += frame.Length;
            SchemaVerdict verdict = catalog.Check(header);
            if (header.SchemaHash == IncompleteHead.SchemaHash)
            {
                Refuse(entry, "incomplete", "its last piece is missing: an import or a copy of it was broken off. Give that again, under another id");
            }
            else if (!verdict.Loads())
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
