namespace Fluers.Sdk;

/// <summary>The root of all errors that sessions, storage and codecs raise.</summary>
public abstract class SessionException : Exception
{
    private protected SessionException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }
}
