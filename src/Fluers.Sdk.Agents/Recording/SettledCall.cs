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
        """{"outcome":"not_run","message":"This tool was not started, so it has done nothing."}""");

    private static readonly JsonElement PassedOver = JsonElement.Parse(
        """{"outcome":"not_run","message":"The user went on without this tool. It was not started, so it has done nothing."}""");

    /// <summary>The tool was under way when its process ended.</summary>
    public static AgentRecorder.Record OutcomeUnknown(OpenCall open, AgentRecorder recorder) => Of(open, recorder, Unknown, ToolOutcome.Unknown);

    /// <summary>The tool was never started.</summary>
    public static AgentRecorder.Record NeverStarted(OpenCall open, AgentRecorder recorder) => Of(open, recorder, NotRun, ToolOutcome.NotRun);

    /// <summary>The call of an input that is given up: a tool that was about to run may have done its work.</summary>
    public static AgentRecorder.Record GivenUp(OpenCall open, AgentRecorder recorder) => open.MayHaveRun ? OutcomeUnknown(open, recorder) : NeverStarted(open, recorder);

    /// <summary>The user has said something else than what was waited for.</summary>
    public static IEnumerable<AgentRecorder.Record> LeftBehind(OpenCall open, AgentRecorder recorder)
    {
        if (open.IsUndecided)
        {
            yield return new(new AgentEntry.ApprovalDecided(open.Call.CallId, open.Question!.RequestId, ApprovalDecision.PassedOver, Reason: null, recorder.Now));
        }

        yield return Of(open, recorder, PassedOver, ToolOutcome.NotRun);
    }

    /// <summary>A person has rejected the call.</summary>
    public static AgentRecorder.Record Rejected(OpenCall open, string? reason, AgentRecorder recorder)
    {
        var told = new Dictionary<string, object?>
        {
            ["outcome"] = "rejected",
            ["message"] = "The user has rejected this call. The tool was not started, so it has done nothing.",
        };
        if (!string.IsNullOrWhiteSpace(reason))
        {
            told["reason"] = reason;
        }

        return recorder.Result(new FunctionResultContent(open.Call.CallId, recorder.Codec.ToJson(told)), ToolOutcome.Rejected);
    }

    /// <summary>What stands for a result that is not recorded, where a conversation is given that was not gone on with yet.</summary>
    public static FunctionResultContent Missing(string callId, bool wasStarted) => new(callId, wasStarted ? Unknown : NotRun);

    private static AgentRecorder.Record Of(OpenCall open, AgentRecorder recorder, JsonElement told, ToolOutcome outcome) =>
        recorder.Result(new FunctionResultContent(open.Call.CallId, told), outcome);
}
