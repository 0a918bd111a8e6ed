namespace Fluers.Sdk.Testing;

/// <summary>A place on which another writer can be in the middle of a change, so that the commits of everybody else have to wait for it.</summary>
public interface ILockingPlace
{
    /// <summary>
    /// Lets another writer begin a change of a session, and hold whatever the storage locks for one, until the result is disposed. The change is
    /// then undone. Storages that are opened on the place wait for it for much longer than a minute.
    /// </summary>
    /// <param name="session">The session, which is stored.</param>
    ValueTask<IAsyncDisposable> LockAsync(SessionKey session);
}
