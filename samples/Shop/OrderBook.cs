using System.Globalization;

namespace Shop;

/// <summary>An order.</summary>
internal sealed record Order(string Id, string Item, decimal Total, string Status)
{
    /// <summary>The number of a refund of it.</summary>
    /// <param name="earlier">How many there have been.</param>
    public string RefundId(int earlier) => $"R-{Id[2..]}-{earlier + 1}";

    /// <summary>Sees to it that the order has not left yet.</summary>
    /// <exception cref="ToolRefusedException">It has.</exception>
    public void CheckCancellation()
    {
        if (Status != "being packed")
        {
            throw new ToolRefusedException($"order {Id} is {Status}, and only one that is being packed can be cancelled. Offer a refund instead.");
        }
    }

    /// <summary>Sees to it that no more goes back than was paid.</summary>
    /// <param name="amount">How much is to go back.</param>
    /// <param name="refunded">How much has gone back already.</param>
    /// <exception cref="ToolRefusedException">The amount is not above 0, or more than is left.</exception>
    public void CheckRefund(decimal amount, decimal refunded)
    {
        decimal left = Total - refunded;
        if (amount <= 0 || amount > left)
        {
            throw new ToolRefusedException($"amount must be above 0 and at most {left}, which is what is left of order {Id}; it was {amount}. Nothing was refunded.");
        }
    }
}

/// <summary>
/// Stands for the shop's order system: every number from A-1000 to A-9999 is an order, always the same one, and all of
/// them are of the customer who asks.
/// </summary>
internal static class OrderBook
{
    private static readonly (string Item, decimal Total, string Status)[] Kinds =
    [
        ("tea pot", 24.50m, "delivered on Monday"),
        ("notebook, set of five", 12.00m, "being packed"),
        ("desk lamp", 39.90m, "delivered yesterday"),
        ("headphones", 129.00m, "on its way, expected tomorrow"),
        ("rain jacket", 89.95m, "delivered last week"),
    ];

    /// <summary>Finds an order.</summary>
    /// <exception cref="ToolRefusedException">There is none with this number.</exception>
    public static Order Find(string id)
    {
        if (id is not ['A', '-', _, _, _, _]
            || !int.TryParse(id.AsSpan(2), NumberStyles.None, CultureInfo.InvariantCulture, out int number)
            || number < 1000)
        {
            throw new ToolRefusedException($"There is no order '{id}'; order numbers are A-1000 to A-9999. Ask the customer for the number.");
        }

        (string item, decimal total, string status) = Kinds[number % Kinds.Length];
        return new Order(id, item, total, status);
    }
}
