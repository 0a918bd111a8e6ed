using System.Buffers;
using Fluers.Sdk.Frames;

namespace Fluers.Sdk;

/// <summary>Reads frames from a stream, one after the other, and checks each. What a header claims is not believed: memory grows with what comes.</summary>
internal sealed class FrameStream(Stream source) : IDisposable
{
    private byte[] _buffer = ArrayPool<byte>.Shared.Rent(64 * 1024);
    private int _start;
    private int _end;
    private bool _isAtEnd;

    /// <summary>The current frame; valid until the next one is read.</summary>
    public ReadOnlyMemory<byte> Frame { get; private set; }

    /// <summary>Where the current frame begins, in bytes from where the stream was taken over.</summary>
    public long Offset { get; private set; }

    /// <summary>Goes to the next frame.</summary>
    /// <returns>Whether there is one.</returns>
    /// <exception cref="SessionCorruptException">The next bytes are not a whole, undamaged frame.</exception>
    public async ValueTask<bool> MoveNextAsync(CancellationToken cancellationToken)
    {
        _start += Frame.Length;
        Offset += Frame.Length;
        Frame = default;
        int here = await FillAsync(FrameHeader.Size, cancellationToken).ConfigureAwait(false);
        if (here == 0)
        {
            return false;
        }

        if (FrameHeader.Fault(_buffer.AsSpan(_start, here)) is { } why)
        {
            throw new SessionCorruptException(why, Offset);
        }

        int length = FrameHeader.FrameLengthOf(_buffer.AsSpan(_start, here));
        here = await FillAsync(length, cancellationToken).ConfigureAwait(false);
        if (here < length)
        {
            throw new SessionCorruptException($"the frame claims {length} bytes, only {here} are here", Offset);
        }

        Frame = _buffer.AsMemory(_start, length);
        return FrameHeader.IsIntact(Frame.Span) ? true : throw new SessionCorruptException("the checksum of the frame does not match its bytes", Offset);
    }

    public void Dispose()
    {
        byte[] buffer = _buffer;
        (_buffer, _start, _end, Frame) = ([], 0, 0, default);
        if (buffer.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <summary>Reads until as many bytes are here as are wanted, or the stream ends.</summary>
    /// <returns>How many are here.</returns>
    private async ValueTask<int> FillAsync(int wanted, CancellationToken cancellationToken)
    {
        while (_end - _start < wanted && !_isAtEnd)
        {
            if (_end == _buffer.Length)
            {
                MakeRoom();
            }

            int read = await source.ReadAsync(_buffer.AsMemory(_end), cancellationToken).ConfigureAwait(false);
            _isAtEnd = read == 0;
            _end += read;
        }

        return _end - _start;
    }

    private void MakeRoom()
    {
        byte[] old = _buffer;
        int kept = _end - _start;
        byte[] larger = kept > old.Length / 2 ? ArrayPool<byte>.Shared.Rent((int)Math.Min(2L * old.Length, Array.MaxLength)) : old;
        old.AsSpan(_start, kept).CopyTo(larger);
        (_buffer, _start, _end) = (larger, 0, kept);
        if (larger != old)
        {
            ArrayPool<byte>.Shared.Return(old);
        }
    }
}
