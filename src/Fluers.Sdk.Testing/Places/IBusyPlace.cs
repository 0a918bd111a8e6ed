using Fluers.Sdk.Storage;

namespace Fluers.Sdk.Testing;

/// <summary>A place where somebody else can hold what a commit waits for: the lock of a file, the transaction of another writer.</summary>
public interface IBusyPlace
{
    /// <summary>Keeps all commits to a session waiting until the result is disposed.</summary>
    /// <param name="storage">The storage under test. What it does meanwhile may be what others wait for.</param>
    /// <param name="session">The session, which exists.</param>
    Task<IAsyncDisposable> HoldAsync(ISessionStorage storage, SessionKey session);
}
