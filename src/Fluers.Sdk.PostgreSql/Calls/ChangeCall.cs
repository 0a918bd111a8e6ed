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
        var notify = new NpgsqlBatchCommand(Statements.Notify);
        notify.Parameters.Text(channel.NameOf(Changed)).Text(ChangeChannel.TextOf(Changed));

        // Not to be given up from here on: a server that is asked to stop while it waits for a standby says that all is stored.
        NpgsqlBatch both = Batch(connection, Command(), notify);
        await using (both.ConfigureAwait(false))
        {
            T? result = default;
            bool isAnswered = false;
            try
            {
                NpgsqlDataReader answer = await both.ExecuteReaderAsync(CancellationToken.None).ConfigureAwait(false);
                await using (answer.ConfigureAwait(false))
                {
                    await answer.ReadAsync(CancellationToken.None).ConfigureAwait(false);
                    result = Result(answer);
                    isAnswered = true;

                    // The answer comes before the transaction ends. Only with the next one it is stored.
                    await answer.NextResultAsync(CancellationToken.None).ConfigureAwait(false);
                    return result;
                }
            }
            catch (PostgresException) when (isAnswered)
            {
                // Either the transaction failed as it ended, or it is stored and only the telling failed.
            }

            return Merge(result!, await AskAloneAsync(connection).ConfigureAwait(false));
        }
    }

    protected abstract NpgsqlBatchCommand Command();

    protected abstract T Result(NpgsqlDataReader answer);

    /// <summary>What came of a change that was asked for twice, when the first time may have been done or not.</summary>
    protected abstract T Merge(T first, T second);

    private async ValueTask<T> AskAloneAsync(NpgsqlConnection connection)
    {
        NpgsqlBatch alone = Batch(connection, Command());
        await using (alone.ConfigureAwait(false))
        {
            NpgsqlDataReader answer = await alone.ExecuteReaderAsync(CancellationToken.None).ConfigureAwait(false);
            await using (answer.ConfigureAwait(false))
            {
                await answer.ReadAsync(CancellationToken.None).ConfigureAwait(false);
                T result = Result(answer);
                await answer.NextResultAsync(CancellationToken.None).ConfigureAwait(false);
                return result;
            }
        }
    }

    private static NpgsqlBatch Batch(NpgsqlConnection connection, params ReadOnlySpan<NpgsqlBatchCommand> commands)
    {
        var batch = new NpgsqlBatch(connection) { EnableErrorBarriers = true };
        foreach (NpgsqlBatchCommand command in commands)
        {
            batch.BatchCommands.Add(command);
        }

        return batch;
    }
}
