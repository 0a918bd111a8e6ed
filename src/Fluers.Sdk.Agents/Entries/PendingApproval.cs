using Fluers.Sdk.Agents.Entries;
using Microsoft.Extensions.AI;

namespace Fluers.Sdk.Agents;

/// <summary>A call of a tool that waits for a person to approve it.</summary>
public sealed record PendingApproval
{
    internal PendingApproval(OpenCall open)
        : this(open.Call, open.Question!, open.AskedAt)
    {
    }

    private PendingApproval(FunctionCallContent call, ToolApprovalRequestContent request, DateTimeOffset askedAt) => (Call, Request, AskedAt) = (call, request, askedAt);

    /// <summary>The call as the model made it: the tool, and the arguments with which it runs once it is approved.</summary>
    public FunctionCallContent Call { get; }

    /// <summary>The id of the call.</summary>
    public string CallId => Call.CallId;

    /// <summary>The name of the tool.</summary>
    public string ToolName => Call.Name;

    /// <summary>When the model made the call.</summary>
    public DateTimeOffset AskedAt { get; }

    /// <summary>The question as a content of Microsoft.Extensions.AI.</summary>
    public ToolApprovalRequestContent Request { get; }

    /// <summary>A message that approves the call, to send as an input.</summary>
    /// <param name="reason">Why, for the record.</param>
    public ChatMessage Approve(string? reason = null) => Decide(approved: true, reason);

    /// <summary>A message that rejects the call, to send as an input.</summary>
    /// <param name="reason">Why. The model is told.</param>
    public ChatMessage Reject(string? reason = null) => Decide(approved: false, reason);

    /// <summary>One that the caller may keep and change, whoever else has it.</summary>
    internal PendingApproval Copy()
    {
        var call = new FunctionCallContent(Call.CallId, Call.Name, Call.Arguments is null ? null : new Dictionary<string, object?>(Call.Arguments))
        {
            AdditionalProperties = Call.AdditionalProperties?.Clone(), Annotations = Call.Annotations, RawRepresentation = Call.RawRepresentation,
        };
        return new PendingApproval(call, new ToolApprovalRequestContent(Request.RequestId, call), AskedAt);
    }

    private ChatMessage Decide(bool approved, string? reason) => new(ChatRole.User, [new ToolApprovalResponseContent(Request.RequestId, approved, Call) { Reason = reason }]);
}
