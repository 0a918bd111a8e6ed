using Fluers.Sdk.Storage;

namespace Fluers.Sdk.Testing;

/// <summary>For a storage with an <see cref="ISessionTenants"/>: a tenant is listed as long as it has a session.</summary>
/// <typeparam name="TPlace">The storage that the law is held against.</typeparam>
public abstract class TenantLaws<TPlace> : StorageLaws<TPlace>
    where TPlace : StoragePlace, new()
{
    private ISessionTenants Tenants => Storage.GetCapability<ISessionTenants>() ?? throw new InvalidOperationException("This storage lists no tenants.");

    [Fact]
    public async Task A_storage_without_sessions_has_no_tenants() => Assert.Empty(await ListedAsync());

    [Fact]
    public async Task Tenants_are_listed_once_each_and_in_order_however_many_sessions_they_have()
    {
        string[] tenants = [.. Enumerable.Range(0, 230).Select(i => $"tenant-{i}")];
        foreach (string tenant in tenants.Reverse())
        {
            await Store(TestCommits.Commit(Key("first", tenant), 0, "h", "a"));
        }

        foreach (int i in Enumerable.Range(0, 40))
        {
            await Store(TestCommits.Commit(Key($"session-{i}", tenants[i % 3]), 0, "h"));
        }

        Assert.Equal(tenants.Order(StringComparer.Ordinal), await ListedAsync());
    }

    [Fact]
    public async Task A_tenant_whose_last_session_was_deleted_is_not_listed()
    {
        foreach ((string id, string tenant) in new[] { ("a", "left"), ("b", "left"), ("a", "gone"), ("b", "gone"), ("a", "next") })
        {
            await Store(TestCommits.Commit(Key(id, tenant), 0, "h", "e"));
        }

        await Storage.DeleteAsync(Key("a", "left"));
        await Storage.DeleteAsync(Key("a", "gone"));
        Assert.Equal(["gone", "left", "next"], await ListedAsync());

        await Storage.DeleteAsync(Key("b", "gone"));
        Assert.Equal(["left", "next"], await ListedAsync());

        await Store(TestCommits.Commit(Key("c", "gone"), 0, "h"));
        Assert.Equal(["gone", "left", "next"], await ListedAsync());
    }

    [Fact]
    public async Task A_commit_that_is_refused_makes_no_tenant()
    {
        Assert.Equal(CommitStatus.NotFound, (await Storage.CommitAsync(TestCommits.Commit(Key(tenant: "refused"), 1, "h"))).Status);
        await Storage.GetInfoAsync(Key(tenant: "asked-for"));

        Assert.Empty(await ListedAsync());
    }

    [Fact]
    public async Task Hostile_names_come_back_as_they_are()
    {
        // Of two that differ in case alone, and longer than the names that a file system takes when they are escaped.
        string[] tenants = [.. HostileNames.All, new string('X', SessionId.MaxLength), new string('x', SessionId.MaxLength - 2) + "Xx"];
        foreach (string tenant in tenants)
        {
            await Store(TestCommits.Commit(Key(tenant: tenant), 0, "h"));
        }

        Assert.Equal(tenants.Order(StringComparer.Ordinal), await ListedAsync());
        foreach (string tenant in await ListedAsync())
        {
            Assert.Equal(["session"], await Listed(tenant));
        }
    }

    [Fact]
    public async Task Tenants_that_come_and_go_while_others_are_listed_do_no_harm()
    {
        string[] quiet = [.. Enumerable.Range(0, 120).Select(i => $"{i:000}-quiet")];
        foreach (string tenant in quiet)
        {
            await Store(TestCommits.Commit(Key(tenant: tenant), 0, "h"));
        }

        using var stop = new CancellationTokenSource();
        Task<int[]> writing = Together(1, async _ =>
        {
            for (int i = 0; !stop.IsCancellationRequested; i++)
            {
                string tenant = $"{i * 7 % 120:000}-busy";
                await Store(TestCommits.Commit(Key($"session-{i}", tenant), 0, "h"));
                await Storage.DeleteAsync(Key($"session-{i}", tenant));
                await Task.Yield();
            }

            return 0;
        });
        for (int round = 0; round < 5; round++)
        {
            List<string> listed = await ListedAsync();
            Assert.Equal(listed.Distinct().Order(StringComparer.Ordinal), listed);
            Assert.Equal(quiet, listed.Where(tenant => tenant.EndsWith("quiet", StringComparison.Ordinal)));
        }

        await stop.CancelAsync();
        await writing;
        Assert.Equal(quiet, await ListedAsync());
    }

    [Fact]
    public async Task A_tenant_that_is_made_for_each_that_is_listed_is_no_obstacle()
    {
        foreach (string tenant in new[] { "a", "b", "c" })
        {
            await Store(TestCommits.Commit(Key(tenant: tenant), 0, "h"));
        }

        var listed = new List<string>();
        await foreach (string tenant in Tenants.ListTenantsAsync())
        {
            listed.Add(tenant);
            Assert.Equal(["session"], await Listed(tenant));
            if (tenant.Length == 1)
            {
                await Store(TestCommits.Commit(Key(tenant: tenant + "-made"), 0, "h"));
            }
        }

        Assert.Equal(["a", "b", "c"], listed.Where(tenant => tenant.Length == 1));
        Assert.Equal(["a", "a-made", "b", "b-made", "c", "c-made"], await ListedAsync());
    }

    [Fact]
    public async Task A_listing_can_be_given_up()
    {
        await Store(TestCommits.Commit(Key(), 0, "h"));
        using var given = new CancellationTokenSource();
        await given.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await Tenants.ListTenantsAsync(given.Token).ToListAsync());

        await foreach (string tenant in Tenants.ListTenantsAsync())
        {
            Assert.Equal(SessionKey.DefaultTenant, tenant);
            break;
        }
    }

    private async Task<List<string>> ListedAsync() => await Tenants.ListTenantsAsync().ToListAsync();
}
