namespace Fluers.Sdk.Agents;

/// <summary>An idempotency key was used before with another input. The new input was not accepted.</summary>
public sealed class AgentConflictException : SessionException
{
    /// <summary>Creates the error.</summary>
    /// <param name="session">The session.</param>
    /// <param name="idempotencyKey">The key.</param>
    /// <param name="receipt">The receipt of the input that has the key.</param>
    public AgentConflictException(SessionKey session, string idempotencyKey, AgentReceipt receipt)
        : base($"Session '{session}' has accepted another input under the idempotency key '{idempotencyKey}', with receipt {receipt}. "
            + "Repeat that input, or give the new one a key of its own.")
    {
        Session = session;
        IdempotencyKey = idempotencyKey;
        Receipt = receipt;
    }

    /// <summary>The session.</summary>
    public SessionKey Session { get; }

    /// <summary>The key.</summary>
    public string IdempotencyKey { get; }

    /// <summary>The receipt of the input that has the key.</summary>
    public AgentReceipt Receipt { get; }
}
