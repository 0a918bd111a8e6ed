using System.Text.Json;
using Fluers.Sdk.Agents.Entries;
using Fluers.Sdk.Agents.Messages;
using Microsoft.Extensions.AI;

namespace Fluers.Sdk.Agents.Recording;

/// <summary>
/// Decisions of people about calls. What a decision says is only whether; what may run is the recorded call, with its name and its arguments. The call that a
/// client sends beside its decision is compared with that one, so that what the person saw is what runs.
/// </summary>
internal static class Decisions
{
    /// <summary>The decisions that messages bring, and the messages without them.</summary>
    public static (List<ToolApprovalResponseContent> Decisions, List<ChatMessage> Others) Split(IEnumerable<ChatMessage> messages)
    {
        var decisions = new List<ToolApprovalResponseContent>();
        var rest = new List<ChatMessage>();
        foreach (ChatMessage message in messages)
        {
            AIContent[] others = [.. message.Contents.Where(content => !IsOfApproval(content))];
            decisions.AddRange(message.Contents.Where(IsOfApproval).OfType<ToolApprovalResponseContent>());
            if (others.Length == message.Contents.Count)
            {
                rest.Add(message);
            }
            else if (others.Length > 0)
            {
                ChatMessage part = message.Clone();
                part.Contents = others;
                rest.Add(part);
            }
        }

        return (decisions, rest);
    }

    /// <summary>Whether messages end with decisions alone. Whoever sends them says nothing new in front of these.</summary>
    public static bool AreLast(IReadOnlyList<ChatMessage> messages) => messages is [.., { Contents: { Count: > 0 } contents }] && contents.All(IsOfApproval);

    /// <summary>Finds the open call of each decision. One about a question that was decided the same way before is left out.</summary>
    /// <param name="decisions">The decisions.</param>
    /// <param name="log">What is recorded.</param>
    /// <param name="codec">Encodes the arguments that are compared.</param>
    /// <param name="refused">The decisions that count for nothing, each with the reason.</param>
    public static List<(OpenCall Open, ToolApprovalResponseContent Decision)> Match(
        IEnumerable<ToolApprovalResponseContent> decisions, AgentLog log, ChatCodec codec, List<(ToolApprovalResponseContent Decision, string Reason)> refused)
    {
        var matched = new List<(OpenCall Open, ToolApprovalResponseContent Decision)>();
        foreach (ToolApprovalResponseContent decision in decisions)
        {
            string id = decision.ToolCall.CallId;
            if (log.DecisionOf(decision.RequestId) is { } earlier)
            {
                if (earlier == ApprovalDecision.Approved != decision.Approved)
                {
                    refused.Add((decision, earlier == ApprovalDecision.PassedOver ? "the user went on without a decision, and the tool was not run" : $"the call is {(earlier == ApprovalDecision.Approved ? "approved" : "rejected")} already"));
                }

                continue;
            }

            OpenCall? open = log.OpenCalls.FirstOrDefault(open => open.Question?.RequestId == decision.RequestId) ?? log.OpenCalls.LastOrDefault(open => open.Call.CallId == id && open is { Decision: null, IsRecorded: true });   // a call that the model made, not one that a client says it did
            if (open is null)
            {
                // In a log of an earlier build a call that has its result was decided.
                if (log.FindResult(id) is null)
                {
                    refused.Add((decision, "no call of this id waits for a decision"));
                }
            }
            else if (WhyOther(open.Call, decision.ToolCall, codec) is { } reason)
            {
                refused.Add((decision, reason));
            }
            else if (matched.Find(match => match.Open == open).Decision is { } other)
            {
                if (other.Approved != decision.Approved)
                {
                    refused.Add((decision, "it contradicts another decision beside it"));
                }
            }
            else
            {
                matched.Add((open, decision));
            }
        }

        return matched;
    }

    /// <summary>Why a call is not the recorded one; <see langword="null"/> where it is, or is named by its id alone.</summary>
    public static string? WhyOther(FunctionCallContent recorded, ToolCallContent given, ChatCodec codec) => given switch
    {
        _ when ReferenceEquals(recorded, given) => null,
        _ when given.CallId != recorded.CallId => $"it is about the call '{given.CallId}', and the question was about '{recorded.CallId}'",
        FunctionCallContent call when call.Name != recorded.Name => $"it is about the tool '{call.Name}', and the model called '{recorded.Name}'",
        FunctionCallContent call when !AreSame(codec.ArgumentsOf(recorded), codec.ArgumentsOf(call)) => "its arguments are not those that the model called the tool with",
        _ => null,
    };

    private static bool AreSame(JsonElement? recorded, JsonElement? given) => (recorded, given) switch
    {
        (null, { } one) => IsEmpty(one),
        ({ } one, null) => IsEmpty(one),
        ({ } one, { } other) => JsonElement.DeepEquals(one, other),
        _ => true,
    };

    private static bool IsEmpty(JsonElement arguments) => arguments.ValueKind == JsonValueKind.Object && !arguments.EnumerateObject().Any();

    private static bool IsOfApproval(AIContent content) => content switch
    {
        ToolApprovalRequestContent request => request.ToolCall is FunctionCallContent,
        ToolApprovalResponseContent response => response.ToolCall is not McpServerToolCallContent,
        _ => false,
    };
}
