using Fluers.Sdk.Generators.Tests.Harness;

namespace Fluers.Sdk.Generators.Tests.Histories;

/// <summary>What older releases stored, later ones read as today's type.</summary>
public sealed class HopTests
{
    private const string First = """
        namespace Support;
        [SessionSchema(1)]
        public sealed partial record SupportSession
        {
            [Key(0)] public required string Model { get; init; }
            [Key(1)] public required string Subject { get; init; }
            [Key(2)] public bool Urgent { get; init; }
            [Key(3)] public string? CustomerId { get; init; }
        }
        [SessionSchema(1)] public sealed partial record AgentMessage([property: Key(0)] string Role, [property: Key(1)] string Text);
        public static class Data
        {
            public static SupportSession Urgent => new() { Model = "m", Subject = "Refund", Urgent = true, CustomerId = "c-7" };
            public static SupportSession Calm => new() { Model = "m", Subject = "Hello" };
            public static AgentMessage Message => new("user", "Where is it?");
        }
        """;

    private const string Second = """
        namespace Support;
        [SessionSchema(2)]
        public sealed partial record SupportSession
        {
            [Key(0)] public required string Model { get; init; }
            [Key(1)] public required string Subject { get; init; }
            [Key(3)] public string? CustomerId { get; init; }
            [Key(5)] public required Priority Priority { get; init; }
        }
        public enum Priority { Low, Normal, High }
        static partial class SupportSessionHistory
        {
            public static partial V2.SupportSession Up(V1.SupportSession s) => s.ToV2(priority: s.Urgent ? V2.Priority.High : V2.Priority.Normal);
        }
        [SessionSchema(2)] public sealed partial record AgentMessage([property: Key(0)] string Role, [property: Key(2)] ContentBlock Content);
        [SessionUnion] public abstract partial record ContentBlock
        {
            [Case(0)] public sealed partial record Text([property: Key(0)] string Value) : ContentBlock;
        }
        static partial class AgentMessageHistory
        {
            public static partial V2.AgentMessage Up(V1.AgentMessage m) => m.ToV2(content: new V2.ContentBlock.Text(m.Text));
        }
        public static class Data
        {
            public static SupportSession Low => new() { Model = "m", Subject = "Two", Priority = Priority.Low, CustomerId = "c-2" };
        }
        """;

    private static readonly string Third = Second
        .Replace("[SessionSchema(2)]\npublic sealed partial record SupportSession", "[SessionPart] public sealed partial record CustomerRef([property: Key(0)] string Id, [property: Key(1)] string? Name);\n[SessionSchema(3)]\npublic sealed partial record SupportSession", StringComparison.Ordinal)
        .Replace("    [Key(3)] public string? CustomerId { get; init; }\n", "    [Key(7)] public CustomerRef? Customer { get; init; }\n", StringComparison.Ordinal)
        .Replace("    public static partial V2.SupportSession Up", "    public static partial V3.SupportSession Up(V2.SupportSession s) => s.ToV3(customer: s.CustomerId is { } id ? new V3.CustomerRef(id, null) : null);\n    public static partial V2.SupportSession Up", StringComparison.Ordinal)
        .Replace(", CustomerId = \"c-2\"", "", StringComparison.Ordinal);

    private static readonly Releases Support = Releases.Of(First, Second, Third);

    [Theory]
    [InlineData("Urgent", "SupportSession { Model = m, Subject = Refund, Customer = CustomerRef { Id = c-7, Name =  }, Priority = High }")]
    [InlineData("Calm", "SupportSession { Model = m, Subject = Hello, Customer = , Priority = Normal }")]
    public void The_oldest_version_arrives_as_the_newest(string member, string expected) =>
        Assert.Equal(expected, Support.Last.Read("SupportSession", Support[0].Frame(member)));

    [Fact]
    public void A_version_between_takes_only_the_hops_that_it_needs() =>
        Assert.Equal(
            "SupportSession { Model = m, Subject = Two, Customer = CustomerRef { Id = c-2, Name =  }, Priority = Low }",
            Support.Last.Read("SupportSession", Support[1].Frame("Low")));

    [Fact]
    public void An_entry_has_a_history_of_its_own() =>
        Assert.Equal("AgentMessage { Role = user, Content = Text { Value = Where is it? } }", Support.Last.Read("AgentMessage", Support[0].Frame("Message")));
}
