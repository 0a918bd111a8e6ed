using Fluers.Sdk.Sqlite.Database;
using Fluers.Sdk.Sqlite.Opening;
using Fluers.Sdk.Sqlite.Places;
using Fluers.Sdk.Sqlite.Tables;
using Fluers.Sdk.Storage;

namespace Fluers.Sdk.Sqlite.Reading;

/// <summary>One connection that reads, used by one caller at a time. It never waits for the writer.</summary>
/// <param name="connection">The connection, which becomes the reader's.</param>
/// <param name="format">The format of the file.</param>
/// <param name="alone">The file as it was opened, where it is read without locks, as if nobody else could write.</param>
internal sealed class StoreReader(Connection connection, StoreFormat format, FileLook? alone = null) : IDisposable
{
    private readonly SessionTable _sessions = new(connection, format);
    private readonly SessionListing _listing = new(connection, format);
    private readonly HeadTable _heads = new(connection, format);
    private readonly LogReader _log = new(connection, format);
    private readonly CommitTable _commits = new(connection, format);
    private readonly TenantWalk _tenants = new(connection, format);

    public Connection Connection => connection;

    public StoreFormat Format => format;

    public FileLook? Alone => alone;

    /// <summary>A number that is another one after another connection has committed.</summary>
    public long DataVersion => connection.Number("PRAGMA data_version");

    public bool Read(SessionKey key, EntryRange range, IFrameSink sink, CancellationToken cancellationToken) => AsOfOneRevision(() =>
    {
        if (_sessions.Find(key) is not { IsDeleted: false } session)
        {
            return false;
        }

        session.DemandWhole();
        _heads.Read(session, sink);
        _log.Read(session, range, sink, cancellationToken);
        return true;
    });

    public StoredSessionInfo? Info(SessionKey key) => _sessions.Find(key) is { IsDeleted: false } session ? session.Info : null;

    public StoredSessionPage List(StoredSessionQuery query) => AsOfOneRevision(() => _listing.List(query));

    public CommitRecall Recall(SessionKey key, long revision, Guid commitId) => AsOfOneRevision(() =>
    {
        if (_sessions.Find(key) is not { IsDeleted: false } session)
        {
            return CommitRecall.Foreign;
        }

        session.DemandWhole();
        return session.LastCommit == commitId && session.Info.Revision == revision ? CommitRecall.Known
            : _commits.Find(session, commitId) is { } commit ? commit.Revision == revision ? CommitRecall.Known : CommitRecall.Foreign
            : revision <= session.Forgotten ? CommitRecall.Forgotten
            : CommitRecall.Foreign;
    });

    public IReadOnlyList<string> FindDamage(CancellationToken cancellationToken) => IntegrityCheck.Run(connection, cancellationToken);

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
