using Fluers.Sdk.Generators.Tests.Harness;

namespace Fluers.Sdk.Generators.Tests.Histories;

/// <summary>Whatever types are called, their older versions have names, each its own.</summary>
public sealed class HopNameTests
{
    [Theory]
    [InlineData("V1")]
    [InlineData("V2")]
    [InlineData("UnknownMembers")]
    public void A_part_may_be_called_like_what_is_generated(string part)
    {
        string first = $"[SessionSchema(1)] public sealed partial record Note {{ [Key(0)] public {part}? Part {{ get; init; }} }} [SessionPart] public sealed partial record {part} {{ [Key(0)] public int X {{ get; init; }} }} public static class Data {{ public static Note One => new() {{ Part = new() {{ X = 5 }} }}; }}";
        string second = $"[SessionSchema(2)] public sealed partial record Note {{ [Key(0)] public {part}? Part {{ get; init; }} }} [SessionPart] public sealed partial record {part} {{ [Key(0)] public long X {{ get; init; }} }}";
        Releases notes = Releases.Of(first, second);
        Assert.Equal($"Note {{ Part = {part} {{ X = 5 }} }}", notes[1].Read("Note", notes[0].Frame("One")));
    }

    [Fact]
    public async Task A_schema_may_be_called_like_what_is_generated()
    {
        Releases releases = Releases.Of("[SessionSchema(1)] public sealed partial record V1([property: Key(0)] int X); public static class Data { public static V1 One => new(5); }");
        const string raised = "[SessionSchema(2)] public sealed partial record V1([property: Key(0)] int X, [property: Key(1)] int Y);";
        string missing = (await releases.ReportsOf(raised)).Single(report => report.Contains("FLU1501", StringComparison.Ordinal));
        string written = missing[(missing.IndexOf('\'', missing.IndexOf("write", StringComparison.Ordinal)) + 1)..missing.IndexOf("' in 'static", StringComparison.Ordinal)].Replace("…", "7", StringComparison.Ordinal);
        Assert.Equal("public static partial V2.V1 Up(V1.V1_ s) => s.ToV2(y: 7)", written);
        releases.Add($"{raised} static partial class V1History {{ {written}; }}");
        Assert.Equal("V1 { X = 5, Y = 7 }", releases[1].Read("V1", releases[0].Frame("One")));
    }

    [Fact]
    public void Two_parts_and_two_enums_of_one_name_are_told_apart_by_their_namespaces()
    {
        Releases notes = Releases.Of(
            """
            namespace A { [SessionPart] public sealed partial record Item { [Key(0)] public int X { get; init; } } public enum Level { Low, Odd } }
            namespace B { [SessionPart] public sealed partial record Item { [Key(0)] public string? Y { get; init; } } public enum Level { None, Some } }
            namespace C
            {
                [SessionSchema(1)] public sealed partial record Note { [Key(0)] public A.Item? I { get; init; } [Key(1)] public List<B.Item> J { get; init; } = []; [Key(2)] public A.Level K { get; init; } [Key(3)] public B.Level L { get; init; } }
                public static class Data { public static Note One => new() { I = new() { X = 5 }, J = [new()], K = A.Level.Odd, L = B.Level.Some }; }
            }
            """,
            """
            namespace A { [SessionPart] public sealed partial record Item { [Key(0)] public int X { get; init; } [Key(1)] public required int Z { get; init; } } public enum Level { Low } }
            namespace B { [SessionPart] public sealed partial record Item { [Key(0)] public string Y { get; init; } = ""; } public enum Level { None } }
            namespace C
            {
                [SessionSchema(2)] public sealed partial record Note { [Key(0)] public A.Item? I { get; init; } [Key(1)] public List<B.Item> J { get; init; } = []; [Key(2)] public A.Level K { get; init; } [Key(3)] public B.Level L { get; init; } }
                static partial class NoteHistory
                {
                    public static partial V2.Note Up(V1.Note n) => n.ToV2(a_LevelOdd: V2.A_Level.Low, b_LevelSome: V2.B_Level.None, a_ItemZ: i => i.X + 1, b_ItemY: i => i.Y ?? "y");
                }
            }
            """);
        Assert.Equal("Note { I = Item { X = 5, Z = 6 }, J = [Item { Y = y }], K = Low, L = None }", notes[1].Read("Note", notes[0].Frame("One")));
    }

    [Fact]
    public void A_nested_schema_and_one_of_the_joined_name_have_histories_of_their_own()
    {
        const string types = "public partial class Orders {{ [SessionSchema({0})] public sealed partial record Line([property: Key(0)] {1} X); }} [SessionSchema({0})] public sealed partial record OrdersLine([property: Key(0)] {1} X);";
        Releases lines = Releases.Of(
            string.Format(null, types, 1, "int") + "public static class Data { public static Orders.Line One => new(1); public static OrdersLine Two => new(2); }",
            string.Format(null, types, 2, "long"));
        Assert.NotNull(lines[1].TypeNamed("Orders_LineHistory+V1"));
        Assert.Equal("Line { X = 1 }", lines[1].Read("Orders+Line", lines[0].Frame("One")));
        Assert.Equal("OrdersLine { X = 2 }", lines[1].Read("OrdersLine", lines[0].Frame("Two")));
    }

    [Fact]
    public void Everything_may_be_a_keyword()
    {
        Releases records = Releases.Of(
            """
            namespace @event.@class
            {
                [SessionSchema(1)] public sealed partial record @record { [Key(0)] public @int @ref { get; init; } [Key(1)] public @if? @is { get; init; } }
                public enum @int { @for, @new }
                [SessionPart] public sealed partial record @if { [Key(0)] public string? @else { get; init; } }
                public static class Data { public static @record One => new() { @ref = @int.@new, @is = new() { @else = "e" } }; }
            }
            """,
            """
            namespace @event.@class
            {
                [SessionSchema(2)] public sealed partial record @record { [Key(0)] public @int @ref { get; init; } [Key(1)] public @if? @is { get; init; } }
                public enum @int { @for }
                [SessionPart] public sealed partial record @if { [Key(0)] public string @else { get; init; } = ""; [Key(1)] public required string @public { get; init; } }
                static partial class @recordHistory
                {
                    public static partial V2.@record Up(V1.@record @base) => @base.ToV2(intnew: V2.@int.@for, ifelse: i => i.@else ?? "", ifpublic: _ => "p");
                }
            }
            """);
        Assert.Equal("record { ref = for, is = if { else = e, public = p } }", records[1].Read("record", records[0].Frame("One")));
    }

    [Fact]
    public void A_generic_part_is_brought_up_for_each_of_its_arguments()
    {
        const string parts = """
            [SessionPart] public sealed partial record Box<T> where T : notnull { [Key(0)] public required T Value { get; init; } MORE }
            [SessionPart] public sealed partial record BoxOfInt { [Key(0)] public int X { get; init; } }
            [MessagePackFormatter(typeof(MoneyFormatter<>))] public readonly record struct Money<T>(T Amount);
            public sealed class MoneyFormatter<T> : MessagePack.Formatters.IMessagePackFormatter<Money<T>>
            {
                public void Serialize(ref MessagePackWriter writer, Money<T> value, MessagePackSerializerOptions options) => options.Resolver.GetFormatter<T>()!.Serialize(ref writer, value.Amount, options);
                public Money<T> Deserialize(ref MessagePackReader reader, MessagePackSerializerOptions options) => new(options.Resolver.GetFormatter<T>()!.Deserialize(ref reader, options));
            }
            [SessionSchema(VERSION)] public sealed partial record Note
            {
                [Key(0)] public Box<int>? A { get; init; }
                [Key(1)] public BoxOfInt? B { get; init; }
                [Key(2)] public Box<int[,]>? C { get; init; }
                [Key(3)] public Box<int[,,]>? D { get; init; }
                [Key(4)] public Box<Money<int>>? E { get; init; }
                [Key(5)] public Box<Box<string>>? F { get; init; }
            }
            """;
        Releases notes = Releases.Of(
            parts.Replace("VERSION", "1", StringComparison.Ordinal).Replace("MORE", "", StringComparison.Ordinal)
                + "public static class Data { public static Note One => new() { A = new() { Value = 1 }, B = new() { X = 2 }, C = new() { Value = new int[1, 1] }, D = new() { Value = new int[1, 1, 1] }, E = new() { Value = new(5) }, F = new() { Value = new() { Value = \"in\" } } }; }",
            parts.Replace("VERSION", "2", StringComparison.Ordinal).Replace("MORE", "[Key(1)] public int Size { get; init; } = 9;", StringComparison.Ordinal));
        Assert.Equal(
            "Note { A = Box`1 { Value = 1, Size = 9 }, B = BoxOfInt { X = 2 }, C = Box`1 { Value = [0], Size = 9 }, D = Box`1 { Value = [0], Size = 9 }, E = Box`1 { Value = Money`1 { Amount = 5 }, Size = 9 }, F = Box`1 { Value = Box`1 { Value = in, Size = 9 }, Size = 9 } }",
            notes[1].Read("Note", notes[0].Frame("One")));
    }
}
