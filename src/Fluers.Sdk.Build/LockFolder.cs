using System.Text;
using Fluers.Sdk.Generators.Locks;

namespace Fluers.Sdk.Build;

/// <summary>The folder with a project's locks.</summary>
internal sealed partial class LockFolder(string path)
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public string PathOf(string id) => Path.Combine(path, SchemaLock.FileNameOf(id));

    /// <summary>The lock of a schema; <see langword="null"/> where there is none.</summary>
    /// <exception cref="LockException">It is malformed.</exception>
    public SchemaLock? Read(string id)
    {
        try
        {
            return PathOf(id) is var file && File.Exists(file) ? LockReader.Read(File.ReadAllText(file, Utf8)) : null;
        }
        catch (DecoderFallbackException)
        {
            throw new LockException("it is no text in UTF-8", 1);
        }
    }

    /// <summary>Changes a lock. Builds for several target frameworks may do so at once: each sees what the other wrote.</summary>
    /// <param name="id">The schema's id.</param>
    /// <param name="change">
    /// From the lock as it is, <see langword="null"/> where there is none, to the lock as it shall be; <see langword="null"/> to leave it so.
    /// </param>
    /// <returns>Whether the file is another than before.</returns>
    /// <exception cref="LockException">The lock is malformed. It stays as it is.</exception>
    public bool Change(string id, Func<SchemaLock?, SchemaLock?> change)
    {
        string file = PathOf(id);

        // A path is longer than the name of a mutex may be.
        using var mutex = new Mutex(initiallyOwned: false, $"Fluers.Sdk.Build-{Fnv.Hash(Path.GetFullPath(path)):x16}");
        Enter(mutex);
        try
        {
            SchemaLock? before = Read(id);
            SchemaLock? after = change(before);
            if (after is null || after == before)
            {
                return false;
            }

            Directory.CreateDirectory(path);
            string fresh = file + ".tmp";
            File.WriteAllText(fresh, LockWriter.Write(after), Utf8);
            Replace(fresh, file);
            return true;
        }
        finally
        {
            mutex.ReleaseMutex();
        }
    }

    private static void Enter(Mutex mutex)
    {
        try
        {
            mutex.WaitOne();
        }
        catch (AbandonedMutexException)
        {
            // A build was killed. It left either the old file or the new one, never half of one.
        }
    }

    private static void Replace(string fresh, string file)
    {
        if (File.Exists(file))
        {
            File.Replace(fresh, file, destinationBackupFileName: null);
        }
        else
        {
            File.Move(fresh, file);
        }
    }
}
