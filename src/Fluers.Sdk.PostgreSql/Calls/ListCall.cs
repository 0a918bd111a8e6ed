using Fluers.Sdk.PostgreSql.Database;
using Fluers.Sdk.Storage;
using Npgsql;

namespace Fluers.Sdk.PostgreSql.Calls;

/// <summary>Asks for one page of a listing.</summary>
internal sealed class ListCall(StoreStatements statements, StoredSessionQuery query) : DatabaseCall<StoredSessionPage>
{
    private readonly ListPosition _from = ListPosition.Of(query);

    public override bool Changes => false;

    public override async ValueTask<StoredSessionPage> RunAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        var command = new NpgsqlCommand(query.Order == SessionOrder.LatestFirst ? statements.LatestFirst : statements.LatestLast, connection);
        await using (command.ConfigureAwait(false))
        {
            command.Parameters
                .Text(query.Tenant)
                .Number(_from.Updates)
                .Number(query.PageSize)
                .Number(query.SchemaHash is { } hash ? unchecked((long)hash) : null)
                .Small(query.SchemaVersion)
                .Number(query.UpdatedSince?.UtcTicks)
                .Text(_from.Id);
            NpgsqlDataReader rows = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
            await using (rows.ConfigureAwait(false))
            {
                return await ReadAsync(rows, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private async ValueTask<StoredSessionPage> ReadAsync(NpgsqlDataReader rows, CancellationToken cancellationToken)
    {
        var sessions = new List<StoredSessionInfo>();
        int count = 0;
        ListPosition last = _from;
        while (await rows.ReadAsync(cancellationToken).ConfigureAwait(false))
        {
            // A damaged id names no session that anyone could ask for, and must not hide the others.
            string text = SessionRow.IdOf(rows);
            bool isId = SessionId.TryParse(text, out SessionId id);
            SessionRow row = SessionRow.Read(rows, isId ? new SessionKey(query.Tenant, id) : default);
            count++;
            last = new ListPosition(row.Updates ?? last.Updates, isId ? text : "");
            if (isId)
            {
                sessions.Add(row.Info);
            }
        }

        return new StoredSessionPage(sessions, count == query.PageSize ? last.ToString() : null);
    }
}
