using Fluers.Sdk.PostgreSql.Database;
using Fluers.Sdk.PostgreSql.Opening;
using Fluers.Sdk.Storage;
using Npgsql;

namespace Fluers.Sdk.PostgreSql.Calls;

/// <summary>Asks whether a session's history still holds a commit.</summary>
internal sealed class RecallCall(StoreStatements statements, SessionKey key, long revision, Guid commitId) : DatabaseCall<CommitRecall>
{
    public override bool Changes => false;

    public override async ValueTask<CommitRecall> RunAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        var command = new NpgsqlCommand(statements.Recall, connection);
        await using (command.ConfigureAwait(false))
        {
            command.Parameters.Text(key.Tenant).Text(key.Id.Value).Number(revision);
            NpgsqlDataReader rows = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
            await using (rows.ConfigureAwait(false))
            {
                return await rows.ReadAsync(cancellationToken).ConfigureAwait(false) ? Recall(rows) : CommitRecall.Foreign;
            }
        }
    }

    private CommitRecall Recall(NpgsqlDataReader row)
    {
        if (!row.GetBoolean(3))
        {
            throw new SessionCorruptException(key, SealDamage.Session);
        }

        if (row.IsDBNull(0) || revision > row.GetInt64(1))
        {
            return CommitRecall.Foreign;
        }

        return revision <= row.GetInt64(2) ? CommitRecall.Forgotten
            : row.IsDBNull(4) ? throw new SessionCorruptException(key, SealDamage.Commit)
            : row.GetGuid(4) == commitId ? CommitRecall.Known
            : CommitRecall.Foreign;
    }
}
