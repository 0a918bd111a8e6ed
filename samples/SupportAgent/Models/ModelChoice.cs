using Microsoft.Extensions.AI;

namespace SupportAgent;

/// <summary>Which model answers: the sample's own, or one behind an endpoint.</summary>
internal static class ModelChoice
{
    public static IChatClient Open(Options options) =>
        options.ModelName is { } name
            ? new RemoteModel(options.Endpoint, name, KeyFor(options.Endpoint))
            : new OfflineModel();

    // A server in one's own house often takes any key; OpenAI never does.
    private static string KeyFor(Uri? endpoint) =>
        FromEnvironment("SUPPORT_AGENT_API_KEY")
        ?? FromEnvironment("OPENAI_API_KEY")
        ?? (endpoint is not null
            ? "none"
            : throw new Failure(ExitCode.Key, "There is no API key; set OPENAI_API_KEY, or name a server that needs none with --endpoint URL."));

    private static string? FromEnvironment(string name) =>
        Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value.Trim() : null;
}
