using Fluers.Sdk.Storage;
using Fluers.Sdk.Testing;
using Npgsql;

namespace Fluers.Sdk.PostgreSql.Tests.Laws;

/// <summary>A schema in which another transaction can hold the row of a session. Whoever waits for it is patient.</summary>
public sealed class BusyPostgreSqlPlace : PostgreSqlPlace, IBusyPlace
{
    protected override string ConnectionString => $"{base.ConnectionString};Command Timeout=600;Timeout=600";

    public async Task<IAsyncDisposable> HoldAsync(ISessionStorage storage, SessionKey session)
    {
        var holder = new NpgsqlConnection($"{base.ConnectionString};Pooling=false");
        await holder.OpenAsync();
        await holder.BeginTransactionAsync();
        await using NpgsqlCommand hold = new($"SELECT 1 FROM {Schema}.sessions WHERE tenant = $1 AND id = $2 FOR UPDATE", holder);
        hold.Parameters.Add(new NpgsqlParameter { Value = session.Tenant });
        hold.Parameters.Add(new NpgsqlParameter { Value = session.Id.Value });
        Assert.Equal(1, await hold.ExecuteScalarAsync());
        return holder;
    }
}
