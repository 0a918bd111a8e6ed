using System.Data;
using Npgsql;

namespace Fluers.Sdk.PostgreSql.Database;

/// <summary>One attempt to ask a call of the database over one connection.</summary>
/// <remarks>
/// The caller gives up when it is cancelled: the server is asked to stop, and says whether what it had begun is done or undone. A server that
/// does not even answer that is not waited for; the attempt then ends by itself, some time later.
/// </remarks>
internal sealed class Attempt<T>(ConnectionSource connections, DatabaseCall<T> call)
{
    /// <summary>How long a server has to say what became of a call that the caller gave up.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(2);

    /// <summary>Whether the server may have been asked.</summary>
    public bool IsSent { get; private set; }

    /// <summary>Whether the server has undone what was asked, or was not asked.</summary>
    /// <param name="cancelled">How the attempt ended.</param>
    public bool IsUndone(OperationCanceledException cancelled) =>
        !IsSent || cancelled.InnerException is PostgresException { SqlState: PostgresErrorCodes.QueryCanceled };

    /// <exception cref="OperationCanceledException">The caller gave up.</exception>
    public async ValueTask<T> RunAsync(CancellationToken cancellationToken)
    {
        if (!cancellationToken.CanBeCanceled)
        {
            return await AskAsync(CancellationToken.None, CancellationToken.None).ConfigureAwait(false);
        }

        // Not by the caller's own token: asking a server to stop takes a connection of its own, and is not to hold up who cancels.
        var stop = new CancellationTokenSource();
        var abandon = new CancellationTokenSource();
        CancellationTokenRegistration givingUp = cancellationToken.UnsafeRegister(
            _ =>
            {
                _ = stop.CancelAsync();
                abandon.CancelAfter(Grace);
            },
            null);
        await using (givingUp.ConfigureAwait(false))
        {
            Task<T> asking = AskAsync(cancellationToken, stop.Token);
            try
            {
                return await asking.WaitAsync(abandon.Token).ConfigureAwait(false);
            }
            catch (OperationCanceledException) when (!asking.IsCompleted)
            {
                call.Abandon();
                _ = asking.ContinueWith(late => late.Exception, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
                throw;
            }
        }
    }

    private async Task<T> AskAsync(CancellationToken giveUp, CancellationToken stop)
    {
        NpgsqlConnection connection = await connections.OpenAsync(giveUp).ConfigureAwait(false);
        await using (connection.ConfigureAwait(false))
        {
            giveUp.ThrowIfCancellationRequested();
            IsSent = true;
            try
            {
                return await call.RunAsync(connection, stop).ConfigureAwait(false);
            }
            catch (InvalidOperationException e) when (!call.IsCallersFault && connection.FullState != ConnectionState.Open)
            {
                // What the driver says of a connection that broke between two of its steps.
                throw new NpgsqlException("The connection broke off.", e);
            }
        }
    }
}
