using System.Text.RegularExpressions;
using Fluers.Sdk.Generators.Recording;
using Fluers.Sdk.Generators.Tests.Harness;
using Microsoft.CodeAnalysis;

namespace Fluers.Sdk.Generators.Tests.Snapshots;

/// <summary>The generated text of shapes that are seldom or large, and of types that another project has.</summary>
public sealed partial class MoreSnapshotTests
{
    private static readonly int[] Sizes = [15, 33, 65, 300];

    [Fact]
    public Task A_record_struct_may_be_mutable_and_a_struct_read_only() => Verify("""
        namespace Shop;
        [SessionPart] public partial record struct Stretch([property: Key(0)] int From, [property: Key(1)] int? To);
        [SessionPart]
        public readonly partial struct Angle(double degrees)
        {
            [Key(0)] public double Degrees { get; } = degrees;
            [Key(1)] public string? Name { get; init; }
        }
        """);

    [Fact]
    public Task An_abstract_class_can_be_a_union() => Verify("""
        namespace Shop;
        [SessionUnion]
        public abstract partial class Vehicle
        {
            [Key(0)] public string? Owner { get; set; }
            [Case(0)] public sealed partial class Car : Vehicle { [Key(1)] public required string Plate { get; set; } }
        }
        """);

    [Fact]
    public Task Types_may_hold_each_other() => Verify("""
        namespace Shop;
        [SessionPart] public sealed partial record Even([property: Key(0)] Odd? Next);
        [SessionPart] public sealed partial class Odd { [Key(0)] public List<Even> All { get; set; } = []; }
        """);

    [Fact]
    public Task An_array_may_have_four_dimensions() => Verify("""
        namespace Shop;
        [SessionPart] public sealed partial record Tesseract { [Key(0)] public required string?[,,,] Cells { get; init; } }
        """);

    [Fact]
    public Task Tuples_of_more_than_seven_keep_the_rest_in_a_tuple_of_its_own() => Verify("""
        namespace Shop;
        [SessionPart] public sealed partial record Long { [Key(0)] public (int A, int B, int C, int D, int E, int F, int G, string H, Guid? I) Value { get; init; } }
        """);

    /// <summary>The same lines, however many: what differs by its number only is left once.</summary>
    [Fact]
    public Task Objects_of_any_size_are_written_alike() => Verifier
        .Verify(GeneratorRun.Of(Sizes.Select(size => $"namespace Shop; [SessionPart] public sealed partial record Size{size} {{ {string.Join("\n", Enumerable.Range(0, size).Select(i => $"[Key({i})] public required int M{i} {{ get; init; }}"))} }}")).Driver)
        .IgnoreGeneratedResult(IsOfAssembly)
        .Through(Once)
        .ToTask();

    [Fact]
    public Task A_union_can_be_declared_as_one() => Verify("""
        namespace Shop;
        [SessionUnion] public partial union Payment(Cash, Payment.Card, Payment.Unknown) { [Case(2)] public sealed partial record Card([property: Key(0)] string Number); }
        [Case(0)] public readonly partial record struct Cash([property: Key(0)] decimal Sum);
        """);

    [Fact]
    public Task The_shapes_of_another_projects_types_are_carried_along()
    {
        var library = GeneratorRun.Of(new Consumer { AssemblyName = "Library" }.Compile(Consumer.Usings + """
            namespace Library;
            public enum Level : short { Low = -1, High }
            [SessionPart] public sealed partial record Box<T>([property: Key(0)] T Value, [property: Key(1)] Level Level = Level.High);
            [SessionUnion] public abstract partial record Choice { [Case(2)] public sealed partial record Yes([property: Key(0)] Box<string?> Why) : Choice; }
            public abstract class Base { [Key(0)] public required Guid Id { get; init; } }
            [SessionSchema(1)] public sealed partial record Note([property: Key(0)] string Text);
            """)).Output;
        var consumer = new Consumer();
        return Verifier
            .Verify(GeneratorRun.Of((consumer with { References = consumer.References.Add(library.ToMetadataReference()) }).Compile(Consumer.Usings + """
                using Library;
                namespace Shop;
                [SessionSchema(1)]
                public sealed partial class Order : Base
                {
                    [Key(1)] public Box<Level>? Box { get; set; }
                    [Key(2)] public List<Choice> Choices { get; set; } = [];
                    public SessionLog<Note> Notes { get; init; } = [];
                }
                """)).Driver)
            .IgnoreGeneratedResult(source => source.HintName != AssemblyShapes.HintName)
            .ToTask();
    }

    private static Task Verify(string source) => Verifier.Verify(GeneratorRun.Of(source).Driver).IgnoreGeneratedResult(IsOfAssembly).ToTask();

    private static bool IsOfAssembly(GeneratedSourceResult source) => source.HintName.StartsWith("Assembly-", StringComparison.Ordinal);

    private static string Once(string text)
    {
        string plain = RepeatedPart().Replace(Number().Replace(text, "#"), "$1…");
        var lines = new List<string>();
        foreach (string line in plain.Split('\n'))
        {
            if (lines.Count == 0 || lines[^1] != line)
            {
                lines.Add(line);
            }
        }

        return string.Join('\n', lines);
    }

    [GeneratedRegex("[0-9]+")]
    private static partial Regex Number();

    [GeneratedRegex("([^,(){}]+, )\\1+")]
    private static partial Regex RepeatedPart();
}
