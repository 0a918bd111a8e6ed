using Fluers.Sdk;
using MessagePack;

namespace SchemaEvolution;

[SessionSchema(4)]
public sealed partial record Ticket
{
    [Key(0)] public required string Title { get; init; }
    [Key(2)] public Person? Owner { get; init; }
    [Key(3)] public List<Step> Steps { get; init; } = [];
    [Key(4)] public List<string> Labels { get; init; } = [];
    [Key(5)] public required Priority Priority { get; init; }
}

public enum Priority { Low, Normal, High }

[SessionPart]
public sealed partial record Person([property: Key(0)] string Name, [property: Key(1)] string? Mail = null);

[SessionUnion]
public abstract partial record Step
{
    [Case(0)] public sealed partial record Note([property: Key(0)] string Text) : Step;
    [Case(1)] public sealed partial record Call([property: Key(0)] string Number, [property: Key(1)] long Minutes) : Step;
    [Case(2)] public sealed partial record Fax([property: Key(0)] string Number) : Step;
}

internal static partial class TicketHistory
{
    public static partial V2.Ticket Up(V1.Ticket t) => t.ToV2(priority: t.Urgent ? V2.Priority.High : V2.Priority.Normal);

    public static partial V4.Ticket Up(V3.Ticket t) => t.ToV4(owner: t.Owner is { } name ? new V4.Person(name, null) : null);
}

public static class Data
{
    public static Ticket Stored => new()
    {
        Title = "The printer smokes",
        Priority = Priority.High,
        Owner = new Person("Ada", "ada@example.org"),
        Labels = ["hardware"],
        Steps = [new Step.Call("555-1", 100_000_000_000), new Step.Fax("555-2")],
    };
}
