using Fluers.Sdk.Testing;

namespace Fluers.Sdk.Storage.Tests.Files;

public class FilePlace : StoragePlace
{
    private readonly TemporaryFolder _folder = new();

    protected virtual FileDurability Durability => FileDurability.Full;

    public override ValueTask<ISessionStorage> OpenAsync(TimeProvider clock) => ValueTask.FromResult<ISessionStorage>(
        FileStorage.Open(_folder.File("sessions"), new FileStorageOptions { Clock = clock, Durability = Durability }));

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
