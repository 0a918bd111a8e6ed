using Fluers.Sdk.PostgreSql.Database;

namespace Fluers.Sdk.PostgreSql.Opening;

/// <summary>
/// Finds the store in the database; for a change, sets it up in a schema that does not exist or is empty, and upgrades one of an earlier
/// format. What is something else is refused untouched. A look changes nothing.
/// </summary>
/// <param name="database">The database.</param>
/// <param name="names">What the store's tables and functions are called.</param>
/// <param name="clock">Gives the time of an upgrade.</param>
internal sealed class StoreSetUp(SessionDatabase database, StoreNames names, TimeProvider clock)
{
    private readonly SemaphoreSlim _gate = new(1);
    private volatile int _known = (int)StoreFormat.None;

    /// <summary>Returns the format of the store once it has the current one. Asks the server the first time only, and again after a failure.</summary>
    /// <exception cref="SessionStorageException">The server cannot be reached, or the schema is no session store that this build reads.</exception>
    public ValueTask<StoreFormat> EnsureAsync(CancellationToken cancellationToken) =>
        _known == (int)StoreFormat.Current ? new(StoreFormat.Current) : LookAsync(sets: true, cancellationToken);

    /// <summary>Returns the format of the store, and leaves it as it is. Asks the server until there is a store.</summary>
    /// <exception cref="SessionStorageException">The server cannot be reached, or the schema is no session store that this build reads.</exception>
    public ValueTask<StoreFormat> FindAsync(CancellationToken cancellationToken) =>
        _known != (int)StoreFormat.None ? new((StoreFormat)_known) : LookAsync(sets: false, cancellationToken);

    /// <summary>Looks again the next time: somebody has upgraded the store.</summary>
    public void Forget() => _known = (int)StoreFormat.None;

    private async ValueTask<StoreFormat> LookAsync(bool sets, CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (_known < (int)(sets ? StoreFormat.Current : StoreFormat.First))
            {
                _known = (int)await database.AskAsync(new SetUpCall(database, names, sets ? clock.GetUtcNow() : null), cancellationToken).ConfigureAwait(false);
            }

            return (StoreFormat)_known;
        }
        finally
        {
            _gate.Release();
        }
    }
}
