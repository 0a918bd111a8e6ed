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
    public async Task A_folder_of_deleted_sessions_and_commits_that_were_never_whole_is_no_tenants()
    {
        await StoreAsync("deleted", "torn", "whole", Hashed);
        await using (FileStorage storage = _stored.Open())
        {
            await storage.DeleteAsync(Key("deleted"));
        }

        Cut("torn");
        Cut("==");

        await using FileStorage again = _stored.Open();
        Assert.Equal(["whole"], await again.ListTenantsAsync().ToListAsync());

        await again.CommitAsync(TestCommits.Commit(Key("torn"), 0, "h"));
        await again.CommitAsync(TestCommits.Commit(Key(Hashed), 0, "h"));
        Assert.Equal([Hashed, "torn", "whole"], await again.ListTenantsAsync().ToListAsync());
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
