using Fluers.Sdk.Servers;
using Fluers.Sdk.Storage;
using Fluers.Sdk.Testing;
using Npgsql;

namespace Fluers.Sdk.PostgreSql.Tests.Laws;

/// <summary>A schema in which every column of a session's rows is a part that can be damaged, but for the tenant and the id.</summary>
public sealed class DamagedPostgreSqlPlace : PostgreSqlPlace, IDamagedPlace
{
    // Opened for each bit: over connections that are there already.
    private readonly NpgsqlDataSource? _source = PostgreSqlServer.WhyMissing is null ? NpgsqlDataSource.Create(PostgreSqlServer.Shared.ConnectionString) : null;

    public override ValueTask<ISessionStorage> OpenAsync(TimeProvider clock)
    {
        Assert.SkipWhen(_source is null, PostgreSqlServer.WhyMissing ?? "");
        return ValueTask.FromResult<ISessionStorage>(PostgreSqlStorage.Open(_source, new PostgreSqlOptions { Schema = Schema, Clock = clock }));
    }

    public async Task<IReadOnlyList<StoredPart>> PartsAsync(SessionKey session)
    {
        // Damage knows nothing of indexes: a row may get the key of another one.
        await Sql.ExecuteAsync(
            $"""
            ALTER TABLE {Schema}.entries DROP CONSTRAINT entries_pkey;
            ALTER TABLE {Schema}.commits DROP CONSTRAINT commits_pkey;
            DROP INDEX {Schema}.sessions_by_key
            """);
        string key = $"(SELECT key FROM {Schema}.sessions WHERE tenant = '{session.Tenant}' AND id = '{session.Id}')";
        StoredRow[] rows =
        [
            .. await StoredRow.ReadAsync($"{Schema}.sessions", $"key = {key}"),
            .. await StoredRow.ReadAsync($"{Schema}.entries", $"session = {key}"),
            .. await StoredRow.ReadAsync($"{Schema}.commits", $"session = {key}"),
        ];
        return [.. rows.SelectMany(row => row.Parts)];
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        if (_source is not null)
        {
            await _source.DisposeAsync();
        }
    }
}
