using Microsoft.Extensions.Logging;

namespace Fluers.Sdk.Agents.Running;

/// <summary>What a runner tells of its work. Nothing of what is said in a session is logged; the message of an error may be the provider's.</summary>
internal static partial class AgentLogging
{
    [LoggerMessage(1, LogLevel.Warning, "Work item {Work} could not be seen to; it is tried again later.")]
    public static partial void WorkFailed(this ILogger logger, Guid work, Exception error);

    [LoggerMessage(2, LogLevel.Debug, "Attempt {Attempt} at input {Receipt} of session {Session} begins.")]
    public static partial void AttemptBegins(this ILogger logger, int attempt, Guid receipt, SessionKey session);

    [LoggerMessage(3, LogLevel.Warning, "Attempt {Attempt} of {MaxAttempts} at input {Receipt} of session {Session} has failed; the next one begins in {Delay}.")]
    public static partial void AttemptFailed(this ILogger logger, int attempt, int maxAttempts, Guid receipt, SessionKey session, TimeSpan delay, Exception error);

    [LoggerMessage(4, LogLevel.Error, "Input {Receipt} of session {Session} has failed in attempt {Attempt}: {Reason}")]
    public static partial void InputFailed(this ILogger logger, Guid receipt, SessionKey session, int attempt, string? reason, Exception? error);

    [LoggerMessage(5, LogLevel.Information, "Input {Receipt} of session {Session} is {Status} after {Attempt} attempts.")]
    public static partial void InputSettled(this ILogger logger, Guid receipt, SessionKey session, AgentStatus status, int attempt);

    [LoggerMessage(6, LogLevel.Warning, "Input {Receipt} of session {Session} is taken over from worker {Worker}.")]
    public static partial void InputTakenOver(this ILogger logger, Guid receipt, SessionKey session, Guid worker);

    [LoggerMessage(7, LogLevel.Warning, "Another worker goes on with session {Session}; what this one had in hand is not stored.")]
    public static partial void LeaseLost(this ILogger logger, SessionKey session);

    [LoggerMessage(8, LogLevel.Warning, "A decision in input {Receipt} of session {Session} was refused: {Reason}")]
    public static partial void DecisionRefused(this ILogger logger, Guid receipt, SessionKey session, string reason);
}
