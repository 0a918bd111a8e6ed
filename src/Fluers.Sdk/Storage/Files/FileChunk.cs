using System.Buffers;
using Microsoft.Win32.SafeHandles;

namespace Fluers.Sdk.Storage;

/// <summary>
/// The part of a session's file that is being read, forwards mostly, many commits with one call of the system. It grows while it is read on,
/// so that one entry costs little and a long log few calls.
/// </summary>
/// <param name="file">The file.</param>
/// <param name="view">The session, behind whose last commit nothing is read.</param>
/// <param name="ahead">How many bytes to read at first, unless more are asked for.</param>
internal sealed class FileChunk(SafeFileHandle file, FileView view, int ahead) : IDisposable
{
    /// <summary>The greatest number of bytes that are read ahead.</summary>
    public const int MostAhead = 256 * 1024;

    private byte[] _bytes = [];
    private long _start;
    private int _length;
    private int _ahead = ahead;

    /// <summary>Bytes of the file, valid until the next call.</summary>
    /// <exception cref="SessionCorruptException">The session does not reach as far.</exception>
    /// <exception cref="SessionStorageException">The disk does not give them.</exception>
    public ReadOnlySpan<byte> Read(long offset, int count)
    {
        if (offset < _start || offset + count > _start + _length)
        {
            Fill(offset, count);
        }

        return _bytes.AsSpan((int)(offset - _start), count);
    }

    public void Dispose()
    {
        if (_bytes.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(_bytes);
            _bytes = [];
        }
    }

    private void Fill(long offset, int count)
    {
        if (count > view.Length - offset)
        {
            throw new FileDamage($"{count} bytes are stated to lie here, but the session ends at {view.Length}", offset).Of(view.Info.Key);
        }

        // What is there of them already is kept.
        int wanted = (int)Math.Max(count, Math.Min(_ahead, view.Length - offset));
        int kept = offset >= _start && offset < _start + _length ? (int)(_start + _length - offset) : 0;
        byte[] bytes = wanted <= _bytes.Length ? _bytes : ArrayPool<byte>.Shared.Rent(wanted);
        _bytes.AsSpan(kept == 0 ? 0 : (int)(offset - _start), kept).CopyTo(bytes);
        if (bytes != _bytes)
        {
            Dispose();
            _bytes = bytes;
        }

        (_start, _length) = (offset, kept);
        _ahead = Math.Min(_ahead * 2, MostAhead);
        Read(wanted);
    }

    // Faults of the disk are named here and nowhere above, for what a sink throws is the sink's own.
    private void Read(int wanted)
    {
        try
        {
            while (_length < wanted)
            {
                int read = RandomAccess.Read(file, _bytes.AsSpan(_length, wanted - _length), _start + _length);
                _length += read > 0 ? read : throw new FileDamage($"the file ends here, {wanted - _length} bytes too early", _start + _length).Of(view.Info.Key);
            }
        }
        catch (IOException e)
        {
            throw new SessionStorageException($"The file of session '{view.Info.Key}' cannot be read: {e.Message} Check the disk, then try again.", e);
        }
    }
}
