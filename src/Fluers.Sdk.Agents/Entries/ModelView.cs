using Fluers.Sdk.Agents.Recording;
using Microsoft.Extensions.AI;

namespace Fluers.Sdk.Agents.Entries;

/// <summary>
/// The conversation as a model is given it, such that a strict provider takes it: each call is answered once, right behind the message that has it; there is no
/// result without its call, no empty message, and nothing that is between the application and its user. It depends on the recorded conversation alone, so it
/// is the same after a restart, and what was given once stays in front of what comes later.
/// </summary>
internal static class ModelView
{
    /// <summary>Gives the view.</summary>
    /// <param name="log">What is recorded.</param>
    /// <param name="foreign">Whether a message was made by another provider than the one that is asked: it is not given what only its own reads.</param>
    public static List<ChatMessage> Of(AgentLog log, Func<ChatMessage, bool>? foreign = null) =>
        Of(log.Conversation, call => SettledCall.Missing(call.CallId, log.OpenCalls.FirstOrDefault(open => ReferenceEquals(open.Call, call))?.MayHaveRun == true), foreign);

    /// <summary>Gives the view of a conversation.</summary>
    /// <param name="conversation">What was said.</param>
    /// <param name="missing">Gives what stands for a result that is not there; <see langword="null"/> for nothing.</param>
    /// <param name="foreign">Whether a message was made by another provider than the one that is asked.</param>
    /// <param name="asks">Whether a question to a person is given; none is unless stated.</param>
    public static List<ChatMessage> Of(
        IReadOnlyList<ChatMessage> conversation,
        Func<FunctionCallContent, FunctionResultContent?> missing,
        Func<ChatMessage, bool>? foreign = null,
        Func<ToolApprovalRequestContent, bool>? asks = null)
    {
        var given = new List<ChatMessage>(conversation.Count);
        var results = new PendingResults(conversation, missing);
        var ids = new HashSet<string>();
        List<AIContent> thoughts = [];   // of a message that has nothing else, for the one behind it
        for (int i = 0; i < conversation.Count; i++)
        {
            ChatMessage message = conversation[i];
            List<AIContent> contents = [.. thoughts, .. Given(message, foreign?.Invoke(message) == true, asks)];
            thoughts = [];
            bool isAssistant = message.Role == ChatRole.Assistant;
            if (isAssistant && contents.Count > 0 && contents.TrueForAll(content => content is TextReasoningContent)
                && i + 1 < conversation.Count && conversation[i + 1].Role == ChatRole.Assistant)
            {
                thoughts = contents;
                continue;
            }

            List<AIContent> answers = isAssistant ? Answer(contents, results, i, ids) : [];
            if (!SaysAnything(contents))
            {
                continue;
            }

            given.Add(WithContents(message, contents));
            if (answers.Count > 0)
            {
                ChatMessage? next = i + 1 < conversation.Count ? conversation[i + 1] : null;
                given.Add(next?.Role == ChatRole.Tool && next.Contents.SequenceEqual(answers) ? next : new ChatMessage(ChatRole.Tool, answers));
            }
        }

        return TrimEnd(given);
    }

    /// <summary>What of a message is given, without results: those are put in their place.</summary>
    private static IEnumerable<AIContent> Given(ChatMessage message, bool isForeign, Func<ToolApprovalRequestContent, bool>? asks)
    {
        foreach (AIContent content in message.Contents)
        {
            switch (content)
            {
                case FunctionResultContent:
                case ToolApprovalRequestContent { ToolCall: FunctionCallContent } question when asks?.Invoke(question) != true:
                case ToolApprovalResponseContent { ToolCall: not McpServerToolCallContent }:
                case TextContent { Text: var text } when string.IsNullOrWhiteSpace(text):
                case FunctionCallContent when message.Role != ChatRole.Assistant:
                case TextReasoningContent { ProtectedData: not null } when isForeign:
                    break;
                default:
                    yield return content;
                    break;
            }
        }
    }

    private static bool SaysAnything(List<AIContent> contents) =>
        contents.Exists(content => content is not (UsageContent or ErrorContent or TextReasoningContent) && content.GetType() != typeof(AIContent));

    /// <summary>The results of the calls of a message. An id that was used before gets a number, as some providers demand that each is used once.</summary>
    private static List<AIContent> Answer(List<AIContent> contents, PendingResults results, int message, HashSet<string> ids)
    {
        var answers = new List<AIContent>();
        for (int i = 0; i < contents.Count; i++)
        {
            if (contents[i] is not FunctionCallContent call)
            {
                continue;
            }

            // A call that somebody else has run stays with its result; clients send it like any other.
            if (call.InformationalOnly && !results.Has(call, message))
            {
                contents.RemoveAt(i--);
                continue;
            }

            FunctionResultContent? result = results.Take(call, message);
            string id = call.CallId;
            for (int again = 2; !ids.Add(id); again++)
            {
                id = $"{call.CallId}_{again}";
            }

            if (id == call.CallId || result is null)
            {
                answers.AddRange(result is null ? [] : [result]);
                continue;
            }

            contents[i] = new FunctionCallContent(id, call.Name, call.Arguments)
            {
                AdditionalProperties = call.AdditionalProperties, Annotations = call.Annotations, RawRepresentation = call.RawRepresentation,
            };
            answers.Add(new FunctionResultContent(id, result.Result) { AdditionalProperties = result.AdditionalProperties, Exception = result.Exception });
        }

        return answers;
    }

    private static ChatMessage WithContents(ChatMessage message, List<AIContent> contents)
    {
        if (message.Contents.SequenceEqual(contents))
        {
            return message;
        }

        ChatMessage copy = message.Clone();
        copy.Contents = contents;
        return copy;
    }

    /// <summary>Where the model is to go on with what it was saying, that does not end in white space.</summary>
    private static List<ChatMessage> TrimEnd(List<ChatMessage> given)
    {
        if (given is [.., { Contents: [.., TextContent { Text: var text }] } last] && last.Role == ChatRole.Assistant && char.IsWhiteSpace(text[^1]))
        {
            given[^1] = WithContents(last, [.. last.Contents.SkipLast(1), new TextContent(text.TrimEnd())]);
        }

        return given;
    }

    /// <summary>The results that the conversation has, each for the call that it answers.</summary>
    private sealed class PendingResults
    {
        private readonly Dictionary<string, Queue<(int Message, FunctionResultContent Result)>> _results = [];
        private readonly Dictionary<string, List<int>> _calls = [];   // the messages that call, by the id
        private readonly Func<FunctionCallContent, FunctionResultContent?> _missing;

        public PendingResults(IReadOnlyList<ChatMessage> conversation, Func<FunctionCallContent, FunctionResultContent?> missing)
        {
            _missing = missing;
            for (int i = 0; i < conversation.Count; i++)
            {
                if (conversation[i].Role == ChatRole.Assistant)
                {
                    foreach (FunctionCallContent call in conversation[i].Contents.OfType<FunctionCallContent>())
                    {
                        if (!_calls.TryGetValue(call.CallId, out List<int>? messages))
                        {
                            _calls[call.CallId] = messages = [];
                        }

                        messages.Add(i);
                    }
                }

                foreach (FunctionResultContent result in conversation[i].Contents.OfType<FunctionResultContent>())
                {
                    if (!_results.TryGetValue(result.CallId, out Queue<(int Message, FunctionResultContent Result)>? queue))
                    {
                        _results[result.CallId] = queue = [];
                    }

                    queue.Enqueue((i, result));
                }
            }
        }

        /// <summary>The first result behind a call, up to the next call of its id; one that says that there is none where there is none.</summary>
        public FunctionResultContent? Take(FunctionCallContent call, int message)
        {
            int next = NextCall(call, message);
            while (_results.TryGetValue(call.CallId, out Queue<(int Message, FunctionResultContent Result)>? queue) && queue.TryPeek(out (int Message, FunctionResultContent Result) found))
            {
                if (found.Message >= next)
                {
                    break;
                }

                queue.Dequeue();
                if (found.Message >= message)
                {
                    return found.Result;
                }
            }

            return _missing(call);
        }

        /// <summary>Whether there is a result behind a call.</summary>
        public bool Has(FunctionCallContent call, int message)
        {
            int next = NextCall(call, message);
            return _results.TryGetValue(call.CallId, out Queue<(int Message, FunctionResultContent Result)>? queue) && queue.Any(found => found.Message >= message && found.Message < next);
        }

        private int NextCall(FunctionCallContent call, int message)
        {
            int at = _calls[call.CallId].FindIndex(other => other > message);
            return at < 0 ? int.MaxValue : _calls[call.CallId][at];
        }
    }
}
