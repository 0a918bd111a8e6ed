using System.ComponentModel;

namespace Fluers.Sdk.Wire;

/// <summary>
/// The newer build whose frame held what this build does not know. Whatever is kept of it remembers where it came from, so that it is
/// stored under that build's stamp wherever it is put. Generated code passes it on.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class FrameOrigin
{
    internal FrameOrigin(SessionSchema schema, Frames.FrameStamp stamp) => (Schema, Stamp) = (schema, stamp);

    /// <summary>The schema of the frame, as this build knows it.</summary>
    internal SessionSchema Schema { get; }

    /// <summary>The stamp of the frame.</summary>
    internal Frames.FrameStamp Stamp { get; }
}
