using Fluers.Sdk.Agents.Testing;
using Fluers.Sdk.PostgreSql;
using Fluers.Sdk.Servers;
using Fluers.Sdk.Sqlite;
using Fluers.Sdk.Storage;
using Fluers.Sdk.Testing;
using Npgsql;

namespace Fluers.Sdk.Agents.Tests.Processes;

/// <summary>A store that processes of agents share, and a folder in which their tools leave what they did.</summary>
public abstract class AgentPlace : ProcessPlace
{
    private readonly string _folder = Directory.CreateTempSubdirectory("fluers-agents-").FullName;

    /// <summary>
    /// How many processes are killed at each point of a turn: what <c>FLUERS_AGENT_CRASHES</c> says, 50 with <c>FLUERS_FULL=1</c>, or 3. The point is hit each
    /// time, since the process stops there and waits.
    /// </summary>
    public static int Kills { get; } = Sweep.Length("FLUERS_AGENT_CRASHES", usual: 3, full: 50);

    /// <summary>The folder of the place.</summary>
    protected string Folder => _folder;

    /// <summary>The folder of the tools' effects.</summary>
    public string Effects => Directory.CreateDirectory(Path.Combine(_folder, "effects")).FullName;

    /// <inheritdoc/>
    public override string Host => typeof(ScriptedModel).Assembly.Location;

    /// <inheritdoc/>
    public override ValueTask DisposeAsync()
    {
        Directory.Delete(_folder, recursive: true);
        return base.DisposeAsync();
    }
}

/// <summary>Agents on SQLite.</summary>
public sealed class SqliteAgents : AgentPlace
{
    /// <inheritdoc/>
    public override string Address => $"sqlite|{Path.Combine(Folder, "agents.db")}";

    /// <inheritdoc/>
    public override ValueTask<ISessionStorage> OpenAsync(TimeProvider clock) =>
        ValueTask.FromResult<ISessionStorage>(SqliteStorage.Open(Path.Combine(Folder, "agents.db"), new SqliteOptions { Clock = clock }));
}

/// <summary>Agents on PostgreSQL.</summary>
public sealed class PostgreSqlAgents : AgentPlace
{
    private readonly string _schema = $"agents_{Guid.NewGuid():N}";

    /// <inheritdoc/>
    public override string Address => $"postgresql|{PostgreSqlServer.Shared.ConnectionString}|{_schema}";

    /// <inheritdoc/>
    public override ValueTask<ISessionStorage> OpenAsync(TimeProvider clock)
    {
        Assert.SkipWhen(PostgreSqlServer.WhyMissing is not null, PostgreSqlServer.WhyMissing ?? "");
        return ValueTask.FromResult<ISessionStorage>(
            PostgreSqlStorage.Open(PostgreSqlServer.Shared.ConnectionString, new PostgreSqlOptions { Schema = _schema, Clock = clock }));
    }

    /// <inheritdoc/>
    public override async ValueTask DisposeAsync()
    {
        if (PostgreSqlServer.WhyMissing is null)
        {
            await using NpgsqlDataSource server = NpgsqlDataSource.Create(PostgreSqlServer.Shared.ConnectionString);
            await using NpgsqlCommand drop = server.CreateCommand($"DROP SCHEMA IF EXISTS {_schema} CASCADE");
            await drop.ExecuteNonQueryAsync();
        }

        await base.DisposeAsync();
    }
}
