using System.Buffers;

namespace Fluers.Sdk.Wire;

/// <summary>One contiguous, growing piece of pooled memory.</summary>
internal sealed class PooledBuffer : IBufferWriter<byte>, IDisposable
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

        long wanted = Math.Max((long)Length + size, Math.Min(2L * _bytes.Length, Array.MaxLength));
        byte[] larger = ArrayPool<byte>.Shared.Rent(checked((int)wanted));
        Written.Span.CopyTo(larger);
        byte[] old = _bytes;
        _bytes = larger;
        if (old.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(old);
        }
    }
}
