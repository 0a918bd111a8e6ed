namespace Fluers.Sdk;

/// <summary>The root of all errors that sessions, storage and codecs raise.</summary>
public abstract class SessionException : Exception
{
    /// <summary>Creates the error.</summary>
    /// <param name="message">What was found, what was expected and what to do, in whole sentences.</param>
    /// <param name="innerException">What a lower layer said.</param>
    protected SessionException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }
}
