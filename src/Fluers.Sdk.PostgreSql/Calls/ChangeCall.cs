using Fluers.Sdk.PostgreSql.Database;
using Fluers.Sdk.PostgreSql.Following;
using Npgsql;

namespace Fluers.Sdk.PostgreSql.Calls;

/// <summary>
/// Changes a session, and tells those who wait in other processes, in one round trip of two transactions. A transaction that notifies
/// holds up all others that do until its end, so the change, which waits for the disk, is one by itself.
/// </summary>
/// <typeparam name="T">What the change gives.</typeparam>
internal abstract class ChangeCall<T>(StoreStatements statements, ChangeChannel channel, SessionKey changed) : DatabaseCall<T>
{
    protected StoreStatements Statements { get; } = statements;

    protected SessionKey Changed { get; } = changed;

    public sealed override async ValueTask<T> RunAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var batch = new NpgsqlBatch(connection) { EnableErrorBarriers = true };
        await using (batch.ConfigureAwait(false))
        {
            NpgsqlBatchCommand change = Command();
            var notify = new NpgsqlBatchCommand(Statements.Notify);
            notify.Parameters.Text(channel.NameOf(Changed)).Text(ChangeChannel.TextOf(Changed));
            batch.BatchCommands.Add(change);
            batch.BatchCommands.Add(notify);

            // Not to be given up from here on: a server that is asked to stop while it waits for a standby says that all is stored.
            NpgsqlDataReader answer = await batch.ExecuteReaderAsync(CancellationToken.None).ConfigureAwait(false);
            await using (answer.ConfigureAwait(false))
            {
                await answer.ReadAsync(CancellationToken.None).ConfigureAwait(false);
                T result = Result(answer);
                try
                {
                    // The answer comes before the transaction ends. Only with the next one it is stored.
                    await answer.NextResultAsync(CancellationToken.None).ConfigureAwait(false);
                }
                catch (PostgresException e) when (e.BatchCommand == notify)
                {
                    // Stored, and those who wait elsewhere will hear of it later: not a reason to fail.
                }

                return result;
            }
        }
    }

    protected abstract NpgsqlBatchCommand Command();

    protected abstract T Result(NpgsqlDataReader answer);
}
