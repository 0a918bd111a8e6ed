using Fluers.Sdk;
using SupportAgent;

await ReleaseStore.WriteAsync(args, "release-1", new SupportSession
{
    Model = "offline",
    Subject = "Hello! Where is my order A-1042?",
    Urgent = true,
    CustomerId = "C-7",
    Messages =
    [
        new SupportMessage(MessageRole.User, "Hello! Where is my order A-1042?"),
        new SupportMessage(MessageRole.Assistant, "Your order A-1042, the desk lamp for 39.90 EUR, was delivered yesterday."),
    ],
});
