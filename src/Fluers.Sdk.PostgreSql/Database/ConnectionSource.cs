using Npgsql;

namespace Fluers.Sdk.PostgreSql.Database;

/// <summary>
/// Where connections come from: a data source of the application's, or one of the storage's own. The own one prepares the statements that
/// it sends often, once it is known that nothing stands between it and the server: a prepared statement belongs to a connection of the
/// server, and a pooler such as PgBouncer lends these to one client after the other.
/// </summary>
internal sealed class ConnectionSource : IAsyncDisposable
{
    /// <summary>Few enough that some processes fit into the hundred connections that a server takes unless told otherwise, and more than it has processors.</summary>
    private const int Connections = 32;

    /// <summary>More than the statements that a storage sends.</summary>
    private const int Prepared = 16;

    private readonly Lock _lock = new();
    private readonly List<NpgsqlDataSource> _own = [];
    private readonly NpgsqlConnectionStringBuilder? _preparing;
    private readonly NpgsqlDataSource _first;
    private volatile NpgsqlDataSource _current;
    private bool _isAsked;

    /// <summary>Takes connections from a data source of the application's, which is left open.</summary>
    public ConnectionSource(NpgsqlDataSource dataSource)
    {
        _first = _current = dataSource;
        Settings = new NpgsqlConnectionStringBuilder(dataSource.ConnectionString);
    }

    /// <summary>Takes connections from a data source of its own.</summary>
    /// <param name="connectionString">A connection string or a URI.</param>
    /// <exception cref="ArgumentException">The text is neither.</exception>
    public ConnectionSource(string connectionString)
    {
        NpgsqlConnectionStringBuilder settings = ConnectionText.Parse(connectionString);
        if (!settings.ShouldSerialize("Maximum Pool Size"))
        {
            settings.MaxPoolSize = Math.Max(Connections, settings.MinPoolSize);
        }

        if (!settings.ShouldSerialize("No Reset On Close"))
        {
            settings.NoResetOnClose = true;   // no call leaves anything behind on its connection
        }

        settings.ApplicationName ??= "Fluers.Sdk";
        if (!settings.ShouldSerialize("Max Auto Prepare"))
        {
            _preparing = new NpgsqlConnectionStringBuilder(settings.ConnectionString) { MaxAutoPrepare = Prepared };
        }

        _first = _current = Build(settings);
        Settings = new NpgsqlConnectionStringBuilder(_first.ConnectionString);
    }

    /// <summary>The settings, without passwords.</summary>
    public NpgsqlConnectionStringBuilder Settings { get; }

    /// <summary>Whether a pooler stands between here and the server, as far as is known.</summary>
    public bool IsPooled { get; private set; }

    public ValueTask<NpgsqlConnection> OpenAsync(CancellationToken cancellationToken) => _current.OpenConnectionAsync(cancellationToken);

    /// <summary>Closes the connections that nobody uses.</summary>
    public void Clear() => _current.Clear();

    /// <summary>Finds out whether a pooler stands in between: then the server's process is another one than that which the connection was told of.</summary>
    public async ValueTask LookForPoolerAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        if (_isAsked || Settings.Multiplexing)
        {
            return;
        }

        var ask = new NpgsqlCommand("SELECT pg_backend_pid()", connection);
        await using (ask.ConfigureAwait(false))
        {
            IsPooled = await ask.ExecuteScalarAsync(cancellationToken).ConfigureAwait(false) is int process && process != connection.ProcessID;
        }

        _isAsked = true;
        if (!IsPooled && _preparing is not null)
        {
            _current = Build(_preparing);
        }
    }

    /// <summary>Prepares nothing any more: a statement was not that which the connection had prepared, so somebody else uses its process too.</summary>
    /// <returns>Whether that changes anything.</returns>
    public bool StopPreparing()
    {
        IsPooled = true;
        return Interlocked.Exchange(ref _current, _first) != _first;
    }

    /// <summary>Closes the connections, unless they are of a data source of the application's.</summary>
    public async ValueTask DisposeAsync()
    {
        NpgsqlDataSource[] own;
        lock (_lock)
        {
            own = [.. _own];
        }

        foreach (NpgsqlDataSource source in own)
        {
            await source.DisposeAsync().ConfigureAwait(false);
        }
    }

    private NpgsqlDataSource Build(NpgsqlConnectionStringBuilder settings)
    {
        NpgsqlDataSource source = new NpgsqlDataSourceBuilder(settings.ConnectionString).Build();
        lock (_lock)
        {
            _own.Add(source);
        }

        return source;
    }
}
