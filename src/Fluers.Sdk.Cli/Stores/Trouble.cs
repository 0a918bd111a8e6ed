using Fluers.Sdk.Cli.Sessions;
using Fluers.Sdk.Storage;

namespace Fluers.Sdk.Cli.Stores;

/// <summary>Work on one session after the other, where one that fails hides none of the others.</summary>
/// <param name="stores">The stores that the work uses. When one of them is gone, going on makes no sense.</param>
internal sealed class Trouble(params ISessionStorage[] stores)
{
    /// <summary>Does the work on one session.</summary>
    /// <returns>Why it cannot be done; <see langword="null"/> when it was done.</returns>
    /// <exception cref="SessionStorageException">A store is gone.</exception>
    public async Task<Finding?> WithAsync(SessionKey key, Func<Task> work, CancellationToken cancellationToken)
    {
        try
        {
            await work();
            return null;
        }
        catch (SessionCorruptException e)
        {
            return new Finding(key, e.Entry, "damaged", e.Reason);
        }
        catch (SessionStorageException e)
        {
            await DemandStoresAsync(key, cancellationToken);
            return new Finding(key, null, "unreadable", e.Message);
        }
        catch (SessionConflictException) when (stores.Length > 1)
        {
            return new Finding(key, null, "taken", "another session has this id in the other store; nothing of it was changed");
        }
        catch (Exception e) when (e is SessionException or OverflowException or OutOfMemoryException or ArgumentException)
        {
            return new Finding(key, null, "failed", e is ArgumentException refused ? CommandLine.Refusal.Bare(refused) : e.Message);
        }
    }

    /// <summary>Stores that still answer have trouble with this one session alone.</summary>
    private async Task DemandStoresAsync(SessionKey key, CancellationToken cancellationToken)
    {
        foreach (ISessionStorage store in stores)
        {
            await store.ListAsync(new StoredSessionQuery { Tenant = key.Tenant, PageSize = 1 }, cancellationToken);
        }
    }
}
