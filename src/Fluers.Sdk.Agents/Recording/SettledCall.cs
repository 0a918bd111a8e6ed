using System.Text.Json;
using Fluers.Sdk.Agents.Entries;
using Microsoft.Extensions.AI;

namespace Fluers.Sdk.Agents.Recording;

/// <summary>What the model is told of a call that has no result of its tool.</summary>
internal static class SettledCall
{
    /// <summary>What the model is told of a tool that gives nothing.</summary>
    public const string Nothing = "Success: Function completed.";

    private static readonly JsonElement Unknown = JsonElement.Parse(
        """{"outcome":"unknown","message":"The process that ran this tool ended before its result was recorded. The tool may or may not have done its work: look before you call it again."}""");

    private static readonly JsonElement NotRun = JsonElement.Parse(
        """{"outcome":"not_run","message":"The request was stopped before this tool was run."}""");

    public static AgentRecorder.Record OutcomeUnknown(OpenCall open, AgentRecorder recorder) =>
        recorder.Result(new FunctionResultContent(open.Call.CallId, Unknown), ToolOutcome.Unknown);

    /// <summary>The call of an input that is given up: a tool that was about to run may have done its work.</summary>
    public static AgentRecorder.Record GivenUp(OpenCall open, AgentRecorder recorder) => open.WasStarted
        ? OutcomeUnknown(open, recorder)
        : recorder.Result(new FunctionResultContent(open.Call.CallId, NotRun), ToolOutcome.NotRun);
}
