using MessagePack;

namespace Fluers.Sdk.Integration.Tests.Faults;

// Types that both libraries read and write, each with what it takes to meet one of the faults.

/// <summary>Has nothing at key 1 yet.</summary>
[SessionSchema(1, Id = "holed"), MessagePackObject]
public sealed partial record Holed
{
    [Key(0)] public string? Name { get; init; }

    [Key(2)] public int Total { get; init; }
}

/// <summary>The same, a release later.</summary>
[SessionSchema(1, Id = "filled"), MessagePackObject]
public sealed partial record Filled
{
    [Key(0)] public string? Name { get; init; }

    [Key(1)] public string? Between { get; init; }

    [Key(2)] public int Total { get; init; }
}

[SessionSchema(1, Id = "strict"), MessagePackObject]
public sealed partial record Strict
{
    [Key(0)] public required string Name { get; init; }

    [Key(1)] public List<string> Tags { get; init; } = [];

    [Key(2)] public required string Owner { get; init; }
}

[SessionSchema(1, Id = "limited"), MessagePackObject]
public sealed partial record Limited([property: Key(0)] string Name, [property: Key(1)] int Limit = 10);

[SessionSchema(1, Id = "preset"), MessagePackObject]
public sealed partial record Preset([property: Key(0)] string Name)
{
    [Key(1)] public int Limit { get; init; } = 10;
}

[SessionSchema(1, Id = "drawing"), MessagePackObject]
public sealed partial record Drawing([property: Key(0)] Shape Shape);

[SessionUnion, Union(0, typeof(Circle))]
public abstract partial record Shape;

[Case(0), MessagePackObject]
public sealed partial record Circle([property: Key(0)] int Radius) : Shape;

[SessionSchema(1, Id = "moment"), MessagePackObject]
public sealed partial record Moment([property: Key(0)]
#pragma warning disable FLU1207 // The fault is what is shown.
    DateTime At);
#pragma warning restore FLU1207

/// <summary>A subtype that nobody declared.</summary>
#pragma warning disable FLU1611 // The compiler finds it; here it gets as far as it can.
internal sealed record Square(int Side) : Shape;
#pragma warning restore FLU1611
