using System.ComponentModel;
using System.Text.Json;
using Fluers.Sdk.Agents;
using Microsoft.Extensions.AI;
using Shop;

namespace WebAgent;

/// <summary>The tools of the agent. Their names and parameters are as the model sees them.</summary>
/// <param name="settings">Tells how long the shop's systems take to answer.</param>
internal sealed class ShopTools(AgentSettings settings)
{
    /// <summary>What the model is told before each request. Not stored: a session of last week gets the words of today.</summary>
    public const string Instructions =
        """
        You are the support agent of a small shop. Answer briefly, in plain text, and only from what the tools tell you.
        Look an order up before you refund it. Refund only what the customer asks for.
        Cancelling an order waits until the customer has approved it.
        A tool result with "outcome": "unknown" means that nobody knows whether the tool did its work:
        look the order up to see, before you call that tool again.
        """;

    private static readonly JsonSerializerOptions Json = new(AIJsonUtilities.DefaultOptions) { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    /// <summary>The tools. Looking up changes nothing, so after a crash it is done again; a refund is not. A cancellation waits until the customer has approved it.</summary>
    public IList<AITool> All =>
    [
        AIFunctionFactory.Create(LookUpOrderAsync, "look_up_order", "Look up an order: what it is, where it is, what was paid and refunded.").SafeToRepeat(),
        AIFunctionFactory.Create(OpenRefundAsync, "open_refund", "Open a refund for an order, for all that was paid or a part of it."),
        new ApprovalRequiredAIFunction(AIFunctionFactory.Create(CancelOrderAsync, "cancel_order", "Cancel an order that is being packed.")),
    ];

    // It changes nothing, so it ends as soon as the customer stops the turn.
    private Task<JsonElement> LookUpOrderAsync([Description("The order number, such as A-1042")] string order_id, CancellationToken cancellationToken) =>
        AnswerAsync(
            settings.LookUpPause,
            () =>
            {
                Order order = OrderBook.Find(order_id);
                return new { OrderId = order.Id, order.Item, order.Status, Paid = order.Total, Refunded = Refunded(order) };
            },
            cancellationToken);

    // The refund is stored in the commit of this result: after a crash there are both, or neither.
    private Task<JsonElement> OpenRefundAsync(
        [Description("The order number, such as A-1042")] string order_id,
        [Description("How much goes back, in EUR")] decimal amount,
        [Description("Why, in the customer's words")] string reason) => AnswerAsync(settings.RefundPause, () =>
    {
        Order order = OrderBook.Find(order_id);
        order.CheckRefund(amount, Refunded(order));
        string id = order.RefundId(Refunds.Count(refund => refund.OrderId == order.Id));
        AgentTurn.Current!.Update<ShopSession>(session => session with { Refunds = session.Refunds.Add(new Refund(id, order.Id, amount, reason)) });
        return new { RefundId = id, OrderId = order.Id, Amount = amount, Days = 3 };
    });

    private Task<JsonElement> CancelOrderAsync([Description("The order number, such as A-1042")] string order_id) => AnswerAsync(settings.RefundPause, () =>
    {
        Order order = OrderBook.Find(order_id);
        order.CheckCancellation();
        return new { OrderId = order.Id, order.Item, Cancelled = true };
    });

    private static IEnumerable<Refund> Refunds => AgentTurn.Current!.State<ShopSession>().Refunds;

    private static decimal Refunded(Order order) => Refunds.Where(refund => refund.OrderId == order.Id).Sum(refund => refund.Amount);

    private static async Task<JsonElement> AnswerAsync<T>(TimeSpan pause, Func<T> work, CancellationToken cancellationToken = default)
    {
        await Task.Delay(pause, cancellationToken);
        try
        {
            return JsonSerializer.SerializeToElement(work(), Json);
        }
        catch (ToolRefusedException refusal)
        {
            return JsonSerializer.SerializeToElement(new { Error = refusal.Message }, Json);
        }
    }
}
