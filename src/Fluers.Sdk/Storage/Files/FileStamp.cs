using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Fluers.Sdk.Storage;

/// <summary>
/// Which file lies at a path, and whether anybody changed it since: device and number of the file, which no other one has while it
/// exists, its length, and the time of its last change, which no program sets back.
/// </summary>
/// <param name="Device">The volume that the file lies on; 0 where the system does not tell.</param>
/// <param name="File">The number of the file on its volume; 0 where the system does not tell.</param>
/// <param name="Length">The length in bytes.</param>
/// <param name="Changed">When content or names were last changed, in the system's own units.</param>
internal readonly partial record struct FileStamp(ulong Device, ulong File, long Length, long Changed)
{
    /// <summary>A stamp that no file has.</summary>
    public static FileStamp OfNone => new(0, 0, -1, 0);

    /// <summary>Whether both are of one file, whatever was written to it in between.</summary>
    public bool IsSameFileAs(FileStamp other) => (Device, File) == (other.Device, other.File);

    /// <summary>The stamp of an open file.</summary>
    /// <exception cref="IOException">The system does not tell.</exception>
    public static FileStamp Of(SafeFileHandle file) =>
        (OperatingSystem.IsLinux() ? OfLinux(file) : OperatingSystem.IsMacOS() ? OfMac(file) : OperatingSystem.IsWindows() ? OfWindows(file) : null)
        ?? new FileStamp(0, 0, RandomAccess.GetLength(file), System.IO.File.GetLastWriteTimeUtc(file).Ticks);

    /// <summary>The stamp of what lies at a path, a file or a folder; <see langword="null"/> when there is nothing.</summary>
    /// <exception cref="IOException">The system does not tell.</exception>
    public static FileStamp? At(string path)
    {
        if (OperatingSystem.IsLinux() && IsLinuxTold)
        {
            return AtLinux(path);
        }

        if (OperatingSystem.IsMacOS())
        {
            return AtMac(path);
        }

        if (OperatingSystem.IsWindows())
        {
            using SafeFileHandle file = OpenWindows(path, 0, FileShare.ReadWrite | FileShare.Delete, 0, OpenExisting, OpenFolders, 0);
            return file.IsInvalid ? NothingAt(path, Marshal.GetLastPInvokeError()) : OfWindows(file);
        }

        return Directory.Exists(path) ? new FileStamp(0, 0, 0, 0)
            : new FileInfo(path) is { Exists: true } info ? new FileStamp(0, 0, info.Length, info.LastWriteTimeUtc.Ticks)
            : null;
    }

    // Errors 2 and 3 of Windows and 2 and 20 of the others: no such file, or no such folder.
    private static FileStamp? NothingAt(string path, int error) => error is 2 || error == (OperatingSystem.IsWindows() ? 3 : 20)
        ? null
        : throw new IOException($"'{path}' cannot be looked at: error {error}.");
}
