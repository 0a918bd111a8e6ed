using Fluers.Sdk.Storage.Tests.Files;

namespace Fluers.Sdk.Storage.Tests.Kit.Places;

/// <summary>Opens storages on a folder with the flaw that the test at hand is about.</summary>
public sealed class FlawedFilePlace : DamagedFilePlace
{
    private static readonly AsyncLocal<FileFlaw> Current = new();

    private readonly TemporaryFolder _copies = new();

    public static FileFlaw Flaw
    {
        set => Current.Value = value;
    }

    public override async ValueTask<ISessionStorage> OpenAsync(TimeProvider clock)
    {
        if (Current.Value == FileFlaw.EmptiesWhatIsDamaged)
        {
            await EmptyWhatIsDamagedAsync();
        }

        return new FlawedFileStorage(await base.OpenAsync(clock), Current.Value);
    }

    public override async ValueTask<ISessionStorage> OpenToLookAsync()
    {
        switch (Current.Value)
        {
            case FileFlaw.MakesThePlaceThatItLooksAt:
                await (await base.OpenAsync(TimeProvider.System)).DisposeAsync();
                break;
            case FileFlaw.TouchesWhatItLooksAt:
                string session = Directory.EnumerateFiles(Folder, "*", SearchOption.AllDirectories).First();
                File.SetLastWriteTimeUtc(session, File.GetLastWriteTimeUtc(session).AddSeconds(1));
                break;
            case FileFlaw.KeepsWritersOutWhileItLooks:
                return await base.OpenAsync(TimeProvider.System);
            case FileFlaw.SeesWhatWasThereWhenItBeganToLook:
                FolderContent.Copy(Folder, _copies.File("copy"));
                return FileStorage.Open(_copies.File("copy"), new FileStorageOptions { Access = StorageAccess.ReadOnly });
        }

        return new FlawedFileStorage(await base.OpenToLookAsync(), Current.Value);
    }

    public override ValueTask DisposeAsync()
    {
        _copies.Dispose();
        return base.DisposeAsync();
    }

    private async Task EmptyWhatIsDamagedAsync()
    {
        if (!Directory.Exists(Folder))
        {
            return;
        }

        await using ISessionStorage looker = await base.OpenToLookAsync();
        foreach (StoredSessionInfo session in (await looker.ListAsync(new StoredSessionQuery { Tenant = SessionKey.DefaultTenant })).Sessions)
        {
            if (session.Damage is not null)
            {
                await (await PartsAsync(session.Key)).Single().Replace([]);
            }
        }
    }
}
