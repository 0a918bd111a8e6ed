using System.Diagnostics;
using System.Text.Json;
using Fluers.Sdk.Storage;

namespace Fluers.Sdk.Cli.Tests.Sessions;

/// <summary>What is stopped in the middle leaves whole sessions behind, and goes on when it is given again.</summary>
public sealed class StoppingTests
{
    private const int Sessions = 400;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_copy_that_is_stopped_or_killed_leaves_whole_sessions_and_goes_on(bool asked)
    {
        using Store one = await new Store("sqlite").WithAsync(messages: 40, [.. Enumerable.Range(0, Sessions).Select(i => $"s{i}")]);
        (Store other, Process copy) = await StopAsync(one, asked);
        for (int attempt = 1; attempt < 10 && await CountAsync(other) == Sessions; attempt++)
        {
            // It was done before it could be stopped.
            copy.Dispose();
            other.Dispose();
            (other, copy) = await StopAsync(one, asked);
        }

        using Store target = other;
        using Process stopped = copy;
        string errors = await copy.StandardError.ReadToEndAsync();
        int there = await CountAsync(other);
        JsonElement verified = (await Fluers.RunInAsync(other.Folder, "sessions", "verify", "--store", other.Url, "--json")).Json;
        JsonElement again = (await Fluers.RunInAsync(other.Folder, "sessions", "copy", "--store", one.Url, "--to", other.Url, "--json")).Json;

        Assert.InRange(there, 5, Sessions - 1);
        Assert.Equal(asked ? (130, "fluers: Stopped. What was stored is whole; the command can be given again.\n") : (137, ""), (copy.ExitCode, errors));
        Assert.Equal(0, verified.GetProperty("findings").GetArrayLength());
        Assert.Equal((there, Sessions - there), (again.GetProperty("same").GetInt32(), again.GetProperty("copied").GetInt32()));
    }

    /// <summary>Begins to copy to a new store, and stops that in the middle.</summary>
    private static async Task<(Store Target, Process Copy)> StopAsync(Store source, bool asked)
    {
        var target = new Store("sqlite");
        Process copy = Fluers.Start(source.Folder, [], "sessions", "copy", "--store", source.Url, "--to", target.Url);
        while (!copy.HasExited && await CountAsync(target) < 5)
        {
            await Task.Delay(5);
        }

        if (asked)
        {
            copy.CtrlC();
        }
        else
        {
            copy.Kill();
        }

        await copy.WaitForExitAsync();
        return (target, copy);
    }

    private static async Task<int> CountAsync(Store store)
    {
        if (!File.Exists(Path.Combine(store.Folder, "sessions.db")))
        {
            return 0;
        }

        await using ISessionStorage storage = store.Open();
        return (await storage.ListAsync(new StoredSessionQuery { Tenant = SessionKey.DefaultTenant, PageSize = Sessions })).Sessions.Count;
    }
}
