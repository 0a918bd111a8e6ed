using Fluers.Sdk.Frames;

namespace Fluers.Sdk.Tests.Safety;

/// <summary>A real frame, and what has to hold for whatever is made of it.</summary>
internal abstract class Specimen(byte[] frame)
{
    public byte[] Frame => frame;

    public ReadOnlySpan<byte> Payload => frame.AsSpan(FrameHeader.Size);

    public static Specimen Of<T>(T value, FrameKind kind)
        where T : ISessionSchema<T> => new Typed<T>(SessionSchema<T>.Instance.Encode(value, kind));

    /// <summary>The frame of another payload, its header and checksum right.</summary>
    public byte[] Sealed(ReadOnlySpan<byte> payload)
    {
        byte[] other = [.. frame.AsSpan(0, FrameHeader.Size), .. payload];
        FrameHeader.Parse(frame).Seal(other);
        return other;
    }

    /// <summary>Decodes a frame, which gives a value or an error of the SDK within its memory; a value lives through another turn unchanged.</summary>
    public abstract void Check(byte[] other);

    /// <summary>Decodes a frame that is damaged.</summary>
    public abstract Exception? Error(byte[] other);

    private sealed class Typed<T>(byte[] frame) : Specimen(frame)
        where T : ISessionSchema<T>
    {
        private static readonly SessionSchema<T> Schema = SessionSchema<T>.Instance;

        public override Exception? Error(byte[] other) => Record.Exception(() => Schema.Decode(other));

        public override void Check(byte[] other)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            T? value = default;
            try
            {
                value = Schema.Decode(other);
            }
            catch (SessionException)
            {
                // Refused, as it should be.
            }

            long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
            Assert.True(allocated <= 16L * other.Length + (1 << 20), $"{allocated} bytes were allocated");
            if (value is not null)
            {
                byte[] first = Schema.Encode(value, FrameKind.Entry);
                byte[] second = Schema.Encode(Schema.Decode(first), FrameKind.Entry);
                Assert.True(first.AsSpan().SequenceEqual(second) || InAnyOrder(first).SequenceEqual(InAnyOrder(second)), $"it became {Convert.ToHexString(second)}");
            }
        }

        // A set is written in the order of its buckets.
        private static IEnumerable<byte> InAnyOrder(byte[] bytes) => bytes.Skip(FrameHeader.Size).Order();
    }
}
