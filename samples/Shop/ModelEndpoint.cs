using System.ClientModel;
using System.ClientModel.Primitives;
using Microsoft.Extensions.AI;
using OpenAI;

namespace Shop;

/// <summary>A server that speaks OpenAI's protocol, and the model there.</summary>
/// <param name="Address">Where it is; <see langword="null"/> for OpenAI itself.</param>
/// <param name="Model">The name of the model.</param>
internal sealed record ModelEndpoint(Uri? Address, string Model)
{
    /// <summary>The server, for messages.</summary>
    public string Server => Address?.ToString() ?? "the OpenAI API";

    /// <summary>The API key, which only the environment has: from a variable of the program, or from OpenAI's own.</summary>
    /// <param name="variable">The variable of the program.</param>
    /// <returns><see langword="null"/> where there is no key and the server needs one. A server in one's own house often takes any; OpenAI never does.</returns>
    public string? KeyFrom(string variable) => FromEnvironment(variable) ?? FromEnvironment("OPENAI_API_KEY") ?? (Address is null ? null : "none");

    /// <summary>The model there.</summary>
    public IChatClient Connect(string key)
    {
        var options = new OpenAIClientOptions { RetryPolicy = new ClientRetryPolicy(maxRetries: 1), NetworkTimeout = TimeSpan.FromSeconds(100) };
        if (Address is not null)
        {
            options.Endpoint = Address;
        }

        return new OpenAIClient(new ApiKeyCredential(key), options).GetChatClient(Model).AsIChatClient();
    }

    private static string? FromEnvironment(string name) =>
        Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value.Trim() : null;
}
