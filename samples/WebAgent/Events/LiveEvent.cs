using System.Text.Json;
using System.Text.Json.Serialization;
using Fluers.Sdk.Agents;

namespace WebAgent;

/// <summary>What the page is told of one entry.</summary>
/// <param name="Kind">The kind of event.</param>
internal sealed record LiveEvent([property: JsonIgnore] string Kind)
{
    /// <summary>What was said.</summary>
    public string? Text { get; init; }

    /// <summary>The tools that the model wants to call.</summary>
    public IReadOnlyList<ToolCall>? Calls { get; init; }

    /// <summary>The input that it is about.</summary>
    public Guid? Receipt { get; init; }

    /// <summary>Which attempt begins.</summary>
    public int? Attempt { get; init; }

    /// <summary>The call that it is about.</summary>
    public string? Call { get; init; }

    /// <summary>The question to the customer about a call, which the decision repeats.</summary>
    public string? Request { get; init; }

    /// <summary>What a tool gave.</summary>
    public JsonElement? Result { get; init; }

    /// <summary>How it came to that: how a response ended, how a call got its result, what was decided about one, or what came of an input.</summary>
    public string? How { get; init; }

    /// <summary>Why an input failed or was aborted.</summary>
    public string? Error { get; init; }

    /// <summary>The event of an entry. Each entry has one, so that the numbers have no gaps.</summary>
    public static LiveEvent Of(AgentEntry entry) => entry switch
    {
        AgentEntry.Admitted input => new("input") { Receipt = input.Receipt, Text = string.Join('\n', input.Input.Select(message => message.ToChatMessage().Text)) },
        AgentEntry.Started started => new("started") { Receipt = started.Receipt, Attempt = started.Attempt },
        AgentEntry.ResponsePart part => Said(part.Updates.SelectMany(update => update.Contents)),
        AgentEntry.Response response => Said(response.Value.Messages.SelectMany(message => message.Contents)) with { How = Name(ResponseEnd.Complete) },
        AgentEntry.ResponseEnded end => new("ended") { How = Name(end.How) },
        AgentEntry.ToolStarted tool => new("tool") { Call = tool.CallId },
        AgentEntry.ToolResult result => new("result") { Call = result.CallId, Result = ValueOf(result.Result), How = Name(result.Outcome) },
        AgentEntry.ApprovalRequested question => new("question") { Call = question.CallId, Request = question.RequestId },
        AgentEntry.ApprovalDecided decided => new("decision") { Call = decided.CallId, Request = decided.RequestId, How = Name(decided.Decision) },
        AgentEntry.AbortRequested abort => new("stopping") { Receipt = abort.Receipt },
        AgentEntry.Settled settled => new("settled") { Receipt = settled.Receipt, How = Name(settled.Status), Error = settled.Error },
        _ => new("other"),
    };

    private static LiveEvent Said(IEnumerable<StoredContent> contents)
    {
        StoredContent[] all = [.. contents];
        ToolCall[] calls = [.. all.OfType<StoredContent.FunctionCall>().Select(call => new ToolCall(call.CallId, call.Name, call.Arguments))];
        return new("part")
        {
            Text = string.Concat(all.OfType<StoredContent.Text>().Select(text => text.Value)) is { Length: > 0 } text ? text : null,
            Calls = calls.Length > 0 ? calls : null,
        };
    }

    private static JsonElement? ValueOf(StoredContent result) => result switch
    {
        StoredContent.FunctionResult { PlainText: { } text } => JsonSerializer.SerializeToElement(text),
        StoredContent.FunctionResult { Value: { } value } => value,
        _ => null,
    };

    private static string Name<TEnum>(TEnum value)
        where TEnum : struct, Enum => JsonNamingPolicy.CamelCase.ConvertName(value.ToString());

    /// <summary>A call of a tool by the model.</summary>
    internal sealed record ToolCall(string Id, string Name, JsonElement? Arguments);
}
