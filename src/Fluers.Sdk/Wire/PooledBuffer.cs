using System.Buffers;

namespace Fluers.Sdk.Wire;

/// <summary>One contiguous, growing piece of pooled memory.</summary>
/// <param name="most">How many bytes it takes at the most; as many as an array holds unless stated.</param>
internal sealed class PooledBuffer(int most = int.MaxValue) : IBufferWriter<byte>, IDisposable
{
    private const int Initial = 4096;

    private byte[] _bytes = ArrayPool<byte>.Shared.Rent(Initial);

    /// <summary>The number of bytes written.</summary>
    public int Length { get; private set; }

    public ReadOnlyMemory<byte> Written => _bytes.AsMemory(0, Length);

    public Span<byte> WrittenFrom(int start) => _bytes.AsSpan(start, Length - start);

    public void Advance(int count) => Length += count;

    /// <summary>Forgets what was written behind a length.</summary>
    public void Rewind(int length) => Length = length;

    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        Ensure(sizeHint);
        return _bytes.AsMemory(Length);
    }

    public Span<byte> GetSpan(int sizeHint = 0)
    {
        Ensure(sizeHint);
        return _bytes.AsSpan(Length);
    }

    public void Dispose()
    {
        byte[] bytes = _bytes;
        _bytes = [];
        Length = 0;
        if (bytes.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(bytes);
        }
    }

    private void Ensure(int size)
    {
        size = Math.Max(size, 1);
        if (_bytes.Length - Length >= size)
        {
            return;
        }

        long needed = (long)Length + size;
        int limit = Math.Min(most, Array.MaxLength);
        if (needed > limit)
        {
            throw new SessionValueException($"it brings what is written to {needed} bytes, more than the {limit} that one commit holds; save more often");
        }

        byte[] larger = ArrayPool<byte>.Shared.Rent((int)Math.Max(needed, Math.Min(2L * _bytes.Length, limit)));
        Written.Span.CopyTo(larger);
        byte[] old = _bytes;
        _bytes = larger;
        if (old.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(old);
        }
    }
}
