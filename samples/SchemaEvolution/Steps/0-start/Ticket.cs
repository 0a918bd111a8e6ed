using Fluers.Sdk;
using MessagePack;

namespace SchemaEvolution;

[SessionSchema(1)]
public sealed partial record Ticket
{
    [Key(0)] public required string Title { get; init; }
    [Key(1)] public bool Urgent { get; init; }
    [Key(2)] public string? Owner { get; init; }
    [Key(3)] public List<Step> Steps { get; init; } = [];
}

[SessionUnion]
public abstract partial record Step
{
    [Case(0)] public sealed partial record Note([property: Key(0)] string Text) : Step;
    [Case(1)] public sealed partial record Call([property: Key(0)] string Number, [property: Key(1)] int Minutes) : Step;
    [Case(2)] public sealed partial record Fax([property: Key(0)] string Number) : Step;
}

public static class Data
{
    public static Ticket Stored => new()
    {
        Title = "The printer smokes",
        Urgent = true,
        Owner = "Ada",
        Steps = [new Step.Call("555-1", 12), new Step.Fax("555-2")],
    };
}
