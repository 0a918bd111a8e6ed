using System.Runtime.CompilerServices;
using Fluers.Sdk.Agents.Tests.Models;
using Microsoft.Extensions.AI;

namespace Fluers.Sdk.Agents.Tests.Programs;

/// <summary>A model whose answers depend on the conversation alone, and that fails or is interrupted when its world says so.</summary>
internal sealed class WorldModel(World world, int seed) : IChatClient
{
    private static readonly string[] Names = ["look", "pay", "browse", "fail"];

    private int _errors;

    /// <summary>Fails at a request to come.</summary>
    public void Fail(int requests) => _errors = requests;

    public Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
        GetStreamingResponseAsync(messages, options, cancellationToken).ToChatResponseAsync(cancellationToken);

    public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        bool isFirst = true;
        foreach (AIContent content in Answer([.. messages]))
        {
            yield return new ChatResponseUpdate(ChatRole.Assistant, [content]);
            if (isFirst && await world.InterruptAsync(Happening.StoppedInModel, cancellationToken))
            {
                cancellationToken.ThrowIfCancellationRequested();
            }

            isFirst = false;
        }
    }

    public object? GetService(Type serviceType, object? serviceKey = null) => null;

    public void Dispose()
    {
    }

    private IEnumerable<AIContent> Answer(List<ChatMessage> request)
    {
        if (_errors > 0 && --_errors == 0)
        {
            bool isWithin = request.Count % 2 == 0;
            world.Happened(isWithin ? Happening.ProviderFailsWithin : Happening.ProviderFails);
            if (isWithin)
            {
                yield return new TextContent("I was about to ");
            }

            throw new HttpRequestException("away");
        }

        // string.GetHashCode differs from process to process; a program does not.
        int salt = request[^1].Text.Aggregate(seed, (hash, letter) => unchecked((hash * 31) + letter));
        var random = new Random(unchecked(salt + (request.Count * 7919)));
        int kind = random.Next(12);
        switch (kind)
        {
            case 0:
                world.Happened(Happening.EmptyAnswer);
                yield break;
            case 1:
                world.Happened(Happening.ThoughtAlone);
                yield return random.Next(2) == 0
                    ? new TextReasoningContent("hm") { ProtectedData = $"secret {request.Count}" }
                    : new UsageContent(new UsageDetails { InputTokenCount = request.Count });
                yield break;
            case 2 or 3:
            case > 3 when request.Count > 40:
                yield return new TextReasoningContent("hm") { ProtectedData = $"secret {request.Count}" };
                yield return new TextContent($"answer {request.Count}");
                yield break;
            case 4 or 5:
                yield return new TextContent(kind == 4 ? $"answer {request.Count} " : "");
                yield break;
            case 6 or 7:
                yield return new TextContent("Let me see.");
                break;
        }

        int calls = random.Next(1, 4);
        if (calls > 1)
        {
            world.Happened(Happening.SeveralCalls);
        }

        for (; calls > 0; calls--)
        {
            string name = Names[random.Next(Names.Length)];
            string id = $"c{request.Count}-{calls}";
            yield return name == "pay" ? FakeModel.Call(id, name, ("amount", random.Next(1000))) : FakeModel.Call(id, name);
        }
    }
}
