using Fluers.Sdk.Frames;
using Fluers.Sdk.Wire;

namespace Fluers.Sdk;

/// <summary>The schema of a type, with its codec. The generated part of each schema type holds the one instance.</summary>
/// <typeparam name="T">The type that the schema describes.</typeparam>
public sealed class SessionSchema<T> : SessionSchema
    where T : ISessionSchema<T>
{
    private readonly SessionHistory? _history;

    /// <summary>Creates the schema. Generated code does.</summary>
    /// <param name="id">The identity in stored data.</param>
    /// <param name="version">The version that this build writes, 1 to 65 535.</param>
    /// <param name="minReader">The oldest version whose code may read and save what this build writes.</param>
    /// <param name="format">The format of the payload.</param>
    /// <param name="history">The older versions that this build reads; <see langword="null"/> for none.</param>
    public SessionSchema(string id, int version, int minReader, SessionFormat<T> format, SessionHistory? history = null)
        : base(id, version, minReader, history?.Oldest ?? version)
    {
        ArgumentNullException.ThrowIfNull(format);
        Format = format;
        _history = history;
    }

    /// <summary>The schema of <typeparamref name="T"/>.</summary>
    public static SessionSchema<T> Instance => Holder.Schema;

    /// <summary>The format of the payload.</summary>
    public SessionFormat<T> Format { get; }

    /// <summary>Encodes a value as one whole frame.</summary>
    /// <param name="value">The value.</param>
    /// <param name="kind">Whether it is a head or an entry.</param>
    /// <exception cref="SessionValueException">The value does not fit the schema.</exception>
    public byte[] Encode(T value, FrameKind kind)
    {
        using var frames = new FrameWriter();
        frames.Write(this, kind, value);
        return frames.Written.ToArray();
    }

    /// <summary>Decodes one whole frame, of any version that this build reads.</summary>
    /// <param name="frame">The bytes of exactly one frame.</param>
    /// <exception cref="SessionSchemaException">The frame is of a schema or version that this build does not read, or a migration of this build failed.</exception>
    /// <exception cref="SessionCorruptException">The frame is damaged, or its payload does not have the shape of the schema.</exception>
    public T Decode(ReadOnlySpan<byte> frame)
    {
        FrameHeader header = FrameReader.Single(frame);
        return Refusal(header) is { } refusal ? throw refusal : DecodePayload(header, frame[FrameHeader.Size..]);
    }

    /// <summary>Decodes the frame that a reader stands at, of any version that this build reads.</summary>
    /// <param name="frames">A reader after <see cref="FrameReader.MoveNext"/>.</param>
    /// <exception cref="SessionSchemaException">The frame is of a schema or version that this build does not read, or a migration of this build failed.</exception>
    /// <exception cref="SessionCorruptException">The payload does not have the shape of the schema.</exception>
    public T Decode(in FrameReader frames) =>
        Refusal(frames.Header) is { } refusal ? throw refusal : DecodePayload(frames.Header, frames.Payload);

    internal T DecodePayload(in FrameHeader header, ReadOnlySpan<byte> payload)
    {
        // Two versions of which one's builds read and save what the other's write are one on the wire: nothing is to be migrated, and
        // what an older build has of its own stays for it.
        if (header.Version >= MinReader)
        {
            return ReadPayload(header, payload);
        }

        using var upgraded = new PooledBuffer();
        Upgrade(header, payload, upgraded);
        ReadOnlySpan<byte> made = upgraded.Written.Span;
        try
        {
            return ReadPayload(header, made);
        }
        catch (SessionCorruptException e)
        {
            // What was stored has been read; the migrations made of it what the type does not take.
            throw new SessionSchemaException(this, new FailedMigration(_history!.Migration, header.Version, Version - 1, e.Path), e.InnerException ?? e);
        }
    }

    /// <summary>Writes an older payload again as one of this version.</summary>
    private void Upgrade(in FrameHeader header, ReadOnlySpan<byte> payload, PooledBuffer upgraded)
    {
        WireShape shape = _history!.ShapeOf(header.Version);
        var reader = new SessionReader(payload);
        var writer = new SessionWriter(upgraded);
        int reached = 0;
        try
        {
            _history.Upgrade(header.Version, ref reader, ref writer, ref reached);
            reached = 0;
            writer.Flush();
            reader.End();
        }
        catch (Exception e) when (reached > 0 && e is not OutOfMemoryException)
        {
            // What was read is sound; what the code of this build made of it is not.
            writer.Flush();
            string? path = e is SessionValueException ? Format.Shape.Locate(upgraded.Written.Span, upgraded.Length) : null;
            throw new SessionSchemaException(this, new FailedMigration(_history.Migration, header.Version, reached, path), e);
        }
        catch (SessionCorruptException e)
        {
            throw e.At(PlaceOf(header, shape.Locate(payload, (int)e.Offset, e.Depth ?? int.MaxValue)) with { IsIntact = true });
        }
        catch (Exception e) when (e is not (SessionException or OutOfMemoryException))
        {
            // A formatter or a constructor of a type of that version refused what was read.
            throw new SessionCorruptException($"the types of version {header.Version} refused the value: {e.Message}", reader.Position, PlaceOf(header, "") with { IsIntact = true }, e);
        }
    }

    private T ReadPayload(in FrameHeader header, ReadOnlySpan<byte> payload)
    {
        var reader = new SessionReader(payload, header.Version > Version ? new FrameOrigin(this, new FrameStamp(header.Version, header.MinReader)) : null);
        try
        {
            T value = Format.ReadValue(ref reader);
            reader.End();
            return value;
        }
        catch (SessionCorruptException e)
        {
            throw e.At(PlaceOf(header, Format.Shape.Locate(payload, (int)e.Offset, e.Depth ?? int.MaxValue)) with { IsIntact = true });
        }
        catch (Exception e) when (e is not (SessionException or OutOfMemoryException))
        {
            // The type's own constructor or accessor refused what was read.
            string path = Format.Shape.Locate(payload, Math.Max(0, reader.Position - 1));
            throw new SessionCorruptException($"the type refused the value: {e.Message}", reader.Position, PlaceOf(header, path) with { IsIntact = true }, e);
        }
    }

    private SessionCorruptException.Place PlaceOf(in FrameHeader header, string path) => new() { Schema = this, Version = header.Version, Path = path };

    // A call through an interface's static member looks it up each time; a field is read.
    private static class Holder
    {
        public static readonly SessionSchema<T> Schema = T.Schema;
    }
}
