using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Fluers.Sdk.Storage;

/// <summary>What a <see cref="FileStorage"/> asks of the disk when it changes something: each of these can fail.</summary>
internal partial class Disk
{
    public virtual void Write(SafeFileHandle file, IReadOnlyList<ReadOnlyMemory<byte>> parts, long offset) => RandomAccess.Write(file, parts, offset);

    /// <summary>Returns when the content of a file is on the disk.</summary>
    public virtual void Flush(SafeFileHandle file) => RandomAccess.FlushToDisk(file);

    public virtual void Truncate(SafeFileHandle file, long length) => RandomAccess.SetLength(file, length);

    /// <summary>Gives a file another name in its folder, which no file has.</summary>
    public virtual void Rename(string path, string name) => File.Move(path, name);

    public virtual void Delete(string path) => File.Delete(path);

    /// <summary>Returns when the names in a folder are on the disk. Windows sees to that by itself.</summary>
    public virtual void FlushFolder(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        using SafeFileHandle folder = OpenUnlocked(path);
        if (Synchronize(folder) != 0)
        {
            throw new IOException($"The folder '{path}' cannot be flushed: error {Marshal.GetLastPInvokeError()}.");
        }
    }

    /// <summary>
    /// Opens a file or a folder to be read on a system that is not Windows, without the lock that .NET takes with each file that it opens:
    /// beside it nobody could open the file for himself alone.
    /// </summary>
    public static SafeFileHandle OpenUnlocked(string path)
    {
        int file = OpenFile(path, OperatingSystem.IsMacOS() ? MacCloseOnExec : CloseOnExec);
        return file >= 0
            ? new SafeFileHandle(file, ownsHandle: true)
            : throw new IOException($"'{path}' cannot be opened: error {Marshal.GetLastPInvokeError()}.");
    }

    private const int CloseOnExec = 0x80000;
    private const int MacCloseOnExec = 0x1000000;

    [LibraryImport("libc", EntryPoint = "open", StringMarshalling = StringMarshalling.Utf8, SetLastError = true)]
    private static partial int OpenFile(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    private static partial int Synchronize(SafeFileHandle file);
}
