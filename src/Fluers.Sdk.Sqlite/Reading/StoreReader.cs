using Fluers.Sdk.Sqlite.Database;
using Fluers.Sdk.Sqlite.Tables;
using Fluers.Sdk.Storage;

namespace Fluers.Sdk.Sqlite.Reading;

/// <summary>One connection that reads, used by one caller at a time. It never waits for the writer.</summary>
internal sealed class StoreReader(Connection connection) : IDisposable
{
    private readonly SessionTable _sessions = new(connection);
    private readonly HeadTable _heads = new(connection);
    private readonly LogReader _log = new(connection);
    private readonly TenantWalk _tenants = new(connection);

    public bool Read(SessionKey key, EntryRange range, IFrameSink sink, CancellationToken cancellationToken) => AsOfOneRevision(() =>
    {
        if (_sessions.Find(key) is not { Deleted: false } session)
        {
            return false;
        }

        _heads.Read(session, sink);
        _log.Read(session, range, sink, cancellationToken);
        return true;
    });

    public StoredSessionInfo? Info(SessionKey key) => _sessions.Find(key) is { Deleted: false } session ? session.Info : null;

    public StoredSessionPage List(StoredSessionQuery query) => _sessions.List(query);

    public string? TenantBehind(string text) => _tenants.Behind(text);

    public void Dispose() => connection.Dispose();

    private T AsOfOneRevision<T>(Func<T> read)
    {
        connection.Execute("BEGIN");
        try
        {
            return read();
        }
        finally
        {
            connection.Rollback();   // nothing was changed; this only lets the snapshot go
        }
    }
}
