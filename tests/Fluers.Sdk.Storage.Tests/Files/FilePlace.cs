using Fluers.Sdk.Testing;

namespace Fluers.Sdk.Storage.Tests.Files;

public class FilePlace : ProcessPlace
{
    private readonly TemporaryFolder _folder = new();

    public override string Address => $"{(Durability == FileDurability.Full ? "file" : "file-normal")}|{_folder.File("sessions")}";

    public override string Host => Path.Combine(AppContext.BaseDirectory, "Fluers.Sdk.Storage.Host.dll");

    /// <summary>The folder that the storage has.</summary>
    protected string Folder => _folder.File("sessions");

    protected virtual FileDurability Durability => FileDurability.Full;

    protected virtual int IndexedCommits => new FileStorageOptions().IndexedCommits;

    public override ValueTask<ISessionStorage> OpenAsync(TimeProvider clock) => ValueTask.FromResult<ISessionStorage>(
        FileStorage.Open(_folder.File("sessions"), new FileStorageOptions { Clock = clock, Durability = Durability, IndexedCommits = IndexedCommits }));

    public override ValueTask DisposeAsync()
    {
        _folder.Dispose();
        return base.DisposeAsync();
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
public sealed class DamagedFilePlace : FilePlace, IDamagedPlace
{
    public async Task<IReadOnlyList<StoredPart>> PartsAsync(SessionKey session)
    {
        string path = Path.Combine(Folder, FileNames.OfTenant(session.Tenant), FileNames.OfSession(session.Id) + FileNames.Frames);
        return [new StoredPart(Path.GetFileName(path), await File.ReadAllBytesAsync(path), bytes => File.WriteAllBytesAsync(path, bytes))];
    }
}
