using Fluers.Sdk.Testing;

namespace Fluers.Sdk.Storage.Tests.Files;

/// <summary>Which tenants a folder has is told by the folders in it, before any of them is used.</summary>
public sealed class FileTenantTests : IDisposable
{
    private static readonly string Hashed = new('T', SessionId.MaxLength);

    private readonly StoredFile _stored = new();

    public void Dispose() => _stored.Dispose();

    [Fact]
    public async Task A_folder_that_is_opened_again_has_the_same_tenants()
    {
        string[] tenants = ["A", "a", "a.b", "con", Hashed, Hashed[1..] + "t"];
        await StoreAsync(tenants);

        await using FileStorage again = _stored.Open();

        Assert.Equal(tenants.Order(StringComparer.Ordinal), await again.ListTenantsAsync().ToListAsync());
    }

    [Fact]
    public async Task A_folder_of_deleted_sessions_is_no_tenant_and_one_of_a_torn_session_is()
    {
        await StoreAsync("deleted", "torn", "whole", Hashed);
        await using (FileStorage storage = _stored.Open())
        {
            await storage.DeleteAsync(Key("deleted"));
        }

        Cut("torn");
        Cut("==");

        await using FileStorage again = _stored.Open();
        Assert.Equal([Hashed, "torn", "whole"], await again.ListTenantsAsync().ToListAsync());
        Assert.NotNull(Assert.Single((await again.ListAsync(new StoredSessionQuery { Tenant = Hashed })).Sessions).Damage);
    }

    [Fact]
    public async Task A_session_whose_creation_a_crash_tore_is_nobodys_and_its_id_can_be_taken()
    {
        await StoreAsync("crashed", "whole");
        string file = FileOf("crashed");
        File.Move(file, Path.ChangeExtension(file, ".new"));   // as it is called until it is whole

        await using FileStorage again = _stored.Open();

        Assert.Equal(["whole"], await again.ListTenantsAsync().ToListAsync());
        Assert.Null(await again.GetInfoAsync(Key("crashed")));
        Assert.Equal(CommitStatus.Committed, (await again.CommitAsync(TestCommits.Commit(Key("crashed"), 0, "h"))).Status);
        Assert.Equal(["crashed", "whole"], await again.ListTenantsAsync().ToListAsync());
        Assert.EndsWith(".frames", FileOf("crashed"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_tenant_whose_one_session_is_damaged_is_listed_as_the_session_is()
    {
        await StoreAsync("damaged");
        string file = FileOf("damaged");
        byte[] bytes = await File.ReadAllBytesAsync(file);
        bytes[5] ^= 1;
        await File.WriteAllBytesAsync(file, bytes);

        await using FileStorage again = _stored.Open();

        Assert.Equal(["damaged"], await again.ListTenantsAsync().ToListAsync());
        Assert.NotNull(Assert.Single((await again.ListAsync(new StoredSessionQuery { Tenant = "damaged" })).Sessions).Damage);
    }

    [Fact]
    public async Task Folders_of_other_names_are_no_tenants()
    {
        await StoreAsync("a");
        foreach (string name in new[] { "lost+found", "t-", "t-B", "t-=", "t-==00" })
        {
            Directory.CreateDirectory(Path.Combine(_stored.Folder, name));
        }

        await using FileStorage again = _stored.Open();

        Assert.Equal(["a"], await again.ListTenantsAsync().ToListAsync());
    }

    private static SessionKey Key(string tenant) => new(tenant, new SessionId("session"));

    private async Task StoreAsync(params string[] tenants)
    {
        await using FileStorage storage = _stored.Open();
        foreach (string tenant in tenants)
        {
            await storage.CommitAsync(TestCommits.Commit(Key(tenant), 0, "h", "e"));
        }
    }

    private string FileOf(string folder) => Assert.Single(Directory.GetFiles(Assert.Single(Directory.GetDirectories(_stored.Folder, $"t-{folder}*"))));

    private void Cut(string folder)
    {
        using FileStream file = File.OpenWrite(FileOf(folder));
        file.SetLength(file.Length - 5);
    }
}
