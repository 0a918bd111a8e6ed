using Microsoft.Win32.SafeHandles;

namespace Fluers.Sdk.Storage.Tests.Files;

/// <summary>A disk of which one operation fails: the n-th of all, by itself or with all that follow.</summary>
internal sealed class FaultyDisk(int failing, bool forEver, bool halfWritten) : Disk
{
    private int _operations;

    /// <summary>Whether the fault has come.</summary>
    public bool Failed { get; private set; }

    public override void Write(SafeFileHandle file, IReadOnlyList<ReadOnlyMemory<byte>> parts, long offset)
    {
        Perform(
            () => base.Write(file, parts, offset),
            () =>
            {
                byte[] bytes = [.. parts.SelectMany(part => part.ToArray())];
                RandomAccess.Write(file, bytes.AsSpan(0, halfWritten ? bytes.Length / 2 : 0), offset);
            });
    }

    public override void Flush(SafeFileHandle file) => Perform(() => base.Flush(file));

    public override void Truncate(SafeFileHandle file, long length) => Perform(() => base.Truncate(file, length));

    public override void Rename(string path, string name) => Perform(() => base.Rename(path, name));

    public override void Delete(string path) => Perform(() => base.Delete(path));

    public override void FlushFolder(string path) => Perform(() => base.FlushFolder(path));

    private void Perform(Action operation, Action? before = null)
    {
        int number = _operations++;
        if (number != failing && (!forEver || number < failing))
        {
            operation();
            return;
        }

        Failed = true;
        before?.Invoke();
        throw new IOException("The disk failed.");
    }
}
