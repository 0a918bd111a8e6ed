using Fluers.Sdk.Frames;

namespace Fluers.Sdk.Testing;

/// <summary>A schema with values of it, for <see cref="SchemaLaws"/>. The schema may be internal to its project.</summary>
public abstract class SchemaSamples
{
    private protected SchemaSamples(SessionSchema schema, string project)
    {
        Schema = schema;
        Golden = GoldenFrames.Of(project, schema);
    }

    internal SessionSchema Schema { get; }

    internal GoldenFrames Golden { get; }

    /// <summary>The frames of the samples.</summary>
    internal abstract IReadOnlyList<byte[]> Stored { get; }

    /// <summary>Takes samples of an envelope.</summary>
    /// <typeparam name="T">The schema.</typeparam>
    /// <param name="project">
    /// The folder of the project that has the schema, from any folder above the built tests, such as <c>src/Shop</c> from the root of the repository.
    /// </param>
    /// <param name="samples">Values of today's version that make use of all that it can hold. Each new version adds to them.</param>
    public static SchemaSamples OfEnvelope<T>(string project, params IEnumerable<T> samples)
        where T : ISessionSchema<T> => new Typed<T>(project, FrameKind.Head, samples);

    /// <summary>Takes samples of the entries of a log.</summary>
    /// <inheritdoc cref="OfEnvelope"/>
    public static SchemaSamples OfEntry<T>(string project, params IEnumerable<T> samples)
        where T : ISessionSchema<T> => new Typed<T>(project, FrameKind.Entry, samples);

    /// <summary>What was stored of a version, as today's type, frame by frame.</summary>
    internal abstract IReadOnlyList<object> Migrated(int version);

    /// <summary>A frame of what a frame decodes to.</summary>
    internal abstract byte[] Again(ReadOnlySpan<byte> frame);

    /// <summary>A frame of a value.</summary>
    internal abstract byte[] Encode(object value);

    private sealed class Typed<T>(string project, FrameKind kind, IEnumerable<T> samples)
        : SchemaSamples(T.Schema, project)
        where T : ISessionSchema<T>
    {
        internal override IReadOnlyList<byte[]> Stored { get; } = [.. samples.Select(sample => T.Schema.Encode(sample, kind))];

        internal override byte[] Again(ReadOnlySpan<byte> frame) => T.Schema.Encode(T.Schema.Decode(frame), kind);

        internal override byte[] Encode(object value) => T.Schema.Encode((T)value, kind);

        internal override IReadOnlyList<object> Migrated(int version)
        {
            var values = new List<object>();
            for (var frames = new FrameReader(Golden.Bytes(version)); frames.MoveNext();)
            {
                Assert.Equal(version, frames.Header.Version);
                values.Add(T.Schema.Decode(frames));
            }

            return values;
        }
    }
}
