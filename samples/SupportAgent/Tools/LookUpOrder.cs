using Shop;

namespace SupportAgent;

/// <summary>Tells the model what the shop knows of an order.</summary>
internal sealed class LookUpOrder() : Tool("look_up_order", "Look up an order: what it is, where it is, what was paid and refunded.",
    """
    {
      "type": "object",
      "properties": { "order_id": { "type": "string", "description": "The order number, such as A-1042" } },
      "required": ["order_id"]
    }
    """)
{
    public override ToolOutcome Run(SupportSession session, ToolArguments arguments)
    {
        Order order = OrderBook.Find(arguments.Text("order_id", "A-1042"));
        var result = new
        {
            OrderId = order.Id,
            order.Item,
            order.Status,
            Paid = order.Total,
            Refunded = CustomerAccount.RefundedIn(session, order),
        };
        return new ToolOutcome(session with { Customer = CustomerAccount.SignedIn }, ToolResults.Json(result));
    }
}
