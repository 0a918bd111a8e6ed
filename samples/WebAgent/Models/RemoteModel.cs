using System.ClientModel;
using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;
using Shop;

namespace WebAgent;

/// <summary>
/// A model behind an endpoint. An outcome is stored and shown, so it says in one sentence what went wrong; what the server itself said of it
/// stands in the log.
/// </summary>
internal sealed class RemoteModel(ModelEndpoint endpoint, string key, ILogger<RemoteModel> logger) : DelegatingChatClient(endpoint.Connect(key))
{
    public override async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await using IAsyncEnumerator<ChatResponseUpdate> updates = base.GetStreamingResponseAsync(messages, options, cancellationToken).GetAsyncEnumerator(cancellationToken);
        while (await NextAsync(updates, cancellationToken))
        {
            yield return updates.Current;
        }
    }

    private async ValueTask<bool> NextAsync(IAsyncEnumerator<ChatResponseUpdate> updates, CancellationToken cancellationToken)
    {
        try
        {
            return await updates.MoveNextAsync();
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            Log.ModelFailed(logger, endpoint.Server, e);
            throw e is ClientResultException { Status: 400 or 401 or 403 or 404 or 422 } refused
                ? new ModelRefusedException($"The model refused the request with status {refused.Status}. Whoever runs this server finds more in its log.")
                : new IOException("The model did not answer.", e);
        }
    }
}

/// <summary>The model will not answer, however often it is asked.</summary>
internal sealed class ModelRefusedException(string message) : Exception(message);
