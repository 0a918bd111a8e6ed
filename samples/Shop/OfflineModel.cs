using System.Text.RegularExpressions;
using Microsoft.Extensions.AI;

namespace Shop;

/// <summary>
/// A model without a network, so that the samples run anywhere and always say the same. It keeps nothing between two
/// calls: like any model it reads the conversation, then calls a tool or answers in words.
/// </summary>
/// <param name="pace">How long it takes over each word where it streams.</param>
internal sealed partial class OfflineModel(TimeSpan pace = default) : IChatClient
{
    public const string Name = "offline";

    public Task<ChatResponse> GetResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        OfflineView view = OfflineView.Of([.. messages]);
        AIContent reply = options is { ToolMode: NoneChatToolMode } or { Tools: null or { Count: 0 } }   // it has called enough
            ? OfflineWords.Stuck
            : RecallPattern.IsMatch(view.Question) ? OfflineWords.Recall(view.Refunds)
            : CancelPattern.IsMatch(view.Question) && options?.Tools?.Any(tool => tool.Name == "cancel_order") == true ? Cancel(view)
            : RefundPattern.IsMatch(view.Question) ? Refund(view)
            : OrderPattern.IsMatch(view.Question) ? Track(view)
            : OfflineWords.Help;
        return Task.FromResult(new ChatResponse(new ChatMessage(ChatRole.Assistant, [reply])) { ModelId = Name });
    }

    public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null,
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ChatResponse response = await GetResponseAsync(messages, options, cancellationToken);
        foreach (AIContent content in response.Messages[0].Contents.SelectMany(InWords))
        {
            await Task.Delay(pace, cancellationToken);
            yield return new ChatResponseUpdate(ChatRole.Assistant, [content]) { ModelId = Name };
        }
    }

    public object? GetService(Type serviceType, object? serviceKey = null) =>
        serviceKey is null && serviceType.IsInstanceOfType(this) ? this : null;

    public void Dispose()
    {
    }

    // A call comes as a whole, a text word by word.
    private static IEnumerable<AIContent> InWords(AIContent content) =>
        content is TextContent text ? WordPattern.Matches(text.Text).Select(word => new TextContent(word.Value)) : [content];

    private static AIContent Track(OfflineView view) => view switch
    {
        { Order: null } => OfflineWords.WhichOrder,
        { LastTool: "look_up_order", LastResult: { } order } => OfflineWords.Order(order),
        _ => view.Call("look_up_order", ("order_id", view.Order)),
    };

    // Looks before it pays, and looks again when it cannot know whether it has paid.
    private static AIContent Refund(OfflineView view) => view switch
    {
        { Order: null } => OfflineWords.WhichOrder,
        { LastTool: "open_refund", LastResult: { } refund } => OfflineWords.Refund(refund),
        { LastTool: "look_up_order", LastResult: { } order } when order.Has("error") || order.Number("refunded") > 0 => OfflineWords.Order(order),
        { LastTool: "look_up_order", LastResult: { } order } => view.Call(
            "open_refund", ("order_id", view.Order), ("amount", order.Number("paid")), ("reason", view.Question)),
        _ => view.Call("look_up_order", ("order_id", view.Order)),
    };

    // Somebody has to approve it, and may have said no.
    private static AIContent Cancel(OfflineView view) => view switch
    {
        { Order: null } => OfflineWords.WhichOrder,
        { LastTool: "cancel_order", LastResult: { } cancellation } => OfflineWords.Cancellation(view.Order, cancellation),
        _ => view.Call("cancel_order", ("order_id", view.Order)),
    };

    [GeneratedRegex(@"\S+\s*")]
    private static partial Regex WordPattern { get; }

    [GeneratedRegex(@"\b(which|what|when|how (much|many)|did you)\b.*\brefund", RegexOptions.IgnoreCase)]
    private static partial Regex RecallPattern { get; }

    [GeneratedRegex(@"\bcancel", RegexOptions.IgnoreCase)]
    private static partial Regex CancelPattern { get; }

    [GeneratedRegex(@"\b(refund|money back|return|broken|damaged)", RegexOptions.IgnoreCase)]
    private static partial Regex RefundPattern { get; }

    [GeneratedRegex(@"\bA-\d+\b|\b(order|parcel|delivery|where)\b", RegexOptions.IgnoreCase)]
    private static partial Regex OrderPattern { get; }
}
