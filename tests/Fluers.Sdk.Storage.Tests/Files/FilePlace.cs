using Fluers.Sdk.Testing;

namespace Fluers.Sdk.Storage.Tests.Files;

public class FilePlace : ProcessPlace, ILookPlace, IMovablePlace, IRestorablePlace, IBusyPlace
{
    private readonly TemporaryFolder _folder = new();
    private readonly GatedDisk _disk = new();

    public override string Address => $"{(Durability == FileDurability.Full ? "file" : "file-normal")}|{Folder}";

    public override string Host => Path.Combine(AppContext.BaseDirectory, "Fluers.Sdk.Storage.Host.dll");

    /// <summary>A storage has the folder for itself, and acknowledges nothing in one that took its place.</summary>
    public bool RestoresUnderOpenStorages => false;

    /// <summary>The folder that the storage has.</summary>
    protected string Folder => _folder.File("sessions");

    protected virtual FileDurability Durability => FileDurability.Full;

    protected virtual int IndexedCommits => new FileStorageOptions().IndexedCommits;

    public override ValueTask<ISessionStorage> OpenAsync(TimeProvider clock) => ValueTask.FromResult<ISessionStorage>(
        FileStorage.Open(Folder, new FileStorageOptions { Clock = clock, Durability = Durability, IndexedCommits = IndexedCommits, Disk = _disk }));

    public virtual ValueTask<ISessionStorage> OpenToLookAsync() => ValueTask.FromResult<ISessionStorage>(
        FileStorage.Open(Folder, new FileStorageOptions { Access = StorageAccess.ReadOnly }));

    public Task<IReadOnlyDictionary<string, string>> ContentAsync() => Task.FromResult(FolderContent.Of(Folder));

    public Task MoveAwayAsync()
    {
        Directory.Move(Folder, _folder.File("away"));
        return Task.CompletedTask;
    }

    public Task MoveBackAsync()
    {
        Directory.Move(_folder.File("away"), Folder);
        return Task.CompletedTask;
    }

    public Task RemoveAsync()
    {
        Directory.Delete(Folder, recursive: true);
        return Task.CompletedTask;
    }

    public Task ClearAsync() => RemoveAsync();

    public Task BackUpAsync()
    {
        FolderContent.Copy(Folder, _folder.File("backup"));
        return Task.CompletedTask;
    }

    public Task RestoreAsync()
    {
        Directory.Delete(Folder, recursive: true);
        FolderContent.Copy(_folder.File("backup"), Folder);
        return Task.CompletedTask;
    }

    /// <summary>A commit whose flush does not come back has its turn for as long.</summary>
    public async Task<IAsyncDisposable> HoldAsync(ISessionStorage storage, SessionKey session)
    {
        long revision = (await storage.GetInfoAsync(session))!.Revision;
        Task reached = _disk.Close();
        Task<CommitOutcome> held = storage.CommitAsync(TestCommits.Commit(session, revision, null, "held")).AsTask();
        await reached;
        return new Held(_disk, held);
    }

    public override ValueTask DisposeAsync()
    {
        _folder.Dispose();
        return base.DisposeAsync();
    }

    private sealed class Held(GatedDisk disk, Task<CommitOutcome> commit) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            disk.Open();
            await commit;
        }
    }
}

public sealed class UnflushedFilePlace : FilePlace
{
    protected override FileDurability Durability => FileDurability.Normal;
}

/// <summary>A storage that keeps so little in mind that it reads its files again all the time.</summary>
public sealed class ForgetfulFilePlace : FilePlace
{
    protected override FileDurability Durability => FileDurability.Normal;

    protected override int IndexedCommits => 3;
}

/// <summary>A folder in which a session's file can be damaged.</summary>
public class DamagedFilePlace : FilePlace, IDamagedPlace
{
    public async Task<IReadOnlyList<StoredPart>> PartsAsync(SessionKey session)
    {
        string path = Path.Combine(Folder, FileNames.OfTenant(session.Tenant), FileNames.OfSession(session.Id) + FileNames.Frames);
        return [new StoredPart(Path.GetFileName(path), await File.ReadAllBytesAsync(path), bytes => File.WriteAllBytesAsync(path, bytes))];
    }
}
