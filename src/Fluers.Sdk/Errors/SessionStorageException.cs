namespace Fluers.Sdk;

/// <summary>The storage could not do its work: it cannot be opened, reached, read or written.</summary>
public sealed class SessionStorageException : SessionException
{
    /// <summary>Creates the error.</summary>
    /// <param name="message">What was tried, what happened and what to do, in whole sentences.</param>
    /// <param name="innerException">What the storage's own library said.</param>
    public SessionStorageException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }
}
