using Microsoft.Win32.SafeHandles;

namespace Fluers.Sdk.Storage;

// What a writer finds that is no whole commit is kept, under a name that is no session's: it may be the rest of one that was acknowledged.
internal sealed partial class SessionFile
{
    private const int BytesPerCopy = 1024 * 1024;

    /// <summary>Copies what lies behind the log to a file of its own.</summary>
    private void SetAside(SafeFileHandle file, FileLog log, long length)
    {
        string aside = NameAside(log.Length);
        using (SafeFileHandle copy = File.OpenHandle(aside, FileMode.CreateNew, FileAccess.ReadWrite, Shared))
        {
            byte[] buffer = new byte[(int)Math.Min(BytesPerCopy, length - log.Length)];
            for (long done = 0; done < length - log.Length;)
            {
                int read = RandomAccess.Read(file, buffer, log.Length + done);
                work.Disk.Write(copy, [buffer.AsMemory(0, read > 0 ? read : throw new IOException("The file became shorter."))], done);
                done += read;
            }

            work.Disk.Flush(copy);
        }

        work.Disk.FlushFolder(Folder);
        work.Logger.SetAside(log.Key, length - log.Length, log.Last.Revision, Path.GetFileName(aside));
        folder.SetAside(this, Path.GetFileName(aside));
    }

    /// <summary>Gives a file without one whole commit another name. One that is empty is removed: there is nothing to keep.</summary>
    private void SetAsideWhole(SessionKey session)
    {
        long length = _state.Torn!.Length;
        if (length == 0)
        {
            work.Disk.Delete(Frames);
        }
        else
        {
            string aside = NameAside(0);
            work.Disk.Rename(Frames, aside);
            work.Logger.SetAsideWhole(session, length, Path.GetFileName(aside));
            folder.SetAside(this, Path.GetFileName(aside));
        }

        Set(FileState.None);
    }

    private string NameAside(long offset)
    {
        for (int i = 1; ; i++)
        {
            string name = $"{path}.{offset}{(i == 1 ? "" : $"-{i}")}{FileNames.Torn}";
            if (!File.Exists(name))
            {
                return name;
            }
        }
    }
}
