using Fluers.Sdk.Agents.Entries;
using Fluers.Sdk.Agents.Recording;
using Microsoft.Extensions.AI;

namespace Fluers.Sdk.AgentFramework.Recording;

/// <summary>
/// The recorded conversation as an agent is given it. The agent's client that runs tools carries out decisions itself, so in place of an approved call that is to be
/// run it is given the question. Every other call comes with its result.
/// </summary>
internal static class StoredHistory
{
    /// <summary>The history for a request.</summary>
    /// <param name="log">What is recorded.</param>
    /// <param name="request">The messages of the request.</param>
    /// <param name="notStarted">The calls that have not been started though their start may be stored.</param>
    /// <param name="foreign">Whether what a provider has protected is not for the one that is asked; <see langword="null"/> where all is given to all.</param>
    public static IReadOnlyList<ChatMessage> For(AgentLog log, IReadOnlyList<ChatMessage> request, IReadOnlySet<string> notStarted, Func<string, bool>? foreign)
    {
        HashSet<string> decided = [.. Of<ToolApprovalResponseContent>(request).Where(decision => decision.Approved).Select(decision => decision.RequestId)];
        HashSet<string> asked = [.. Of<ToolApprovalRequestContent>(request).Select(question => question.RequestId)];
        HashSet<string> answered = [.. Of<FunctionResultContent>(request).Select(result => result.CallId)];
        Dictionary<string, OpenCall> running = log.OpenCalls
            .Where(open => open.Question is not null && (!open.WasStarted || notStarted.Contains(open.Call.CallId)) && decided.Contains(open.Question.RequestId))
            .ToDictionary(open => open.Question!.RequestId);
        HashSet<string> known = [.. Of<FunctionCallContent>(log.Conversation).Select(call => call.CallId)];
        var said = new List<ChatMessage>(log.Conversation.Count);
        var others = new HashSet<ChatMessage>(ReferenceEqualityComparer.Instance);
        foreach (ChatMessage message in log.Conversation)
        {
            said.Add(WithContents(message, [.. Contents(message)]));
            if (foreign is not null && log.ProviderOf(message) is { } provider && foreign(provider))
            {
                others.Add(said[^1]);
            }
        }

        return ModelView.Of(
            said,
            call => answered.Contains(call.CallId) ? null : SettledCall.Missing(call.CallId, Find(log, call)?.MayHaveRun == true && !notStarted.Contains(call.CallId)),
            others.Contains,
            asks: question => running.ContainsKey(question.RequestId));

        IEnumerable<AIContent> Contents(ChatMessage message)
        {
            foreach (AIContent content in message.Contents)
            {
                switch (content)
                {
                    case ToolApprovalRequestContent { ToolCall: FunctionCallContent call } question:
                        if (running.ContainsKey(question.RequestId))
                        {
                            // The client makes the call again from the question; it stands in the request where that has it.
                            if (!asked.Contains(question.RequestId))
                            {
                                yield return question;
                            }
                        }
                        else if (!known.Contains(call.CallId))
                        {
                            yield return call;   // a conversation of the framework's own has the question alone
                        }

                        break;
                    case FunctionCallContent call when running.Values.Any(open => ReferenceEquals(open.Call, call)):
                        break;
                    default:
                        yield return content;
                        break;
                }
            }
        }
    }

    private static OpenCall? Find(AgentLog log, FunctionCallContent call) => log.OpenCalls.FirstOrDefault(open => ReferenceEquals(open.Call, call));

    private static ChatMessage WithContents(ChatMessage message, AIContent[] contents)
    {
        if (message.Contents.SequenceEqual(contents))
        {
            return message;
        }

        ChatMessage copy = message.Clone();
        copy.Contents = contents;
        return copy;
    }

    private static IEnumerable<T> Of<T>(IEnumerable<ChatMessage> messages) => messages.SelectMany(message => message.Contents).OfType<T>();
}
