using System.Net.Sockets;
using Npgsql;

namespace Fluers.Sdk.PostgreSql.Database;

/// <summary>
/// The database that holds a store. It asks again where the failure was the connection's or a collision's, and asking again is
/// harmless. What it then gives up with is a <see cref="SessionStorageException"/> that names the store.
/// </summary>
/// <param name="dataSource">Where connections come from.</param>
/// <param name="place">What errors call the store.</param>
internal sealed class SessionDatabase(NpgsqlDataSource dataSource, string place)
{
    /// <summary>How often to ask anew after collisions with other transactions. One of those that collide always gets through.</summary>
    private const int MaxCollisions = 50;

    /// <summary>How often to ask anew over another connection.</summary>
    private const int MaxBroken = 3;

    /// <summary>How much longer to wait each time, in milliseconds; the first time nothing.</summary>
    private const int Pause = 20;

    /// <summary>What errors call the store.</summary>
    public string Place { get; } = place;

    public async ValueTask<T> AskAsync<T>(DatabaseCall<T> call, CancellationToken cancellationToken)
    {
        bool isDoubtful = false;
        for (int collisions = 0, broken = 0; ;)
        {
            NpgsqlConnection? connection = null;
            try
            {
                connection = await OpenAsync(cancellationToken).ConfigureAwait(false);
                return await call.RunAsync(connection, cancellationToken).ConfigureAwait(false);
            }
            catch (Exception e) when (IsDatabaseFault(e) && !call.IsCallersFault)
            {
                if (DatabaseErrors.IsCollision(e) && collisions++ < MaxCollisions)
                {
                    continue;
                }

                bool isBroken = connection is not null && DatabaseErrors.IsAnswerMissing(e);
                isDoubtful |= isBroken;
                if (isBroken && call.MayBeRepeated && !DatabaseErrors.IsTimeout(e) && broken < MaxBroken)
                {
                    // A connection that lay in the pool while the server went down is found broken when it is used, and the others there
                    // are no better: the next one is to be new. It may yet be an old one while another call clears the pool, so that is waited for.
                    dataSource.Clear();
                    cancellationToken = CancellationToken.None;   // giving up now would say that nothing was stored
                    await Task.Delay(broken++ * Pause, CancellationToken.None).ConfigureAwait(false);
                    continue;
                }

                throw DatabaseErrors.Describe(Place, e, !call.Changes ? Outcome.None : isDoubtful ? Outcome.Unknown : Outcome.Nothing);
            }
            finally
            {
                if (connection is not null)
                {
                    await connection.DisposeAsync().ConfigureAwait(false);
                }
            }
        }
    }

    /// <summary>Opens a connection. Errors are the driver's own.</summary>
    public ValueTask<NpgsqlConnection> OpenAsync(CancellationToken cancellationToken) => dataSource.OpenConnectionAsync(cancellationToken);

    /// <summary>Whether an error comes from the driver or the way to the server.</summary>
    public static bool IsDatabaseFault(Exception error) => error is NpgsqlException or SocketException or IOException or TimeoutException;
}
