using Fluers.Sdk.PostgreSql.Tests.Laws;
using Fluers.Sdk.Servers;
using Fluers.Sdk.Storage;
using Fluers.Sdk.Testing;

namespace Fluers.Sdk.PostgreSql.Tests.Restores;

/// <summary>A schema that is kept and put back by <c>pg_dump</c> and <c>psql</c>, while storages go on with it.</summary>
public sealed class DumpedPlace : PostgreSqlPlace, IRestorablePlace
{
    private readonly Dump _dump = new("plain");

    public override ValueTask<ISessionStorage> OpenAsync(TimeProvider clock)
    {
        Assert.SkipWhen(Dump.WhyMissing is not null, Dump.WhyMissing ?? "");
        return base.OpenAsync(clock);
    }

    public new async Task BackUpAsync()
    {
        await using (var storage = PostgreSqlStorage.Open(ConnectionString, new PostgreSqlOptions { Schema = Schema }))
        {
            await storage.SetUpAsync();
        }

        await _dump.TakeAsync(ConnectionString, Schema);
    }

    public new async Task RestoreAsync()
    {
        await Sql.ExecuteAsync($"DROP SCHEMA {Schema} CASCADE");
        await _dump.RestoreAsync(ConnectionString);
    }

    public override ValueTask DisposeAsync()
    {
        _dump.Dispose();
        return base.DisposeAsync();
    }
}

public sealed class PostgreSqlDumps : RestoreLaws<DumpedPlace>;
