namespace Fluers.Sdk;

/// <summary>The session does not exist, or was deleted.</summary>
public sealed class SessionNotFoundException : SessionException
{
    /// <summary>Creates the error for one session.</summary>
    /// <param name="key">The session that was asked for.</param>
    /// <param name="deleted">Whether the session existed and was deleted.</param>
    public SessionNotFoundException(SessionKey key, bool deleted = false)
        : base(deleted
            ? $"Session '{key}' was deleted. A deleted id is never used again; create the session under a new id."
            : $"Session '{key}' does not exist in this store. Check the id and the tenant, or list the sessions.")
    {
        Key = key;
        Deleted = deleted;
    }

    /// <summary>The session that was asked for.</summary>
    public SessionKey Key { get; }

    /// <summary>Whether the session existed once and was deleted.</summary>
    public bool Deleted { get; }
}
