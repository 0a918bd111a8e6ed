using Fluers.Sdk.Frames;

namespace Fluers.Sdk;

/// <summary>The schema of a type: its identity, its versions, and the guard that looks at a frame before it is decoded.</summary>
public abstract class SessionSchema
{
    private protected SessionSchema(string id, int version, int minReader, int oldestReadable)
    {
        ArgumentException.ThrowIfNullOrEmpty(id);
        ArgumentOutOfRangeException.ThrowIfLessThan(version, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(version, ushort.MaxValue);
        ArgumentOutOfRangeException.ThrowIfLessThan(minReader, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(minReader, version);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(oldestReadable, version);
        Id = id;
        OldestReadable = oldestReadable;
        IdHash = FrameHeader.HashOf(id);
        Stamp = new FrameStamp(version, minReader);
    }

    /// <summary>The identity of the schema in stored data.</summary>
    public string Id { get; }

    /// <summary>The hash by which frames name this schema: XxHash3-64 of the id in UTF-8.</summary>
    public ulong IdHash { get; }

    /// <summary>The version that this build writes, the newest that it knows.</summary>
    public int Version => Stamp.Version;

    /// <summary>The oldest version that this build reads.</summary>
    public int OldestReadable { get; }

    /// <summary>The oldest version whose code may read and save what this build writes.</summary>
    public int MinReader => Stamp.MinReader;

    /// <summary>
    /// Whether <see cref="Version"/> was a draft when this build was made: its shape may still change in any way, and sessions that are stored
    /// until then do not load afterwards. Generated code states it.
    /// </summary>
    public bool IsDraft { get; init; }

    internal FrameStamp Stamp { get; }

    /// <summary>Decides from a frame's header alone whether this build reads the frame.</summary>
    /// <param name="header">The header of the frame.</param>
    public SchemaVerdict Check(in FrameHeader header) =>
        header.SchemaHash != IdHash ? SchemaVerdict.UnknownSchema
        : header.Version == Version ? SchemaVerdict.Current
        : header.Version > Version ? header.MinReader <= Version ? SchemaVerdict.NewerReadable : SchemaVerdict.TooNew
        : header.Version >= OldestReadable ? SchemaVerdict.Older : SchemaVerdict.TooOld;

    /// <summary>The error for a frame that this build does not read; <see langword="null"/> for one that it reads.</summary>
    internal SessionSchemaException? Refusal(in FrameHeader header, SessionKey? session = null) =>
        Check(header) is var verdict and not (SchemaVerdict.Current or SchemaVerdict.NewerReadable or SchemaVerdict.Older)
            ? new SessionSchemaException(verdict, this, header.Version, session, header.SchemaHash == IncompleteHead.SchemaHash)
            : null;
}
