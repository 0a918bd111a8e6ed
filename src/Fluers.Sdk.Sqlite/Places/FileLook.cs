using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;

namespace Fluers.Sdk.Sqlite.Places;

/// <summary>What a path leads to at one moment.</summary>
/// <param name="Device">The device of the file; 0 when there is none.</param>
/// <param name="Number">What tells the file from others on its device: its inode.</param>
/// <param name="Length">Its length in bytes.</param>
/// <param name="Modified">When its content was last changed, in nanoseconds.</param>
internal readonly partial record struct FileLook(ulong Device, ulong Number, long Length, long Modified)
{
    private const int HereFolder = -100;         // AT_FDCWD: relative to the current directory
    private const uint Wanted = 0x40 | 0x100 | 0x200;   // STATX_MTIME, STATX_INO, STATX_SIZE

    /// <summary>Whether there is a file.</summary>
    public bool Exists => Number != 0;

    /// <summary>Whether both looks met the same file, whatever was written to it in between.</summary>
    public bool IsSameFile(FileLook other) => (Device, Number) == (other.Device, other.Number);

    /// <summary>Looks where a path leads. A path that leads nowhere, or where this process may not go, is no file.</summary>
    public static FileLook At(string path) => At(path, Encoded(path));

    /// <param name="path">The path.</param>
    /// <param name="encoded">The same by <see cref="Encoded"/>, so that a look costs no more than the call.</param>
    public static FileLook At(string path, byte[] encoded)
    {
        if (OperatingSystem.IsLinux() && !_isMissing)
        {
            try
            {
                return OnLinux(encoded);
            }
            catch (EntryPointNotFoundException)
            {
                _isMissing = true;
            }
        }

        // Elsewhere the time of creation stands for the inode. Windows does not let go of a file that SQLite has open anyway.
        var file = new FileInfo(path);
        return file.Exists
            ? new FileLook(0, (ulong)Math.Max(1, file.CreationTimeUtc.Ticks), file.Length, file.LastWriteTimeUtc.Ticks * 100)
            : default;
    }

    /// <summary>A path as the operating system takes it.</summary>
    public static byte[] Encoded(string path) => [.. Encoding.UTF8.GetBytes(path), 0];

    private static bool _isMissing;   // a C library from before statx

    // The structure is that of the kernel, the same on every architecture.
    private static unsafe FileLook OnLinux(byte[] path)
    {
        Span<byte> found = stackalloc byte[256];
        fixed (byte* name = path, to = found)
        {
            if (Statx(HereFolder, name, 0, Wanted, to) != 0)
            {
                return default;
            }
        }

        ulong device = ((ulong)Number32(found, 136) << 32) | Number32(found, 140);
        long seconds = Number64(found, 112);
        return new FileLook(device, (ulong)Number64(found, 32), Number64(found, 40), unchecked((seconds * 1_000_000_000) + Number32(found, 120)));
    }

    private static uint Number32(ReadOnlySpan<byte> found, int offset) =>
        BitConverter.IsLittleEndian ? BinaryPrimitives.ReadUInt32LittleEndian(found[offset..]) : BinaryPrimitives.ReadUInt32BigEndian(found[offset..]);

    private static long Number64(ReadOnlySpan<byte> found, int offset) =>
        BitConverter.IsLittleEndian ? BinaryPrimitives.ReadInt64LittleEndian(found[offset..]) : BinaryPrimitives.ReadInt64BigEndian(found[offset..]);

    [LibraryImport("libc", EntryPoint = "statx")]
    private static unsafe partial int Statx(int directory, byte* path, int flags, uint mask, byte* found);
}
