using Fluers.Sdk.Sqlite.Database;
using Fluers.Sdk.Sqlite.Opening;
using Fluers.Sdk.Storage;

namespace Fluers.Sdk.Sqlite.Tables;

/// <summary>The table of heads: one frame for each session, named by its checksum in the session's row.</summary>
internal sealed class HeadTable(Connection connection, StoreFormat format)
{
    private readonly Statement _find = connection.Prepare("SELECT frame FROM heads WHERE session = ?1");
    private readonly Statement _store = connection.Prepare("INSERT OR REPLACE INTO heads (session, frame) VALUES (?1, ?2)");
    private readonly Statement _delete = connection.Prepare("DELETE FROM heads WHERE session = ?1");

    /// <summary>Hands a session's head to a sink, where it lies.</summary>
    /// <exception cref="SessionCorruptException">The head is missing, or not the one that was stored with the session's row.</exception>
    public void Read(SessionRow session, IFrameSink sink)
    {
        using (_find.Bind(1, session.Key).Rows())
        {
            ReadOnlySpan<byte> head = _find.Step() ? _find.Bytes(0) : [];
            if (head.IsEmpty)
            {
                throw new SessionCorruptException(session.Info.Key, "its head is missing");
            }

            if (format.IsSealed && Seal.OfHead(head) != session.HeadCheck)
            {
                throw new SessionCorruptException(session.Info.Key, "its head is not the one that was stored last");
            }

            sink.OnHead(session.Info, head);
        }
    }

    public void Store(long session, ReadOnlySpan<byte> frame) => _store.Bind(1, session).Bind(2, frame).Run();

    public void Delete(long session) => _delete.Bind(1, session).Run();
}
