using System.ComponentModel;
using System.Text.Encodings.Web;
using System.Text.Json;
using Fluers.Sdk;
using Fluers.Sdk.Agents;
using Microsoft.Extensions.AI;
using Shop;

namespace SupportAgent;

/// <summary>
/// The tools of the agent. What a tool changes of the session is saved with its result, in one commit: after a crash there are both or neither.
/// </summary>
/// <remarks>
/// Where money moves in another system, send that system the id of the call as its idempotency key: then a call whose
/// outcome is unknown can be asked about, and never pays twice.
/// </remarks>
internal sealed class SupportTools(Session<SupportConversation> session, TimeProvider clock)
{
    private static readonly Customer SignedIn = new("C-7", "Mara Lindqvist");

    private static readonly JsonSerializerOptions Json = new(AIJsonUtilities.DefaultOptions)
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        WriteIndented = false,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,   // "é" and "'" as they are; this JSON is never part of a web page
    };

    /// <summary>The tools. Looking up changes nothing, so after a crash it is done again; a refund is not.</summary>
    public IList<AITool> All =>
    [
        AIFunctionFactory.Create(LookUpOrder, "look_up_order", "Look up an order: what it is, where it is, what was paid and refunded.", Json).SafeToRepeat(),
        AIFunctionFactory.Create(OpenRefund, "open_refund", "Open a refund for an order, for all that was paid or a part of it.", Json),
    ];

    private JsonElement LookUpOrder([Description("The order number, such as A-1042")] string order_id) => Answer(() =>
    {
        Order order = OrderBook.Find(order_id);
        session.Update(conversation => conversation with { Customer = SignedIn });
        return new { OrderId = order.Id, order.Item, order.Status, Paid = order.Total, Refunded = session.State.Refunded(order.Id) };
    });

    private JsonElement OpenRefund(
        [Description("The order number, such as A-1042")] string order_id,
        [Description("How much goes back, in EUR")] decimal amount,
        [Description("Why, in the customer's words")] string reason) => Answer(() =>
    {
        Order order = OrderBook.Find(order_id);
        order.CheckRefund(amount, session.State.Refunded(order.Id));
        string id = order.RefundId(session.State.Refunds.Count(refund => refund.OrderId == order.Id));
        var refund = new Refund(id, order.Id, amount, reason, clock.GetUtcNow());
        session.Update(conversation => conversation with { Refunds = conversation.Refunds.Add(refund), Priority = Priority.High });
        return new { RefundId = id, refund.OrderId, refund.Amount, Days = 3 };
    });

    private static JsonElement Answer<T>(Func<T> work)
    {
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
