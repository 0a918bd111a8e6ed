using Fluers.Sdk.Servers;

namespace Fluers.Sdk.Redis.Tests.Restores;

/// <summary>A snapshot of one server that is restored into another one is the store as it was, and goes on; who knew what came after it is refused.</summary>
public sealed class NewServerTests
{
    [Fact]
    public async Task A_store_goes_on_in_a_new_server()
    {
        Assert.SkipWhen(RedisServer.WhyNoPrivate is not null, RedisServer.WhyNoPrivate ?? "");
        string snapshot = Path.GetTempFileName();
        var restored = new RestoredStore();
        using (RedisServer server = RedisServer.StartPrivate())
        {
            await using var storage = RedisStorage.Open(server.Configuration);
            await restored.FillAsync(storage);
            server.Save(snapshot);
            await restored.GoOnAsync(storage);
        }

        using RedisServer other = RedisServer.StartPrivate();
        other.Kill();
        other.StartFrom(snapshot);
        File.Delete(snapshot);
        await using var after = RedisStorage.Open(other.Configuration);

        await restored.AssertGoesOnAsync(after);
    }
}
