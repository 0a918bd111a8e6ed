using Shop;

namespace SupportAgent;

/// <summary>The customer who is signed in, and what a conversation has given back to them.</summary>
internal static class CustomerAccount
{
    /// <summary>Who is signed in.</summary>
    public static Customer SignedIn { get; } = new("C-7", "Mara Lindqvist");

    /// <summary>How much of an order a conversation has refunded.</summary>
    public static decimal RefundedIn(SupportSession session, Order order) =>
        session.Refunds.Where(refund => refund.OrderId == order.Id).Sum(refund => refund.Amount);
}
