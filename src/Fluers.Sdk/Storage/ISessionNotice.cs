namespace Fluers.Sdk.Storage;

/// <summary>
/// A storage that tells when a session changes. Optional: behind a storage without it, who follows a session asks again and again.
/// </summary>
public interface ISessionNotice
{
    /// <summary>Waits until a session stands at another revision than the given one, or is no longer there. May return early.</summary>
    /// <param name="key">The session.</param>
    /// <param name="revision">The revision that the caller has seen; 0 for none.</param>
    /// <param name="cancellationToken">Gives up.</param>
    ValueTask WaitForChangeAsync(SessionKey key, long revision, CancellationToken cancellationToken = default);
}
