using Fluers.Sdk;
using Fluers.Sdk.Agents;

namespace WebAgent;

/// <summary>What went wrong, as a status. Another owner's session is one that there is not.</summary>
internal static class Failures
{
    public static ExceptionHandlerOptions Options { get; } = new()
    {
        StatusCodeSelector = StatusOf,
        SuppressDiagnosticsCallback = context => StatusOf(context.Exception) < StatusCodes.Status500InternalServerError,
    };

    private static int StatusOf(Exception error) => error switch
    {
        SessionNotFoundException => StatusCodes.Status404NotFound,
        AgentConflictException => StatusCodes.Status409Conflict,
        BadHttpRequestException bad => bad.StatusCode,
        ArgumentException { ParamName: "receipt" } => StatusCodes.Status404NotFound,
        SessionStorageException => StatusCodes.Status503ServiceUnavailable,
        _ => StatusCodes.Status500InternalServerError,
    };
}
