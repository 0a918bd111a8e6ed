using Fluers.Sdk.PostgreSql.Database;
using Fluers.Sdk.Storage;
using Npgsql;

namespace Fluers.Sdk.PostgreSql.Calls;

/// <summary>Asks what is known of a session.</summary>
internal sealed class InfoCall(StoreStatements statements, SessionKey key) : DatabaseCall<StoredSessionInfo?>
{
    public override bool Changes => false;

    public override async ValueTask<StoredSessionInfo?> RunAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        var command = new NpgsqlCommand(statements.Info, connection);
        await using (command.ConfigureAwait(false))
        {
            command.Parameters.Text(key.Tenant).Text(key.Id.Value);
            NpgsqlDataReader rows = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
            await using (rows.ConfigureAwait(false))
            {
                return await rows.ReadAsync(cancellationToken).ConfigureAwait(false) && SessionRow.Read(rows, key) is { IsThere: true } row ? row.Info : null;
            }
        }
    }
}
