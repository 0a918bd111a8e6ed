using System.Buffers;
using Microsoft.Win32.SafeHandles;

namespace Fluers.Sdk.Storage;

/// <summary>Reads here and there in a file, forwards mostly, without asking the system for each few bytes.</summary>
internal sealed class FileWindow(SafeFileHandle file) : IDisposable
{
    private const int Ahead = 64 * 1024;

    private byte[] _bytes = ArrayPool<byte>.Shared.Rent(Ahead);
    private long _start;
    private int _length;

    /// <summary>The length of the file when the window was opened.</summary>
    public long Length { get; } = RandomAccess.GetLength(file);

    /// <summary>Bytes of the file, as many as asked for unless it ends there. Valid until the next call.</summary>
    public ReadOnlySpan<byte> Read(long offset, int count)
    {
        count = (int)Math.Clamp(Length - offset, 0, count);
        if (offset < _start || offset + count > _start + _length)
        {
            Fill(offset, count);
        }

        return _bytes.AsSpan((int)(offset - _start), count);
    }

    /// <summary>Whether there are nothing but zeros from an offset on, as in blocks that a file was given and that were never written.</summary>
    public bool IsBlankFrom(long offset)
    {
        for (; offset < Length; offset += Ahead)
        {
            if (Read(offset, Ahead).ContainsAnyExcept((byte)0))
            {
                return false;
            }
        }

        return true;
    }

    public void Dispose()
    {
        ArrayPool<byte>.Shared.Return(_bytes);
        _bytes = [];
    }

    private void Fill(long offset, int count)
    {
        if (count > _bytes.Length)
        {
            ArrayPool<byte>.Shared.Return(_bytes);
            _bytes = ArrayPool<byte>.Shared.Rent(count);
        }

        _start = offset;
        _length = 0;
        int wanted = (int)Math.Min(Math.Max(count, Ahead), Math.Min(Length - offset, _bytes.Length));
        while (_length < wanted)
        {
            int read = RandomAccess.Read(file, _bytes.AsSpan(_length, wanted - _length), offset + _length);
            if (read == 0)
            {
                throw new FileDamage($"the file ends here, {Length - offset - _length} bytes too early", offset + _length);
            }

            _length += read;
        }
    }
}
