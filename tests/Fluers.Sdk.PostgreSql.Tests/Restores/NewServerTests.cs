using Fluers.Sdk.Servers;
using Fluers.Sdk.Storage;
using Fluers.Sdk.Testing;

namespace Fluers.Sdk.PostgreSql.Tests.Restores;

/// <summary>A dump of one server that is restored into another one is the store as it was, and goes on; who knew what came after it is refused.</summary>
public sealed class NewServerTests : PostgreSqlTest
{
    [Theory]
    [InlineData("plain")]
    [InlineData("custom")]
    public async Task A_store_goes_on_in_a_new_server(string format)
    {
        Assert.SkipWhen((Dump.WhyMissing ?? PostgreSqlServer.WhyNoPrivate) is not null, Dump.WhyMissing ?? PostgreSqlServer.WhyNoPrivate ?? "");
        using var dump = new Dump(format);
        var restored = new RestoredStore();
        await restored.FillAsync(Storage);
        await dump.TakeAsync(Server, Schema);
        await restored.GoOnAsync(Storage);

        using PostgreSqlServer other = PostgreSqlServer.StartPrivate();
        await dump.RestoreAsync(other.ConnectionString);
        await using var storage = PostgreSqlStorage.Open(other.ConnectionString, new PostgreSqlOptions { Schema = Schema });

        await restored.AssertGoesOnAsync(storage);
    }
}
