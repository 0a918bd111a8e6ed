using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;

namespace Fluers.Sdk.Agents.Tests.Models;

/// <summary>A model that answers what a test says, and remembers what it was asked with.</summary>
internal sealed class FakeModel(Func<IReadOnlyList<ChatMessage>, IEnumerable<AIContent>> answer) : IChatClient
{
    private readonly List<IReadOnlyList<ChatMessage>> _requests = [];

    /// <summary>What it was asked with, in order.</summary>
    public IReadOnlyList<IReadOnlyList<ChatMessage>> Requests => _requests;

    /// <summary>Who it says that it is.</summary>
    public ChatClientMetadata? Metadata { get; init; }

    public static FunctionCallContent Call(string id, string name, params (string Name, object? Value)[] arguments) =>
        new(id, name, arguments.ToDictionary(argument => argument.Name, argument => argument.Value));

    public Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
        GetStreamingResponseAsync(messages, options, cancellationToken).ToChatResponseAsync(cancellationToken);

    public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await Task.CompletedTask;
        cancellationToken.ThrowIfCancellationRequested();
        List<ChatMessage> request = [.. messages];
        lock (_requests)
        {
            _requests.Add(request);
        }

        foreach (AIContent content in answer(request))
        {
            yield return new ChatResponseUpdate(ChatRole.Assistant, [content]) { ConversationId = options?.ConversationId };
        }
    }

    public object? GetService(Type serviceType, object? serviceKey = null) => serviceType == typeof(ChatClientMetadata) ? Metadata : serviceType == typeof(FakeModel) ? this : null;

    public void Dispose()
    {
    }
}
