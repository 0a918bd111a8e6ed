using Fluers.Sdk;
using MessagePack;

// Names that are hard on a generator.

/// <summary>A part in no namespace.</summary>
[SessionPart, MessagePackObject]
public sealed partial record Nowhere([property: Key(0)] int X);

namespace Fluers.Sdk.Generators.Tests.RoundTrips.First
{
    [SessionPart, MessagePackObject]
    public sealed partial record Twin([property: Key(0)] int X);
}

namespace Fluers.Sdk.Generators.Tests.RoundTrips.Second
{
    [SessionPart, MessagePackObject]
    public sealed partial record Twin([property: Key(0)] string Text, [property: Key(1)] First.Twin? Other);
}

namespace Fluers.Sdk.Generators.Tests.RoundTrips
{
    [SessionPart, MessagePackObject]
    public sealed partial record Letter([property: Key(0)] int Upper);

    [SessionPart, MessagePackObject]
    public sealed partial record LETTER([property: Key(0)] string Lower);

    [SessionPart, MessagePackObject]
    public sealed partial record @event([property: Key(0)] int @class, [property: Key(1)] string? @record);

    /// <summary>Members with the names of what is generated, and of its locals.</summary>
    [SessionSchema(1), MessagePackObject]
    public sealed partial record Names
    {
        [Key(0)] public required int reader { get; init; }
        [Key(1)] public required int Writer { get; init; }
        [Key(2)] public required List<int?> value { get; init; }
        [Key(3)] public required Nowhere? Unknown { get; init; }
        [Key(4)] public required int Count { get; init; }
        [Key(5)] public required int Key { get; init; }
        [Key(6)] public required int SessionFormatter { get; init; }
        [Key(7)] public required string Schema { get; init; }
        [Key(8)] public required Dictionary<int, string[]> Items { get; init; }
        [Key(9)] public string Defaults { get; init; } = string.Concat("a", "b");
        [Key(10)] public bool HasDefaults { get; init; }
        [Key(11)] public required First.Twin First { get; init; }
        [Key(12)] public required Second.Twin Second { get; init; }
        [Key(13)] public required Letter Letter { get; init; }
        [Key(14)] public required LETTER LETTER { get; init; }
        [Key(15)] public required @event @event { get; init; }
        [Key(16)] public required int UnknownMembers { get; init; }
        [Key(17)] public required Box<int> Session { get; init; }
        [Key(18), MessagePackFormatter(typeof(WrappedFormatter<string>))] public required string FormatterOfSession { get; init; }
        [Key(19)] public required int Instance { get; init; }
        [Key(20)] public required int Shape { get; init; }
    }

    /// <summary>Members of a base with the names of what is generated into the type.</summary>
    [MessagePackObject]
    public abstract class WithTakenNames
    {
        [Key(0)] public int UnknownMembers { get; set; }
        [Key(1)] public string? SessionFormatter { get; set; }
        [Key(2)] public List<int> Instance { get; set; } = [];
    }

    /// <summary>Members whose methods and formats would have one name.</summary>
    [SessionSchema(1), MessagePackObject]
    public sealed partial class TakenNames : WithTakenNames
    {
        [Key(3)] public Box<int>? ReadFoo { get; set; }
        [Key(4)] public List<int> FooTFormat { get; set; } = [];
        [Key(5)] public Box<int>? FormatOfFoo { get; set; }
        [Key(6)] public Labelled<int, string>? Foo { get; set; }
        [Key(7)] public Box<string>? FooUnknown { get; set; }
        [Key(8)] public int? _ { get; set; }
        [Key(9)] public string? @field { get; set; }
        [Key(10)] public Kept<long>? Kept { get; set; }
    }

    /// <summary>Type parameters with the names of what is generated, and of parts of other names.</summary>
    [SessionPart, MessagePackObject]
    public sealed partial record Labelled<UnknownT, SessionFormatter>([property: Key(0)] UnknownT Value, [property: Key(1)] List<SessionFormatter> Labels);

    [SessionPart, MessagePackObject]
    public sealed partial record Kept<UnknownMembers>([property: Key(0)] UnknownMembers Value);
}
