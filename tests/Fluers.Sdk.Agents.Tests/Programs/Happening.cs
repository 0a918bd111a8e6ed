namespace Fluers.Sdk.Agents.Tests.Programs;

/// <summary>What can happen in a program. The usual run is held to all of it.</summary>
internal enum Happening
{
    /// <summary>The model calls several tools at once.</summary>
    SeveralCalls,

    /// <summary>The client that runs tools may run them side by side.</summary>
    ToolsSideBySide,

    /// <summary>A tool fails.</summary>
    ToolFails,

    /// <summary>A tool starts that is still at work when its turn is stopped.</summary>
    StoppedInTool,

    /// <summary>A turn is stopped while the model answers.</summary>
    StoppedInModel,

    /// <summary>An input is given up before it is begun with.</summary>
    GivenUpBefore,

    /// <summary>The same input comes again under the same key.</summary>
    InputAgain,

    /// <summary>The model says nothing.</summary>
    EmptyAnswer,

    /// <summary>The model answers with a thought, or with what the answer costs, alone.</summary>
    ThoughtAlone,

    /// <summary>The provider fails before it has said anything.</summary>
    ProviderFails,

    /// <summary>The provider fails in the middle of an answer.</summary>
    ProviderFailsWithin,

    /// <summary>The user goes on though calls wait for a decision.</summary>
    ApprovalsLeft,

    /// <summary>The user goes on though calls wait for the client.</summary>
    ClientCallsLeft,

    /// <summary>The client gives results of its own tools.</summary>
    ClientResults,

    /// <summary>The client gives some of the results of its tools.</summary>
    ClientResultsInPart,

    /// <summary>A second result comes for a call that has one.</summary>
    SecondResult,

    /// <summary>A call is approved.</summary>
    Approved,

    /// <summary>A call is rejected.</summary>
    Rejected,

    /// <summary>A call is rejected for a reason.</summary>
    RejectedWithReason,

    /// <summary>Of several calls that wait some are decided about.</summary>
    DecidedInPart,

    /// <summary>Calls are decided about in another order than that of the questions.</summary>
    DecidedInOtherOrder,

    /// <summary>Several decisions come in one message.</summary>
    DecidedTogether,

    /// <summary>Several decisions come in a message each.</summary>
    DecidedApart,

    /// <summary>Something is said in the message of a decision.</summary>
    DecidedWithWords,

    /// <summary>A decision names the call by its id alone.</summary>
    DecidedById,

    /// <summary>A decision comes back from a client as JSON.</summary>
    DecidedByJson,

    /// <summary>A decision brings other arguments, or another tool.</summary>
    DecisionForged,

    /// <summary>A decision comes once more.</summary>
    DecisionAgain,

    /// <summary>A decision contradicts the recorded one.</summary>
    DecisionContradicts,

    /// <summary>A decision is about no call that there is.</summary>
    DecisionOfNothing,

    /// <summary>The model is asked to stream.</summary>
    Streaming,

    /// <summary>The model is asked for an answer as a whole.</summary>
    Whole,

    /// <summary>The new messages are sent alone.</summary>
    SentAlone,

    /// <summary>The whole conversation is sent.</summary>
    SentWhole,

    /// <summary>The end of the conversation is sent.</summary>
    SentEnd,

    /// <summary>The conversation is sent as JSON made it.</summary>
    SentAsJson,

    /// <summary>The conversation is sent as text.</summary>
    SentAsText,

    /// <summary>The conversation is sent without results.</summary>
    SentWithoutResults,

    /// <summary>Each answer is sent as one text.</summary>
    SentJoined,

    /// <summary>Of each answer its last words are sent.</summary>
    SentLastWords,

    /// <summary>Nothing is sent.</summary>
    SentNothing,

    /// <summary>A message is sent again by its id, after its answer.</summary>
    SentAgainById,

    /// <summary>A request is sent again after an error.</summary>
    SentAgainAfterError,

    /// <summary>The caller leaves in the middle of an answer.</summary>
    CallerLeaves,

    /// <summary>The next process goes on.</summary>
    NextProcess,
}
