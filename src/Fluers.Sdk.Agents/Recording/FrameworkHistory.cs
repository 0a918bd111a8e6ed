using Fluers.Sdk.Agents.Entries;
using Fluers.Sdk.Agents.Messages;
using Microsoft.Extensions.AI;

namespace Fluers.Sdk.Agents.Recording;

/// <summary>
/// The history that an agent of another framework is given, whose client that runs tools carries out decisions itself: it is given the questions that the request
/// answers, and no others. A question that the request passes over becomes a call that was not run.
/// </summary>
internal static class FrameworkHistory
{
    /// <summary>The history of a conversation for a request.</summary>
    /// <param name="conversation">What was said.</param>
    /// <param name="request">The messages of the request.</param>
    public static IReadOnlyList<ChatMessage> For(IReadOnlyList<ChatMessage> conversation, IReadOnlyList<ChatMessage> request)
    {
        HashSet<string> decided = [.. Of<ToolApprovalResponseContent>(request).Select(decision => decision.RequestId)];
        HashSet<string> known = [.. Of<FunctionCallContent>(conversation).Select(call => call.CallId)];
        HashSet<string> answered = [.. Of<FunctionResultContent>(request).Select(result => result.CallId)];
        ChatMessage[] said = [.. conversation.Select(message => WithCalls(message, question => !decided.Contains(question.RequestId) && !known.Contains(question.ToolCall.CallId)))];
        return ModelView.Of(
            said,
            call => answered.Contains(call.CallId) ? null : SettledCall.Missing(call.CallId, wasStarted: known.Contains(call.CallId)),
            asks: question => decided.Contains(question.RequestId) && !known.Contains(question.ToolCall.CallId));
    }

    /// <summary>Why a request may not be run: it decides about another call than the one that the person was asked about; <see langword="null"/> where it may.</summary>
    /// <param name="conversation">What was said.</param>
    /// <param name="request">The messages of the request.</param>
    /// <param name="codec">Encodes the arguments that are compared.</param>
    public static (ToolApprovalResponseContent Decision, string Reason)? WhyRefused(IReadOnlyList<ChatMessage> conversation, IReadOnlyList<ChatMessage> request, ChatCodec codec)
    {
        ToolApprovalRequestContent[] questions = [.. Of<ToolApprovalRequestContent>(conversation)];
        if (Of<ToolApprovalRequestContent>(request).FirstOrDefault(asked => !questions.Any(question => question.RequestId == asked.RequestId)) is { } foreign)
        {
            return (foreign.CreateResponse(approved: false), "the agent has not asked for it");
        }

        foreach (ToolApprovalResponseContent decision in Of<ToolApprovalResponseContent>(request).Where(decision => decision.ToolCall is not McpServerToolCallContent))
        {
            ToolApprovalRequestContent? question = Array.FindLast(questions, question => question.RequestId == decision.RequestId);
            string? reason = question?.ToolCall is not FunctionCallContent asked ? "no call of this id waits for a decision"
                : decision.ToolCall is not FunctionCallContent ? "the agent would run what stands beside the decision, and that is no call of a function"
                : Decisions.WhyOther(asked, decision.ToolCall, codec);
            if (reason is not null)
            {
                return (decision, reason);
            }
        }

        return null;
    }

    private static ChatMessage WithCalls(ChatMessage message, Func<ToolApprovalRequestContent, bool> isPassedOver)
    {
        if (!message.Contents.OfType<ToolApprovalRequestContent>().Any(isPassedOver))
        {
            return message;
        }

        ChatMessage copy = message.Clone();
        copy.Contents = [.. message.Contents.Select(content => content is ToolApprovalRequestContent { ToolCall: FunctionCallContent call } question && isPassedOver(question) ? call : content)];
        return copy;
    }

    private static IEnumerable<T> Of<T>(IEnumerable<ChatMessage> messages) => messages.SelectMany(message => message.Contents).OfType<T>();
}
