using System.Text.Json;
using Fluers.Sdk.Testing;
using SupportAgent;

namespace Fluers.Sdk.SupportAgent.Tests;

/// <summary>The envelope of the sample.</summary>
public sealed class SupportConversationTests() : SchemaLaws(SchemaSamples.OfEnvelope<SupportConversation>(
    "samples/SupportAgent",
    new SupportConversation { Subject = "Hello" },
    new SupportConversation
    {
        Subject = "A-1078 arrived broken. Please refund it.",
        Priority = Priority.High,
        Customer = new Customer("C-7", "Mara Lindqvist"),
        Refunds = [new Refund("R-1078-1", "A-1078", 129.00m, "arrived broken", new DateTimeOffset(2026, 3, 1, 9, 30, 0, TimeSpan.FromHours(1)))],
    }));

/// <summary>The envelope of the first three releases, in all its versions.</summary>
public sealed class SupportSessionTests() : SchemaLaws(SchemaSamples.OfEnvelope<SupportSession>(
    "samples/SupportAgent",
    new SupportSession { Model = "offline", Subject = "Hello", Priority = Priority.Normal },
    new SupportSession
    {
        Model = "offline",
        Subject = "A-1078 arrived broken. Please refund it.",
        Priority = Priority.High,
        Customer = new Customer("C-7", "Mara Lindqvist"),
        Refunds = [new Refund("R-1078-1", "A-1078", 129.00m, "arrived broken", new DateTimeOffset(2026, 3, 1, 9, 30, 0, TimeSpan.FromHours(1)))],
        Turns = 2,
        Tokens = 5_000_000_000,
    }))
{
    [Fact]
    public void An_urgent_conversation_of_the_first_release_is_of_high_priority() => Assert.Equal(
        ("Hello! Where is my order A-1042?", Priority.High, new Customer("C-7", null), 0),
        Assert.Single(Migrated<SupportSession>(1).Select(state => (state.Subject, state.Priority, state.Customer, state.Refunds.Length))));

    [Fact]
    public void The_customer_of_the_second_release_is_known_by_id() => Assert.Equal(
        (Priority.High, "C-7", "R-1078-1"),
        Assert.Single(Migrated<SupportSession>(2).Select(state => (state.Priority, state.Customer!.Id, Assert.Single(state.Refunds).Id))));
}

/// <summary>The entries of their logs, in all their versions.</summary>
public sealed class SupportMessageTests() : SchemaLaws(SchemaSamples.OfEntry<SupportMessage>(
    "samples/SupportAgent",
    new SupportMessage(MessageRole.User, [new ContentBlock.Text("A-1078 arrived broken. Please refund it.")]),
    new SupportMessage(MessageRole.Assistant, [new ContentBlock.ToolUse("call-1", "open_refund", JsonElement.Parse("""{"order_id":"A-1078","amount":129.00,"reason":"arrived broken"}"""))]),
    new SupportMessage(MessageRole.Tool, [new ContentBlock.ToolResult("call-1", JsonElement.Parse("""{"refund_id":"R-1078-1","order_id":"A-1078","amount":129.00,"days":3}"""))]),
    new SupportMessage(MessageRole.Assistant, [new ContentBlock.Text("Done: 129.00 EUR for order A-1078 goes back to you within 3 days. The refund is R-1078-1.")])))
{
    [Fact]
    public void The_texts_of_the_first_release_are_content() => Assert.Equal(
        [(MessageRole.User, "Hello! Where is my order A-1042?"), (MessageRole.Assistant, "Your order A-1042, the desk lamp for 39.90 EUR, was delivered yesterday.")],
        Migrated<SupportMessage>(1).Select(message => (message.Role, Assert.IsType<ContentBlock.Text>(Assert.Single(message.Content)).Value)));
}
