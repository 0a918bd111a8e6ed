using Fluers.Sdk.Frames;

namespace Fluers.Sdk.Cli.Migration;

/// <summary>What was found of which version, and what it becomes.</summary>
/// <param name="rewriters">The schemas of the user's build.</param>
internal sealed class MigrationTally(IReadOnlyDictionary<ulong, FrameRewriter> rewriters)
{
    private readonly Dictionary<(string Schema, int From, int To, FrameKind Kind), long> _frames = [];

    /// <summary>The number of frames by schema, the version found, the version that they are rewritten to, and kind.</summary>
    public IEnumerable<(string Schema, int From, int To, FrameKind Kind, long Frames)> Rows =>
        _frames.Select(row => (row.Key.Schema, row.Key.From, row.Key.To, row.Key.Kind, row.Value)).OrderBy(row => row.Schema, StringComparer.Ordinal).ThenBy(row => row.From);

    /// <summary>Rewrites a frame and counts it.</summary>
    /// <exception cref="SessionException">The frame cannot be brought up.</exception>
    public byte[] Rewrite(byte[] frame)
    {
        FrameHeader header = FrameHeader.Parse(frame);
        if (!rewriters.TryGetValue(header.SchemaHash, out FrameRewriter? rewriter))
        {
            throw new SessionCorruptException($"the assembly has no schema with the hash {header.SchemaHash:x16}", 0);
        }

        byte[] rewritten = rewriter.Rewrite(frame);
        (string, int, int, FrameKind) row = (rewriter.Schema.Id, header.Version, FrameHeader.Parse(rewritten).Version, header.Kind);
        _frames[row] = _frames.GetValueOrDefault(row) + 1;
        return rewritten;
    }
}
