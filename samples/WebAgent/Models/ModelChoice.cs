using Microsoft.Extensions.AI;
using Shop;

namespace WebAgent;

/// <summary>Which model answers: the samples' own, or one behind an endpoint.</summary>
internal static class ModelChoice
{
    private const string KeyVariable = "WEB_AGENT_API_KEY";

    public static IChatClient Open(AgentSettings settings, ILoggerFactory logging)
    {
        if (string.IsNullOrEmpty(settings.Model))
        {
            return settings.Endpoint is null
                ? new OfflineModel(settings.WordPause)
                : throw new InvalidOperationException($"{settings.Endpoint} needs a model; name one that it has with --Agent:Model NAME.");
        }

        var endpoint = new ModelEndpoint(settings.Endpoint, settings.Model);
        string key = endpoint.KeyFrom(KeyVariable)
            ?? throw new InvalidOperationException($"There is no API key; set {KeyVariable} or OPENAI_API_KEY, or name a server that needs none with --Agent:Endpoint URL.");
        return new RemoteModel(endpoint, key, logging.CreateLogger<RemoteModel>());
    }
}
