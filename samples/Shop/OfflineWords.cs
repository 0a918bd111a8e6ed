using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.AI;

namespace Shop;

/// <summary>How the offline model words what the tools told it.</summary>
internal static class OfflineWords
{
    public static AIContent Help { get; } = new TextContent("I can look up an order and open a refund. Which order is it about? Its number looks like A-1042.");

    public static AIContent WhichOrder { get; } = new TextContent("Which order do you mean? Its number looks like A-1042.");

    public static AIContent Stuck { get; } = new TextContent("I could not settle this now. Please ask me once more.");

    public static AIContent Order(JsonElement order) => new TextContent(
        order.Has("error") ? $"I could not find that order: {order.Text("error")}"
        : order.Number("refunded") > 0 ? $"{Euro(order.Number("refunded"))} of order {order.Text("order_id")} (the {order.Text("item")}) has been refunded already."
        : $"Your order {order.Text("order_id")}, the {order.Text("item")} for {Euro(order.Number("paid"))}, is {order.Text("status")}."
            .Replace("is delivered", "was delivered", StringComparison.Ordinal));

    public static AIContent Refund(JsonElement refund) => new TextContent(
        refund.Has("error")
            ? $"I could not refund that: {refund.Text("error")}"
            : $"Done: {Euro(refund.Number("amount"))} for order {refund.Text("order_id")} goes back to you within {refund.Number("days")} days. The refund is {refund.Text("refund_id")}.");

    public static AIContent Cancellation(string order, JsonElement cancellation) => new TextContent(
        cancellation.Has("outcome") ? $"All right, order {order} stays as it is."
        : cancellation.Has("error") ? $"I could not cancel that: {cancellation.Text("error")}"
        : $"Done: order {order} is cancelled, and you pay nothing.");

    public static AIContent Recall(IReadOnlyList<JsonElement> refunds) => new TextContent(refunds switch
    {
        [] => "There is no refund in this conversation.",
        [var one] => $"One refund: {Line(one)}.",
        _ => $"{refunds.Count} refunds: {string.Join(" and ", refunds.Select(Line))}, together {Euro(refunds.Sum(refund => refund.Number("amount")))}.",
    });

    /// <summary>Whether a result has a member.</summary>
    public static bool Has(this JsonElement result, string name) => result.ValueKind == JsonValueKind.Object && result.TryGetProperty(name, out _);

    /// <summary>A member that is a text.</summary>
    public static string Text(this JsonElement result, string name) => result.GetProperty(name).GetString() ?? "";

    /// <summary>A member that is a number; 0 where there is none.</summary>
    public static decimal Number(this JsonElement result, string name) => result.Has(name) ? result.GetProperty(name).GetDecimal() : 0;

    private static string Line(JsonElement refund) => $"{refund.Text("refund_id")} of {Euro(refund.Number("amount"))} for order {refund.Text("order_id")}";

    private static string Euro(decimal amount) => amount.ToString("0.00 'EUR'", CultureInfo.InvariantCulture);
}
