using Fluers.Sdk.Agents.Testing;
using Fluers.Sdk.Sqlite;
using Fluers.Sdk.Storage;
using Fluers.Sdk.Testing;

namespace Fluers.Sdk.Agents.Tests.Processes;

/// <summary>A store that processes of agents share, and a folder in which their tools leave what they did.</summary>
public abstract class AgentPlace : ProcessPlace
{
    private readonly string _folder = Directory.CreateTempSubdirectory("fluers-agents-").FullName;

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
