using System.Text.Json;
using Fluers.Sdk.Servers;

namespace Fluers.Sdk.Cli.Tests.Sessions;

/// <summary>Stores on servers, by the same commands.</summary>
public sealed class ServerTests
{
    [Theory]
    [InlineData("postgres")]
    [InlineData("redis")]
    public async Task Sessions_go_to_a_server_and_back_and_every_command_reads_them_there(string kind)
    {
        string? why = kind == "postgres" ? PostgreSqlServer.WhyMissing : RedisServer.WhyMissing;
        Assert.SkipWhen(why is not null, why ?? "");
        string secret = kind == "postgres" ? PostgreSqlServer.Shared.ConnectionString : RedisServer.Shared.Configuration;
        string tenant = Guid.NewGuid().ToString();
        using Store one = await new Store("sqlite").WithAsync(messages: 5, "one", "two");
        using Store other = new("file");
        await MoveAsync(one.Url, tenant);
        string file = Path.Combine(one.Folder, "connection");
        await File.WriteAllTextAsync(file, secret + "\n");

        JsonElement there = await RunAsync("sessions", "copy", "--store", $"sqlite:{one.Folder}/moved.db", "--to", $"{kind}:env:PLACE");
        JsonElement listed = await RunAsync("sessions", "list", "--store", $"{kind}:file:{file}", "--schemas", one.Folder);
        JsonElement shown = await RunAsync("sessions", "show", "two", "--store", $"{kind}:env:PLACE", "--schemas", one.Folder);
        JsonElement stats = await RunAsync("sessions", "stats", "--store", $"{kind}:env:PLACE", "--schemas", one.Folder);
        JsonElement verified = await RunAsync("sessions", "verify", "--store", $"{kind}:env:PLACE", "--schemas", one.Folder);
        JsonElement fork = await RunAsync("sessions", "fork", "one", "--at", "2", "--store", $"{kind}:env:PLACE");
        await RunAsync("sessions", "delete", fork.GetProperty("session").GetString()!, "--yes", "--store", $"{kind}:env:PLACE");
        JsonElement back = await RunAsync("sessions", "copy", "--store", $"{kind}:env:PLACE", "--to", other.Url);

        Assert.Equal(2, there.GetProperty("copied").GetInt32());
        Assert.Equal(["two", "one"], listed.EnumerateArray().Select(session => session.GetProperty("session").GetString()));
        Assert.Equal(5, shown.GetProperty("log").GetArrayLength());
        Assert.Equal(12, stats.GetProperty("versions").EnumerateArray().Sum(version => version.GetProperty("frames").GetInt32()));
        Assert.Equal(0, verified.GetProperty("findings").GetArrayLength());
        Assert.Equal(2, back.GetProperty("copied").GetInt32());

        async Task<JsonElement> RunAsync(params string[] arguments)
        {
            Ran ran = await Fluers.RunWithAsync(one.Folder, new() { ["PLACE"] = secret }, [.. arguments, "--tenant", tenant, "--json"]);
            ran.Good();
            return ran.Json;
        }

        // A tenant of its own, since others may use the server.
        async Task MoveAsync(string url, string to)
        {
            foreach (string id in (string[])["one", "two"])
            {
                string export = Path.Combine(one.Folder, id);
                (await Fluers.RunAsync("sessions", "export", id, "--store", url, "--output", export)).Good();
                (await Fluers.RunAsync("sessions", "import", export, "--id", id, "--store", $"sqlite:{one.Folder}/moved.db", "--tenant", to)).Good();
            }
        }
    }
}
