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

    /// <summary>Returns when the names in a folder are on the disk. Windows sees to that by itself.</summary>
    public virtual void FlushFolder(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        // .NET opens no folders.
        int folder = OpenFile(path, 0);
        if (folder < 0)
        {
            throw new IOException($"The folder '{path}' cannot be opened: error {Marshal.GetLastPInvokeError()}.");
        }

        try
        {
            if (Synchronize(folder) != 0)
            {
                throw new IOException($"The folder '{path}' cannot be flushed: error {Marshal.GetLastPInvokeError()}.");
            }
        }
        finally
        {
            _ = CloseFile(folder);
        }
    }

    [LibraryImport("libc", EntryPoint = "open", StringMarshalling = StringMarshalling.Utf8, SetLastError = true)]
    private static partial int OpenFile(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    private static partial int Synchronize(int file);

    [LibraryImport("libc", EntryPoint = "close")]
    private static partial int CloseFile(int file);
}
