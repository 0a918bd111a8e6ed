namespace Fluers.Sdk.Agents;

/// <summary>Another worker has taken the session over. What this one was about to store was refused; nothing of it is lost.</summary>
internal sealed class LeaseLostException(SessionKey session) : Exception($"Another worker goes on with session '{session}'.");
