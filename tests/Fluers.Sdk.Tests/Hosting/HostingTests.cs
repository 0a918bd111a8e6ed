using Fluers.Sdk.Hosting;
using Fluers.Sdk.Storage;
using Fluers.Sdk.Tests.Sessions;
using Fluers.Sdk.Tests.TestTypes;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Fluers.Sdk.Tests.Hosting;

/// <summary>Sessions as a service of a host.</summary>
public sealed class HostingTests
{
    [Fact]
    public async Task The_store_that_is_injected_keeps_sessions()
    {
        await using ServiceProvider services = new ServiceCollection().AddFluersSessions(options => options.UseMemory()).BuildServiceProvider();

        SessionId id = (await services.GetRequiredService<SessionStore>().CreateAsync(new Book { Title = "t" })).Id;

        Assert.Equal("t", (await services.GetRequiredService<SessionStore>().LoadAsync<Book>(id))!.State.Title);
    }

    [Fact]
    public async Task Files_are_a_choice_of_one_word()
    {
        string folder = Directory.CreateTempSubdirectory("fluers-hosting-").FullName;
        try
        {
            await using ServiceProvider services = new ServiceCollection().AddFluersSessions(options => options.UseFiles(Path.Combine(folder, "sessions"))).BuildServiceProvider();
            await services.GetRequiredService<SessionStore>().CreateAsync(new Book { Title = "t" });
            Assert.NotEmpty(Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public async Task The_store_is_of_the_tenant_that_was_configured()
    {
        await using ServiceProvider services = new ServiceCollection()
            .AddFluersSessions(options =>
            {
                options.UseMemory();
                options.Tenant = "acme";
            })
            .BuildServiceProvider();

        Assert.Equal("acme", services.GetRequiredService<SessionStore>().Tenant);
    }

    [Fact]
    public async Task The_storage_is_closed_with_the_services()
    {
        var storage = new ProbeStorage();
        await using (ServiceProvider services = new ServiceCollection().AddFluersSessions(options => options.UseStorage(_ => storage)).BuildServiceProvider())
        {
            _ = services.GetRequiredService<SessionStore>();
            Assert.False(storage.Disposed);
        }

        Assert.True(storage.Disposed);
    }

    public static TheoryData<Action<FluersSessionsOptions>, string> Faults => new()
    {
        { _ => { }, "No storage for sessions was chosen; call UseSqlite, UsePostgreSql, UseRedis, UseFiles, UseMemory or UseStorage in AddFluersSessions." },
        {
            options =>
            {
                options.UseMemory();
                options.UseMemory();
            }, "2 storages for sessions were chosen; call one Use method in AddFluersSessions."
        },
        {
            options =>
            {
                options.UseMemory();
                options.Tenant = "a/b";
            }, "A tenant consists of A-Z a-z 0-9 - _ . : @; this one has U+002F at position 1."
        },
    };

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task What_is_configured_wrong_keeps_the_host_from_starting(Action<FluersSessionsOptions> configure, string fault)
    {
        HostApplicationBuilder builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Services.AddFluersSessions(configure);
        using IHost host = builder.Build();

        var e = await Assert.ThrowsAsync<OptionsValidationException>(async () => await host.StartAsync(TestContext.Current.CancellationToken));

        Assert.Equal([fault], e.Failures);
    }

    [Fact]
    public async Task A_store_that_answers_is_healthy()
    {
        await using ServiceProvider services = Healthy(new MemoryStorage());
        await services.GetRequiredService<SessionStore>().CreateAsync(new Book { Title = "t" });

        HealthReport report = await services.GetRequiredService<HealthCheckService>().CheckHealthAsync(TestContext.Current.CancellationToken);

        Assert.Equal(HealthStatus.Healthy, report.Status);
        Assert.StartsWith("The latest session was saved at 20", report.Entries["fluers-sessions"].Description, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_store_that_fails_is_not_healthy_and_says_why()
    {
        await using ServiceProvider services = Healthy(new FailingStorage());

        HealthReport report = await services.GetRequiredService<HealthCheckService>().CheckHealthAsync(TestContext.Current.CancellationToken);

        Assert.Equal(HealthStatus.Unhealthy, report.Status);
        Assert.Equal("The disk is full. Make room.", report.Entries["fluers-sessions"].Description);
    }

    private static ServiceProvider Healthy(ISessionStorage storage)
    {
        IServiceCollection services = new ServiceCollection().AddLogging().AddFluersSessions(options => options.UseStorage(_ => storage));
        services.AddHealthChecks().AddFluersSessions();
        return services.BuildServiceProvider();
    }
}
