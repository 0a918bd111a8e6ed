using System.ClientModel;
using System.Net.Sockets;
using Microsoft.Extensions.AI;
using Shop;

namespace SupportAgent;

/// <summary>A model behind any server that speaks OpenAI's protocol. What goes wrong there is said in one sentence.</summary>
internal sealed class RemoteModel(ModelEndpoint endpoint, string key) : DelegatingChatClient(endpoint.Connect(key))
{
    public override async Task<ChatResponse> GetResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        ChatResponse response;
        try
        {
            response = await base.GetResponseAsync(messages, options, cancellationToken);
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            throw Explain(e);
        }

        // What is thrown here is not recorded: the model is asked again.
        return response.Messages.SelectMany(message => message.Contents).Any(content => content is TextContent { Text.Length: > 0 } or FunctionCallContent)
            ? response
            : throw new Failure(ExitCode.Model, $"The model '{endpoint.Model}' answered nothing; ask it again, or another one with --model");
    }

    // A client library has no closed list of exceptions, so none is let through: each becomes words and an exit code.
    private Failure Explain(Exception e)
    {
        Exception cause = e is AggregateException { InnerExceptions: [.., var last] } ? last : e;
        return cause switch
        {
            ClientResultException { Status: 401 or 403 } => new Failure(
                ExitCode.Key, $"{endpoint.Server} refused the API key; set SUPPORT_AGENT_API_KEY or OPENAI_API_KEY to a valid one"),
            ClientResultException { Status: 404 } => new Failure(
                ExitCode.Model, $"{endpoint.Server} does not know the model '{endpoint.Model}' or the path; check --model and --endpoint, which often ends in /v1"),
            ClientResultException { Status: > 0 } refused => new Failure(
                ExitCode.Model, $"{endpoint.Server} answered with status {refused.Status} ({Failure.OneLine(refused.Message)}); try again later, or mend what it names"),
            _ when cause.GetBaseException() is SocketException socket => new Failure(
                ExitCode.Model, $"No server answers at {endpoint.Server} ({socket.Message}); check --endpoint and that the server runs"),
            OperationCanceledException => new Failure(
                ExitCode.Model, $"{endpoint.Server} did not answer in time; try again later"),
            _ => new Failure(
                ExitCode.Model, $"{endpoint.Server} did not answer as an OpenAI-compatible server does ({Failure.OneLine(cause.Message)}); check --endpoint, which often ends in /v1"),
        };
    }
}
