using System.Runtime.CompilerServices;

namespace Fluers.Sdk;

/// <summary>
/// Keeps entries aside that are too many for memory, in a file that only this user can read and that goes with this object, however the process ends.
/// </summary>
internal sealed class EntrySpool : IDisposable
{
    private readonly FileStream _file;

    /// <exception cref="SessionStorageException">The file cannot be made.</exception>
    public EntrySpool()
    {
        string path = Path.Combine(Path.GetTempPath(), $"fluers-import-{Guid.NewGuid():N}");
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.ReadWrite, Share = FileShare.None, Options = FileOptions.DeleteOnClose | FileOptions.Asynchronous };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        try
        {
            _file = new FileStream(path, options);
            if (!OperatingSystem.IsWindows())
            {
                File.Delete(path);   // open, it needs no name; without one it goes even when the process is killed
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Failed(path, e);
        }
    }

    /// <summary>Adds an entry behind the others.</summary>
    /// <exception cref="SessionStorageException">There is no room for it.</exception>
    public async ValueTask AddAsync(ReadOnlyMemory<byte> frame, CancellationToken cancellationToken)
    {
        try
        {
            await _file.WriteAsync(frame, cancellationToken).ConfigureAwait(false);
        }
        catch (IOException e)
        {
            throw Failed(_file.Name, e);
        }
    }

    /// <summary>The entries in their order, each valid until the next one is asked for.</summary>
    public async IAsyncEnumerable<ReadOnlyMemory<byte>> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        _file.Position = 0;
        using var frames = new FrameStream(_file);
        while (await frames.MoveNextAsync(cancellationToken).ConfigureAwait(false))
        {
            yield return frames.Frame;
        }
    }

    public void Dispose() => _file.Dispose();

    private static SessionStorageException Failed(string path, Exception e) => new(
        $"An import from a stream that cannot seek is checked before it is stored, and '{path}' cannot take it meanwhile. Nothing was stored; make room there, "
        + $"let the variable TMPDIR (on Windows, TMP) name another folder, or import from a file. ({e.Message.TrimEnd('.')})",
        e);
}
