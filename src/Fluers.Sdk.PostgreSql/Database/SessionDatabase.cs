using System.Net.Sockets;
using Npgsql;

namespace Fluers.Sdk.PostgreSql.Database;

/// <summary>
/// The database that holds a store. It asks again where the failure was the connection's or a collision's, and asking again is
/// harmless. What it then gives up with is a <see cref="SessionStorageException"/> that names the store.
/// </summary>
/// <param name="connections">Where connections come from.</param>
/// <param name="place">What errors call the store.</param>
internal sealed class SessionDatabase(ConnectionSource connections, string place)
{
    /// <summary>How often to ask anew after collisions with other transactions. One of those that collide always gets through.</summary>
    private const int MaxCollisions = 50;

    /// <summary>How often to ask anew over another connection.</summary>
    private const int MaxBroken = 3;

    /// <summary>How much longer to wait each time, in milliseconds; the first time nothing.</summary>
    private const int Pause = 20;

    /// <summary>What errors call the store.</summary>
    public string Place { get; } = place;

    /// <summary>Where connections come from.</summary>
    public ConnectionSource Connections { get; } = connections;

    /// <exception cref="OperationCanceledException">The caller gave up, and nothing was stored.</exception>
    public async ValueTask<T> AskAsync<T>(DatabaseCall<T> call, CancellationToken cancellationToken)
    {
        bool isDoubtful = false;
        for (int collisions = 0, broken = 0; ;)
        {
            var attempt = new Attempt<T>(Connections, call);
            try
            {
                return await attempt.RunAsync(cancellationToken).ConfigureAwait(false);
            }
            catch (OperationCanceledException e) when (cancellationToken.IsCancellationRequested)
            {
                if (call.Changes && (isDoubtful || !attempt.IsUndone(e)))
                {
                    throw DatabaseErrors.Describe(Place, e, Outcome.Unknown);
                }

                cancellationToken.ThrowIfCancellationRequested();
                throw;
            }
            catch (Exception e) when ((IsDatabaseFault(e) || e is OperationCanceledException) && !call.IsCallersFault)
            {
                if (DatabaseErrors.IsCollision(e) && collisions++ < MaxCollisions)
                {
                    continue;
                }

                if (DatabaseErrors.IsAnothersStatement(e) && Connections.StopPreparing())
                {
                    continue;
                }

                bool isBroken = attempt.IsSent && DatabaseErrors.IsAnswerMissing(e);
                isDoubtful |= isBroken;
                if (isBroken && call.MayBeRepeated && !DatabaseErrors.IsTimeout(e) && broken < MaxBroken)
                {
                    // A connection that lay in the pool while the server went down is found broken when it is used, and the others there
                    // are no better: the next one is to be new. It may yet be an old one while another call clears the pool, so that is waited for.
                    Connections.Clear();
                    await Task.Delay(broken++ * Pause, CancellationToken.None).ConfigureAwait(false);
                    continue;
                }

                throw DatabaseErrors.Describe(Place, e, call.AfterFailure(isDoubtful));
            }
        }
    }

    /// <summary>Opens a connection. Errors are the driver's own.</summary>
    public ValueTask<NpgsqlConnection> OpenAsync(CancellationToken cancellationToken) => Connections.OpenAsync(cancellationToken);

    /// <summary>Whether an error comes from the driver or the way to the server.</summary>
    public static bool IsDatabaseFault(Exception error) => error is NpgsqlException or SocketException or IOException or TimeoutException;
}
