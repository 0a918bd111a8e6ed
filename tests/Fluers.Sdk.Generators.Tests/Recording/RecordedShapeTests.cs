using Fluers.Sdk.Generators.Diagnostics;
using Fluers.Sdk.Generators.Shapes;
using Fluers.Sdk.Generators.Tests.Harness;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Fluers.Sdk.Generators.Tests.Recording;

/// <summary>What is recorded of a schema is what it stores, whatever the code looks like.</summary>
public sealed class RecordedShapeTests
{
    [Fact]
    public Task A_generic_part_is_recorded_for_each_of_its_arguments() => Records(
        """
        [SessionPart] public sealed partial record Box<T> where T : notnull { [Key(0)] public required T Value { get; init; } [Key(1)] public List<T> More { get; init; } = []; }
        [SessionPart] public sealed partial record Item { [Key(0)] public int X { get; init; } }
        [SessionSchema(1)] public sealed partial record Note
        {
            [Key(0)] public Box<int>? A { get; init; }
            [Key(1)] public Box<Box<Item>>? B { get; init; }
        }
        """,
        """
        0 A: BoxOfInt?
        1 B: BoxOfBoxOfItem?
        part BoxOfBoxOfItem
          0 Value: BoxOfItem required
          1 More: list<BoxOfItem> = []
        part BoxOfInt
          0 Value: int required
          1 More: list<int> = []
        part BoxOfItem
          0 Value: Item required
          1 More: list<Item> = []
        part Item
          0 X: int
        """);

    [Fact]
    public Task A_union_that_is_its_own_case_is_recorded_with_it() => Records(
        """
        [SessionUnion, Case(0)] public partial record Shape { [Key(0)] public int Sides { get; init; } }
        [Case(1)] public sealed partial record Square : Shape { [Key(1)] public long Length { get; init; } }
        [SessionSchema(1)] public sealed partial record Note { [Key(0)] public Shape? S { get; init; } }
        """,
        """
        0 S: Shape?
        union Shape
          case 0 Shape
            0 Sides: int
          case 1 Square
            0 Sides: int
            1 Length: long
        """);

    [Fact]
    public Task A_formatter_of_ones_own_is_recorded_by_its_type() => Records(
        """
        public sealed class HexFormatter : MessagePack.Formatters.IMessagePackFormatter<int>
        {
            public void Serialize(ref MessagePackWriter writer, int value, MessagePackSerializerOptions options) => writer.Write(value.ToString("x"));
            public int Deserialize(ref MessagePackReader reader, MessagePackSerializerOptions options) => Convert.ToInt32(reader.ReadString(), 16);
        }
        [SessionSchema(1)] public sealed partial record Note { [Key(0), MessagePackFormatter(typeof(HexFormatter))] public int Color { get; init; } }
        """,
        "0 Color: format<HexFormatter>");

    [Fact]
    public Task A_default_is_recorded_by_its_value() => Records(
        """
        [SessionSchema(1)] public sealed partial record Note([property: Key(0)] int A = 2 + 3, [property: Key(1)] string B = nameof(Note))
        {
            private const int Five = 5;
            [Key(2)] public int C { get; init; } = Five;
            [Key(3)] public List<int> D { get; init; } = new List<int>();
            [Key(4)] public int[] E { get; init; } = Array.Empty<int>();
            [Key(5)] public ImmutableDictionary<string, int> F { get; init; } = ImmutableDictionary<string, int>.Empty;
            [Key(6)] public bool G { get; init; } = false;
        }
        """,
        """
        0 A: int = 5
        1 B: string = "Note"
        2 C: int = 5
        3 D: list<int> = []
        4 E: list<int> = []
        5 F: map<string, int> = []
        6 G: bool
        """);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_part_of_another_assembly_is_recorded_as_that_assembly_tells(bool isProject)
    {
        GeneratorRun library = await GeneratorRun.Of(new Consumer { AssemblyName = "Library" }.Compile(Consumer.Usings + """
            namespace Library;
            public enum Level : byte { Low, High }
            [SessionPart] public sealed partial record Part { [Key(0)] public int X { get; init; } = 7; [Key(1)] public Level Level { get; init; } [Key(2)] public Part? Next { get; init; } }
            """)).IsClean();
        MetadataReference reference = isProject ? library.Output.ToMetadataReference() : Image(library.Output);
        GeneratorRun run = await GeneratorRun.Of(new Consumer()
            .Compile(Consumer.Usings + "[SessionSchema(1)] public sealed partial record Note { [Key(0)] public Library.Part? Part { get; init; } [Key(1)] public ContentBlock? Block { get; init; } }")
            .AddReferences(reference)).IsClean();
        SchemaShape shape = ShapeOf(run);
        Assert.Equal(
            ShapeScript.Parse("""
                part Part
                  0 X: int = 7
                  1 Level: Level
                  2 Next: Part?
                """).Types[0],
            shape.Find("Part"));
        Assert.Equal(["ContentBlock", "Level", "Part"], shape.Types.Select(type => type.Name));
        Assert.Equal(5, Assert.IsType<UnionShape>(shape.Find("ContentBlock")).Cases.Count);
    }

    private static async Task Records(string source, string expected) =>
        Assert.Equal(ShapeScript.Parse(expected), ShapeOf(await GeneratorRun.Of(source).IsClean()));

    private static SchemaShape ShapeOf(GeneratorRun run)
    {
        var shapes = ShapeSymbols.Of(run.Output, TestContext.Current.CancellationToken);
        return shapes.ShapeOf(shapes.Schemas.Single());
    }

    private static PortableExecutableReference Image(Compilation compilation)
    {
        using var image = new MemoryStream();
        Assert.True(compilation.Emit(image).Success);
        return MetadataReference.CreateFromImage(image.ToArray());
    }
}
