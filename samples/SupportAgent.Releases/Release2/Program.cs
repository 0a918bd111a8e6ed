using System.Text.Json;
using Fluers.Sdk;
using SupportAgent;

await ReleaseStore.WriteAsync(args, "release-2", new SupportSession
{
    Model = "offline",
    Subject = "A-1078 arrived broken. Please refund it.",
    CustomerId = "C-7",
    Priority = Priority.High,
    Refunds = [new Refund("R-1078-1", "A-1078", 129.00m, "arrived broken", new DateTimeOffset(2026, 3, 1, 9, 30, 0, TimeSpan.FromHours(1)))],
    Messages =
    [
        new SupportMessage(MessageRole.User, [new ContentBlock.Text("A-1078 arrived broken. Please refund it.")]),
        new SupportMessage(MessageRole.Assistant, [new ContentBlock.ToolUse("call-1", "open_refund", JsonElement.Parse("""{"order_id":"A-1078","amount":129.00,"reason":"arrived broken"}"""))]),
        new SupportMessage(MessageRole.Tool, [new ContentBlock.ToolResult("call-1", JsonElement.Parse("""{"refund_id":"R-1078-1","order_id":"A-1078","amount":129.00,"days":3}"""))]),
        new SupportMessage(MessageRole.Assistant, [new ContentBlock.Text("Done: 129.00 EUR for order A-1078 goes back to you within 3 days. The refund is R-1078-1.")]),
    ],
});
