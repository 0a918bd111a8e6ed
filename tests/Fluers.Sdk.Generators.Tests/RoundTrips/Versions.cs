using MessagePack;

namespace Fluers.Sdk.Generators.Tests.RoundTrips;

/// <summary>As an older build knows it: keys 1, 3, 4, 5 and 6 belong to others.</summary>
[SessionSchema(1)]
public sealed partial record Known
{
    [Key(0)] public required string Name { get; init; }
    [Key(2)] public int Rank { get; init; } = 7;
    [Key(7)] public string? Note { get; init; }
}

[SessionSchema(1)]
public sealed partial class Bound(string name, int rank = 5, string title = "none", Color? color = null)
{
    [Key(0)] public string Name { get; } = name;
    [Key(1)] public int Rank { get; } = rank;
    [Key(2)] public string Title { get; } = title;
    [Key(3)] public Color? Color { get; } = color;
}

[SessionSchema(1)]
public sealed partial record Defaults
{
    [Key(0)] public required string Name { get; init; }
    [Key(1)] public int Number { get; init; } = 42;
    [Key(2)] public string Text { get; init; } = "a\"b";
    [Key(3)] public List<int> List { get; init; } = [1, 2];
    [Key(4)] public Guid Id { get; init; } = Guid.AllBitsSet;
    [Key(5)] public int? Maybe { get; init; }
    [Key(6)] public Color? MaybeColor { get; init; }
    [Key(7)] public Money? MaybeMoney { get; init; }
    [Key(8)] public ReadOnlyMemory<byte>? MaybeMemory { get; init; }
    [Key(9)] public double Double { get; init; } = double.NaN;
    [Key(10)] public Color Color { get; init; } = Color.Blue;
    [Key(11)] public DateTimeOffset Time { get; init; }
}

/// <summary>Properties that are declared in one place and written in another, where their defaults stand.</summary>
[SessionSchema(1)]
public sealed partial class Halved
{
    [Key(0)] public partial string Text { get; set; }
    [Key(1)] public partial int Number { get; init; }
}

public sealed partial class Halved
{
    public partial string Text { get; set => field = value.Trim(); } = "text";
    public partial int Number { get; init => field = value; } = 5;
}

[SessionSchema(1)]
public sealed partial record Strict
{
    [Key(0)] public required string Text { get; init; }
    [Key(1)] public required Money Money { get; init; }
    [Key(2)] public required List<string> List { get; init; }
    [Key(3)] public required Dictionary<string, Tree.Node> Map { get; init; }
    [Key(4)] public required Block Block { get; init; }
}
