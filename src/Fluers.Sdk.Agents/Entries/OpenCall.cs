using Microsoft.Extensions.AI;

namespace Fluers.Sdk.Agents.Entries;

/// <summary>A call of a function that has no recorded result.</summary>
/// <param name="Call">The call, as the model made it.</param>
/// <param name="Message">The message that has it.</param>
internal sealed record OpenCall(FunctionCallContent Call, ChatMessage Message)
{
    /// <summary>Whether the log says that the tool was about to run.</summary>
    public bool WasStarted { get; init; }

    /// <summary>Whether the call stands in a response that was recorded as it came, so that the start of its tool would be too. A message that somebody gave says nothing of that.</summary>
    public bool IsRecorded { get; init; }

    /// <summary>Whether the tool may have done its work.</summary>
    public bool MayHaveRun => WasStarted || !IsRecorded;

    /// <summary>The question to a person whether it may run; <see langword="null"/> where none is recorded.</summary>
    public ToolApprovalRequestContent? Question { get; init; }

    /// <summary>When the person was asked.</summary>
    public DateTimeOffset AskedAt { get; init; }

    /// <summary>What the person has decided; <see langword="null"/> as long as nothing is.</summary>
    public ApprovalDecision? Decision { get; init; }

    /// <summary>Whether it waits for a person.</summary>
    public bool IsUndecided => Question is not null && Decision is null;
}
