using Microsoft.Extensions.AI;
using Shop;

namespace SupportAgent;

/// <summary>Which model answers: the sample's own, or one behind an endpoint.</summary>
internal static class ModelChoice
{
    private const string KeyVariable = "SUPPORT_AGENT_API_KEY";

    public static IChatClient Open(Options options)
    {
        if (options.ModelName is not { } name)
        {
            return new OfflineModel();
        }

        var endpoint = new ModelEndpoint(options.Endpoint, name);
        string key = endpoint.KeyFrom(KeyVariable)
            ?? throw new Failure(ExitCode.Key, "There is no API key; set OPENAI_API_KEY, or name a server that needs none with --endpoint URL.");
        return new RemoteModel(endpoint, key);
    }
}
