using Fluers.Sdk.Generators.Diagnostics;
using Fluers.Sdk.Generators.Locks;
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

    [Fact]
    public Task A_default_that_is_no_constant_is_recorded_without_the_names_that_may_change() => Records(
        """
        public static class Limits { public const int Most = 5; }
        [SessionPart] public sealed partial record Part { [Key(0)] public int X { get; init; } }
        [SessionSchema(1)] public sealed partial record Note
        {
            [Key(0)] public Part A { get; init; } = new Part();
            [Key(1)] public Part B { get; init; } = new();
            [Key(2)] public Part C { get; init; } = new Part { X = Limits.Most };
            [Key(3)] public TimeSpan D { get; init; } = TimeSpan.FromMinutes( 0x10 );
            [Key(4)] public TimeSpan E { get; init; } = TimeSpan.MaxValue;
            [Key(5)] public List<int> F { get; init; } = new List<int> { 1, Limits.Most };
            [Key(6)] public int[] G { get; init; } = { 1, 5 };
            [Key(7)] public int[] H { get; init; } = new[] { 1, 5 };
            [Key(8)] public ImmutableArray<int> I { get; init; } = [1, 5];
            [Key(9)] public byte[] J { get; init; } = new byte[0];
            [Key(10)] public int[] K { get; init; } = { };
            [Key(11)] public ImmutableArray<int> L { get; init; } = [];
            [Key(12)] public Dictionary<string, int> M { get; init; } = new Dictionary<string, int> { ["a"] = 1 };
        }
        """,
        """
        0 A: Part = new()
        1 B: Part = new()
        2 C: Part = new() { X = 5 }
        3 D: timespan = TimeSpan.FromMinutes(16)
        4 E: timespan = TimeSpan.MaxValue
        5 F: list<int> = [1, 5]
        6 G: list<int> = [1, 5]
        7 H: list<int> = [1, 5]
        8 I: list<int> = [1, 5]
        9 J: bytes = []
        10 K: list<int> = []
        11 L: list<int>
        12 M: map<string, int> = new() { ["a"] = 1 }
        part Part
          0 X: int
        """);

    [Fact]
    public Task Types_that_would_be_called_the_same_are_told_apart() => Records(
        """
        [SessionPart] public sealed partial record Box<T> where T : notnull { [Key(0)] public required T V { get; init; } }
        [SessionPart] public sealed partial record BoxOfInt { [Key(0)] public int X { get; init; } }
        [SessionSchema(1)] public sealed partial record Note { [Key(0)] public Box<int>? A { get; init; } [Key(1)] public BoxOfInt? B { get; init; } [Key(2)] public Box<int[,]>? C { get; init; } [Key(3)] public Box<int[,,]>? D { get; init; } }
        """,
        """
        0 A: BoxOfInt_?
        1 B: BoxOfInt?
        2 C: BoxOfGrid2OfInt?
        3 D: BoxOfGrid3OfInt?
        part BoxOfGrid2OfInt
          0 V: grid2<int> required
        part BoxOfGrid3OfInt
          0 V: grid3<int> required
        part BoxOfInt
          0 X: int
        part BoxOfInt_
          0 V: int required
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
        Assert.Equal(Printed(ShapeScript.Parse(expected)), Printed(ShapeOf(await GeneratorRun.Of(source).IsClean())));

    private static string Printed(SchemaShape shape) => LockWriter.Write(new SchemaLock("note", [new VersionBlock(1, IsPublished: false, shape)]));

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
