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
    private bool _isAnswered;
    private T? _answer;

    protected StoreStatements Statements { get; } = statements;

    protected SessionKey Changed { get; } = changed;

    /// <summary>Whether the server has said once what came of the change, if only its transaction ends well.</summary>
    protected bool IsAnswered => _isAnswered;

    public sealed override async ValueTask<T> RunAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        using var replication = new ReplicationWatch(connection);
        var notify = new NpgsqlBatchCommand(Statements.Notify);
        notify.Parameters.Text(channel.NameOf(Changed)).Text(ChangeChannel.TextOf(Changed));
        NpgsqlBatch both = Batch(connection, Command(), notify);
        await using (both.ConfigureAwait(false))
        {
            bool isAnswered = false;
            try
            {
                NpgsqlDataReader answer = await both.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
                await using (answer.ConfigureAwait(false))
                {
                    await TakeAsync(answer, cancellationToken).ConfigureAwait(false);
                    isAnswered = true;

                    // The answer comes before the transaction ends. Only with the next one it is stored. It is not given up any more: it is there,
                    // or on its way.
                    await answer.NextResultAsync(CancellationToken.None).ConfigureAwait(false);
                    replication.Demand(cancellationToken);
                    return _answer!;
                }
            }
            catch (PostgresException e) when (isAnswered && !DatabaseErrors.IsAnswerMissing(e))
            {
                // Either the transaction failed as it ended, or it is stored and only the telling failed.
            }
        }

        return await AskAloneAsync(connection).ConfigureAwait(false);
    }

    protected abstract NpgsqlBatchCommand Command();

    protected abstract T Result(NpgsqlDataReader answer);

    /// <summary>What came of a change that was asked for again, when the earlier time may have been done or not.</summary>
    protected abstract T Merge(T earlier, T last);

    private async ValueTask<T> AskAloneAsync(NpgsqlConnection connection)
    {
        NpgsqlBatch alone = Batch(connection, Command());
        await using (alone.ConfigureAwait(false))
        {
            NpgsqlDataReader answer = await alone.ExecuteReaderAsync(CancellationToken.None).ConfigureAwait(false);
            await using (answer.ConfigureAwait(false))
            {
                await TakeAsync(answer, CancellationToken.None).ConfigureAwait(false);
                await answer.NextResultAsync(CancellationToken.None).ConfigureAwait(false);
                return _answer!;
            }
        }
    }

    private async ValueTask TakeAsync(NpgsqlDataReader answer, CancellationToken cancellationToken)
    {
        await answer.ReadAsync(cancellationToken).ConfigureAwait(false);
        T result = Result(answer);
        _answer = _isAnswered ? Merge(_answer!, result) : result;
        _isAnswered = true;
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
