using Fluers.Sdk.Frames;

namespace Fluers.Sdk.Cli.Migration;

/// <summary>Brings frames of one schema to its newest version.</summary>
internal abstract class FrameRewriter
{
    public abstract SessionSchema Schema { get; }

    /// <summary>The type that the schema is of.</summary>
    public abstract Type Type { get; }

    /// <summary>The rewriter for a type that is a schema.</summary>
    public static FrameRewriter Of(Type type) => (FrameRewriter)Activator.CreateInstance(typeof(Typed<>).MakeGenericType(type))!;

    /// <summary>The frame in the newest version, if it is of an older one; otherwise as it is.</summary>
    /// <exception cref="SessionException">The frame is of a version that this build does not read, is damaged, or a hop refuses it.</exception>
    public abstract byte[] Rewrite(byte[] frame);

    private sealed class Typed<T> : FrameRewriter
        where T : ISessionSchema<T>
    {
        public override SessionSchema Schema => SessionSchema<T>.Instance;

        public override Type Type => typeof(T);

        public override byte[] Rewrite(byte[] frame)
        {
            FrameHeader header = FrameReader.Single(frame);
            T value = SessionSchema<T>.Instance.Decode(frame);   // whatever its version: what cannot be read is to be known
            return Schema.Check(header) == SchemaVerdict.Older ? SessionSchema<T>.Instance.Encode(value, header.Kind) : frame;
        }
    }
}
