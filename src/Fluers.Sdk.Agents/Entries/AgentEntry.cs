using System.Collections.Immutable;
using MessagePack;

namespace Fluers.Sdk.Agents;

/// <summary>
/// One event of an agent's session, the entry of its log. The log is all that there is: the conversation, what is waiting, what is under
/// way and what has come of it are read from it. An entry is stored once and never changed.
/// </summary>
[SessionSchema(2)]
[SessionUnion]
public abstract partial record AgentEntry
{
    /// <summary>A message that somebody gave, outside any input of a runner.</summary>
    /// <param name="Value">The message.</param>
    [Case(0)]
    public sealed partial record Message([property: Key(0)] StoredMessage Value) : AgentEntry;

    /// <summary>A response of the model that came as a whole.</summary>
    /// <param name="Value">The response.</param>
    [Case(1)]
    public sealed partial record Response([property: Key(0)] StoredResponse Value) : AgentEntry
    {
        /// <summary>The provider that made it, as its client names it; <see langword="null"/> where that does not say.</summary>
        [Key(1)]
        public string? Provider { get; init; }

        /// <summary>The model that was asked; the one that answered stands in the response.</summary>
        [Key(2)]
        public string? Model { get; init; }
    }

    /// <summary>A part of a response that streams. <see cref="ResponseEnded"/> follows the last one.</summary>
    /// <param name="Updates">The part, in order.</param>
    [Case(2)]
    public sealed partial record ResponsePart([property: Key(0)] ImmutableArray<StoredUpdate> Updates) : AgentEntry
    {
        /// <summary>The text of the part.</summary>
        [IgnoreMember]
        public string Text => string.Concat(Updates.SelectMany(update => update.Contents).OfType<StoredContent.Text>().Select(text => text.Value));
    }

    /// <summary>The parts of a response have ended.</summary>
    /// <param name="How">Whether the response is whole.</param>
    [Case(3)]
    public sealed partial record ResponseEnded([property: Key(0)] ResponseEnd How) : AgentEntry
    {
        /// <summary>The provider that made the response, as its client names it; <see langword="null"/> where that does not say.</summary>
        [Key(1)]
        public string? Provider { get; init; }

        /// <summary>The model that was asked; the one that answered stands in the parts.</summary>
        [Key(2)]
        public string? Model { get; init; }
    }

    /// <summary>A tool is about to run.</summary>
    /// <param name="CallId">The id of the call.</param>
    /// <param name="Name">The name of the tool.</param>
    /// <param name="At">When.</param>
    [Case(4)]
    public sealed partial record ToolStarted(
        [property: Key(0)] string CallId, [property: Key(1)] string Name, [property: Key(2)] DateTimeOffset At) : AgentEntry;

    /// <summary>What came of a call of a tool.</summary>
    /// <param name="CallId">The id of the call.</param>
    /// <param name="Result">What the model is told.</param>
    /// <param name="Outcome">How it came to that.</param>
    /// <param name="At">When.</param>
    [Case(5)]
    public sealed partial record ToolResult(
        [property: Key(0)] string CallId,
        [property: Key(1)] StoredContent Result,
        [property: Key(2)] ToolOutcome Outcome,
        [property: Key(3)] DateTimeOffset At) : AgentEntry
    {
        /// <summary>The message of the error, where the tool failed. The model is told what stands in the result.</summary>
        [Key(4)]
        public string? Error { get; init; }
    }

    /// <summary>An input was accepted. It comes to exactly one <see cref="Settled"/>.</summary>
    /// <param name="Receipt">What names it.</param>
    /// <param name="Input">What was said. It is part of the conversation from its first <see cref="Started"/> on.</param>
    /// <param name="At">When.</param>
    [Case(6)]
    public sealed partial record Admitted(
        [property: Key(0)] Guid Receipt, [property: Key(1)] ImmutableArray<StoredMessage> Input, [property: Key(2)] DateTimeOffset At) : AgentEntry
    {
        /// <summary>The caller's own name for the input, by which a repeated one is recognised.</summary>
        [Key(3)]
        public string? IdempotencyKey { get; init; }

        /// <summary>The hash of the input, by which a repeated one is told from another under the same name.</summary>
        [Key(4)]
        public UInt128 PayloadHash { get; init; }

        /// <summary>What the work item was taken for by which workers find the session; in a log of an earlier build the id of the item.</summary>
        [Key(5)]
        public Guid Work { get; init; }

        /// <summary>The id of the work item; <see langword="null"/> in a log of an earlier build.</summary>
        [Key(6)]
        public Guid? Item { get; init; }
    }

    /// <summary>A worker has begun with an input, or anew with one.</summary>
    /// <param name="Receipt">The input.</param>
    /// <param name="Attempt">Which attempt it is, 1 for the first.</param>
    /// <param name="Worker">The worker. What another one stores behind this is refused.</param>
    /// <param name="At">When.</param>
    [Case(7)]
    public sealed partial record Started(
        [property: Key(0)] Guid Receipt, [property: Key(1)] int Attempt, [property: Key(2)] Guid Worker, [property: Key(3)] DateTimeOffset At) : AgentEntry;

    /// <summary>Somebody wants an input to be given up.</summary>
    /// <param name="Receipt">The input.</param>
    /// <param name="Reason">Why.</param>
    /// <param name="At">When.</param>
    [Case(8)]
    public sealed partial record AbortRequested(
        [property: Key(0)] Guid Receipt, [property: Key(1)] string? Reason, [property: Key(2)] DateTimeOffset At) : AgentEntry;

    /// <summary>What came of an input: the one recorded outcome.</summary>
    /// <param name="Receipt">The input.</param>
    /// <param name="Status">The outcome.</param>
    /// <param name="Error">Why it failed or was aborted.</param>
    /// <param name="At">When.</param>
    [Case(9)]
    public sealed partial record Settled(
        [property: Key(0)] Guid Receipt, [property: Key(1)] AgentStatus Status, [property: Key(2)] string? Error, [property: Key(3)] DateTimeOffset At) : AgentEntry;

    /// <summary>The use of a work item is void: who took it has not stored an input in time, and shall not under this use any more.</summary>
    /// <param name="Work">The use; in a log of an earlier build the id of the item.</param>
    [Case(10)]
    public sealed partial record Withdrawn([property: Key(0)] Guid Work) : AgentEntry;

    /// <summary>A call waits for a person to approve it.</summary>
    /// <param name="CallId">The id of the call.</param>
    /// <param name="RequestId">The id of the question, which the decision repeats.</param>
    /// <param name="At">When.</param>
    [Case(11)]
    public sealed partial record ApprovalRequested(
        [property: Key(0)] string CallId, [property: Key(1)] string RequestId, [property: Key(2)] DateTimeOffset At) : AgentEntry;

    /// <summary>A decision about a call that waits was given.</summary>
    /// <param name="CallId">The id of the call.</param>
    /// <param name="RequestId">The id of the question.</param>
    /// <param name="Decision">The decision.</param>
    /// <param name="Reason">Why, in the words of who decided, or of the refusal.</param>
    /// <param name="At">When.</param>
    [Case(12)]
    public sealed partial record ApprovalDecided(
        [property: Key(0)] string CallId,
        [property: Key(1)] string RequestId,
        [property: Key(2)] ApprovalDecision Decision,
        [property: Key(3)] string? Reason,
        [property: Key(4)] DateTimeOffset At) : AgentEntry;
}

/// <summary>What became of a call that a person had to approve.</summary>
public enum ApprovalDecision
{
    /// <summary>It may run: the recorded call, with the recorded arguments.</summary>
    Approved = 0,

    /// <summary>It may not run.</summary>
    Rejected = 1,

    /// <summary>The decision was about another call than the recorded one. It counts for nothing, and the call waits on.</summary>
    Refused = 2,

    /// <summary>The user went on without a decision, so it may not run.</summary>
    PassedOver = 3,
}

/// <summary>How the parts of a response have ended.</summary>
public enum ResponseEnd
{
    /// <summary>The response is whole.</summary>
    Complete = 0,

    /// <summary>It broke off. The model does not see it, and is asked again.</summary>
    Interrupted = 1,

    /// <summary>It was stopped. The model sees the text that was read until then.</summary>
    Stopped = 2,
}

/// <summary>How a call of a tool came to its result.</summary>
public enum ToolOutcome
{
    /// <summary>The tool ran to its end. In logs of earlier builds it may have failed.</summary>
    Completed = 0,

    /// <summary>Nobody knows whether the tool did its work: the process ended in between.</summary>
    Unknown = 1,

    /// <summary>The tool was not started: the input was given up before, the process ended before, or the user went on without it.</summary>
    NotRun = 2,

    /// <summary>The tool was run and failed.</summary>
    Failed = 3,

    /// <summary>The tool was not run: a person has rejected the call.</summary>
    Rejected = 4,
}

/// <summary>What came of an input.</summary>
public enum AgentStatus
{
    /// <summary>The model has answered.</summary>
    Completed = 0,

    /// <summary>No attempt came to an answer.</summary>
    Failed = 1,

    /// <summary>It was given up on request.</summary>
    Aborted = 2,
}
