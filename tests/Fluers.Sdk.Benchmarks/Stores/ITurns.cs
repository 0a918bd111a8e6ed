using System.Text.Json;
using Fluers.Sdk.Benchmarks.Peers;
using Fluers.Sdk.Servers;
using Npgsql;
using NpgsqlTypes;

namespace Fluers.Sdk.Benchmarks.Stores;

/// <summary>A way to keep a session, to which a turn is added now and then.</summary>
internal interface ITurns : IAsyncDisposable
{
    /// <summary>Makes a session of some messages, which the next turns go to.</summary>
    Task FillAsync(Message[] messages);

    /// <summary>Persists one more turn.</summary>
    Task PersistAsync(Message[] turn);
}

/// <summary>This SDK.</summary>
internal sealed class StoredTurns(Kind kind, string folder) : ITurns
{
    private readonly SessionStore _store = new(kind.Open(folder));
    private Session<Talk> _session = null!;

    public async Task FillAsync(Message[] messages) =>
        _session = await _store.CreateAsync(new Talk { Subject = "benchmark", Messages = [.. messages] });

    public async Task PersistAsync(Message[] turn)
    {
        foreach (Message message in turn)
        {
            _session.Append(message);
        }

        await _session.SaveAsync();
    }

    public ValueTask DisposeAsync() => _store.DisposeAsync();
}

/// <summary>What most agents do: the whole session as one JSON file, not flushed.</summary>
internal sealed class RewrittenFile(string folder) : ITurns
{
    private List<Message> _messages = [];

    public Task FillAsync(Message[] messages)
    {
        _messages = [.. messages];
        return Task.CompletedTask;
    }

    public Task PersistAsync(Message[] turn)
    {
        _messages.AddRange(turn);
        return File.WriteAllBytesAsync(Path.Combine(folder, "session.json"), JsonSerializer.SerializeToUtf8Bytes([.. _messages], PeerJson.Default.MessageArray));
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}

/// <summary>What most agents with a database do: the whole session as one row of JSON.</summary>
internal sealed class RewrittenRow : ITurns
{
    private readonly NpgsqlDataSource _database = NpgsqlDataSource.Create(PostgreSqlServer.Shared.ConnectionString);
    private List<Message> _messages = [];

    public async Task FillAsync(Message[] messages)
    {
        _messages = [.. messages];
        await using NpgsqlCommand command = _database.CreateCommand("CREATE TABLE IF NOT EXISTS whole_sessions (id text PRIMARY KEY, state jsonb NOT NULL)");
        await command.ExecuteNonQueryAsync();
    }

    public async Task PersistAsync(Message[] turn)
    {
        _messages.AddRange(turn);
        await using NpgsqlCommand command = _database.CreateCommand(
            "INSERT INTO whole_sessions VALUES ('benchmark', $1) ON CONFLICT (id) DO UPDATE SET state = excluded.state");
        command.Parameters.Add(new NpgsqlParameter { Value = JsonSerializer.SerializeToUtf8Bytes([.. _messages], PeerJson.Default.MessageArray), NpgsqlDbType = NpgsqlDbType.Jsonb });
        await command.ExecuteNonQueryAsync();
    }

    public ValueTask DisposeAsync() => _database.DisposeAsync();
}
