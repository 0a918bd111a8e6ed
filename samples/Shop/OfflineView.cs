using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.Extensions.AI;

namespace Shop;

/// <summary>What the offline model takes from a conversation.</summary>
/// <param name="Question">What the customer said last.</param>
/// <param name="Order">The order they mean: the one they named last.</param>
/// <param name="LastTool">The tool that was called last in this turn, with a known outcome.</param>
/// <param name="LastResult">What that tool answered.</param>
/// <param name="Refunds">The refunds opened in the whole conversation.</param>
/// <param name="Calls">How many calls there were, which makes the next call's id.</param>
internal sealed partial record OfflineView(
    string Question, string? Order, string? LastTool, JsonElement? LastResult, IReadOnlyList<JsonElement> Refunds, int Calls)
{
    public static OfflineView Of(IReadOnlyList<ChatMessage> messages)
    {
        var view = new OfflineView("", null, null, null, [], 0);
        var tools = new Dictionary<string, string>();
        foreach (ChatMessage message in messages)
        {
            if (message.Role == ChatRole.User)
            {
                string? named = OrderPattern.Matches(message.Text).LastOrDefault()?.Value.ToUpperInvariant();
                view = view with { Question = message.Text, Order = named ?? view.Order, LastTool = null, LastResult = null };
            }

            foreach (AIContent content in message.Contents)
            {
                if (content is FunctionCallContent call)
                {
                    tools[call.CallId] = call.Name;
                    view = view with { Calls = view.Calls + 1 };
                }
                else if (content is FunctionResultContent { Result: JsonElement result, CallId: var id })
                {
                    view = view.Hear(tools.GetValueOrDefault(id), result);
                }
            }
        }

        return view;
    }

    /// <summary>A call of a tool.</summary>
    public FunctionCallContent Call(string tool, params ReadOnlySpan<(string Name, object? Value)> arguments)
    {
        var named = new Dictionary<string, object?>();
        foreach ((string name, object? value) in arguments)
        {
            named.Add(name, value);
        }

        return new FunctionCallContent($"call-{Calls + 1}", tool, named);
    }

    private OfflineView Hear(string? tool, JsonElement result) =>
        result.Has("outcome") && result.Text("outcome") != "rejected" ? this with { LastTool = null, LastResult = null }   // unknown: as if it had not been called
        : this with
        {
            LastTool = tool,
            LastResult = result,
            Refunds = result.Has("refund_id") ? [.. Refunds, result] : Refunds,
        };

    [GeneratedRegex(@"\bA-\d+\b", RegexOptions.IgnoreCase)]
    private static partial Regex OrderPattern { get; }
}
