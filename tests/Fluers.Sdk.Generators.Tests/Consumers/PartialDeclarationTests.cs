using Fluers.Sdk.Generators.Tests.Harness;

namespace Fluers.Sdk.Generators.Tests.Consumers;

/// <summary>A type may stand in several files; it is one type, generated once.</summary>
public sealed class PartialDeclarationTests
{
    private static readonly string[] Parts =
    [
        "namespace Shop; [SessionSchema(1)] public sealed partial record Order { [Key(1)] public required string Customer { get; init; } }",
        "namespace Shop; public sealed partial record Order { [Key(0)] public int Count { get; init; } = 2; }",
        "namespace Shop; public sealed partial record Order { [Key(2)] public Line? Line { get; init; } }",
        "namespace Shop; [SessionPart] public readonly partial record struct Line; public readonly partial record struct Line { [Key(0)] public int X { get; init; } }",
    ];

    [Fact]
    public async Task Members_of_all_files_are_stored_whatever_the_order_of_the_files()
    {
        GeneratorRun run = await GeneratorRun.Of(Parts).IsClean();
        Assert.Equal(4, run.Files.Count);
        Assert.All(["Customer", "Count", "Line"], name => Assert.Contains($"value.{name}", run.Files["Shop.Order.g.cs"], StringComparison.Ordinal));
        Assert.Equal(run.Files, (await GeneratorRun.Of(Parts.Reverse()).IsClean()).Files);
    }

    [Fact]
    public async Task A_member_added_in_a_file_without_the_attribute_is_stored()
    {
        GeneratorRun before = await GeneratorRun.Of(Parts).IsClean();
        string[] edited = [Parts[0], Parts[1].Replace("Count", "Number", StringComparison.Ordinal), .. Parts[2..]];
        GeneratorRun after = before.Then(new Consumer().Compile(edited.Select(part => Consumer.Usings + part)));
        Assert.Contains("value.Number", after.Files["Shop.Order.g.cs"], StringComparison.Ordinal);
        Assert.DoesNotContain("value.Count", after.Files["Shop.Order.g.cs"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Containers_may_be_spread_too() => await GeneratorRun.Of(
        "public static partial class Outer { [SessionPart] internal sealed partial record Inner([property: Key(0)] int X); }",
        "public static partial class Outer { internal sealed partial record Inner { [Key(1)] public string? Y { get; init; } } }",
        "partial class Outer;").IsClean();
}
