using Shop;

namespace SupportAgent;

/// <summary>Opens a refund. It lives in the session, so the session knows of it exactly when the model does.</summary>
/// <remarks>
/// Where money moves in another system, send that system the id of the call as its idempotency key: then a call whose
/// outcome is unknown can be asked about, and never pays twice.
/// </remarks>
internal sealed class OpenRefund(TimeProvider clock) : Tool("open_refund", "Open a refund for an order, for all that was paid or a part of it.",
    """
    {
      "type": "object",
      "properties": {
        "order_id": { "type": "string", "description": "The order number, such as A-1042" },
        "amount": { "type": "number", "description": "How much goes back, in EUR" },
        "reason": { "type": "string", "description": "Why, in the customer's words" }
      },
      "required": ["order_id", "amount", "reason"]
    }
    """)
{
    public override ToolOutcome Run(SupportSession session, ToolArguments arguments)
    {
        Order order = OrderBook.Find(arguments.Text("order_id", "A-1042"));
        decimal amount = arguments.Number("amount", "39.90");
        string reason = arguments.Text("reason", "arrived broken");
        decimal left = order.Total - CustomerAccount.RefundedIn(session, order);
        if (amount <= 0 || amount > left)
        {
            throw new ToolRefusedException($"amount must be above 0 and at most {left}, which is what is left of order {order.Id}; it was {amount}. Nothing was refunded.");
        }

        string id = $"R-{order.Id[2..]}-{session.Refunds.Count(refund => refund.OrderId == order.Id) + 1}";
        var refund = new Refund(id, order.Id, amount, reason, clock.GetUtcNow());
        return new ToolOutcome(
            session with { Refunds = session.Refunds.Add(refund), Priority = Priority.High },
            ToolResults.Json(new { RefundId = id, refund.OrderId, refund.Amount, Days = 3 }));
    }
}
