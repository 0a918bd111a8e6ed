using Npgsql;

namespace Fluers.Sdk.PostgreSql.Calls;

/// <summary>
/// Notices that a transaction which was asked to stop while it waited for a synchronous standby is stored, and may not be on the standby: the
/// server answers as if all were well, and says so in a warning alone.
/// </summary>
internal sealed class ReplicationWatch : IDisposable
{
    private const string Warning = "01000";

    private readonly NpgsqlConnection _connection;
    private PostgresNotice? _warning;

    public ReplicationWatch(NpgsqlConnection connection)
    {
        _connection = connection;
        connection.Notice += Hear;
    }

    /// <summary>Lets only pass what the server has stored as it was asked to.</summary>
    /// <param name="stop">By which the server was asked to stop; without that, a warning is of something else.</param>
    /// <exception cref="NpgsqlException">The server was asked to stop, and has warned.</exception>
    public void Demand(CancellationToken stop)
    {
        if (_warning is not null && stop.IsCancellationRequested)
        {
            throw new NpgsqlException(_warning.MessageText);
        }
    }

    public void Dispose() => _connection.Notice -= Hear;

    private void Hear(object sender, NpgsqlNoticeEventArgs told)
    {
        if (told.Notice.SqlState == Warning)
        {
            _warning = told.Notice;
        }
    }
}
