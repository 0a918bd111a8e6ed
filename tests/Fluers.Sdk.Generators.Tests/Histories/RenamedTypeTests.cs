using Fluers.Sdk.Generators.Tests.Harness;

namespace Fluers.Sdk.Generators.Tests.Histories;

/// <summary>Types are renamed, and the migrations that were written before stay as they are.</summary>
public sealed class RenamedTypeTests
{
    private const string Head = """
        using System.Collections.Immutable;
        using Fluers.Sdk;
        using MessagePack;
        namespace Shop;

        """;

    private const string First = """
        [SessionSchema(1)] public sealed partial record Order([property: Key(0)] ImmutableArray<Line> Lines);
        [SessionPart] public sealed partial record Line([property: Key(0)] string Text);
        public static class Data { public static Order One => new([new Line("tea")]); }
        """;

    private const string Code = """
        [SessionSchema(2)] public sealed partial record Order([property: Key(0)] ImmutableArray<Line> Lines, [property: Key(1)] Line First, [property: Key(2)] Pace Pace = Pace.Slow);
        [SessionPart] public sealed partial record Line([property: Key(0)] string Text, [property: Key(1)] int Size);
        public enum Pace { Slow, Fast }
        public static class Data { public static Order Two => new([], new Line("x", 1)); }
        """;

    private const string Hop = """
        static partial class OrderHistory
        {
            public static partial V2.Order Up(V1.Order o) => o.ToV2(first: new V2.Line("first", 1), lineSize: (V1.Line l) => l.Text.Length, pace: V2.Pace.Fast);
        }
        """;

    private const string Second = Code + Hop;

    private static readonly string PartsRenamed = Renamed(Code, ("Line", "Row"), ("Pace", "Tempo"));

    [Fact]
    public async Task Parts_keep_their_names_in_the_versions_that_migrations_name()
    {
        Releases orders = Releases.Of(First, Second);
        byte[] one = orders[0].Frame("One");
        byte[] two = orders[1].Frame("Two");
        string locked = orders.Locks["order.schema.json"];
        Assert.Empty(await orders.ReportsOf(PartsRenamed + Hop));
        orders.Add(PartsRenamed + Hop);
        Assert.Equal(locked, orders.Locks["order.schema.json"]);

        // Each version has the names of its time.
        const string another = """
            static partial class OrderHistory
            {
                public static partial V3.Order Up(V2.Order o) => o.ToV3(last: new V3.Row(o.First.Text, o.First.Size));
                private static V3.Tempo Next(V2.Pace pace) => (V3.Tempo)(int)pace;
            }
            """;
        orders.Add(PartsRenamed.Replace("Schema(2)", "Schema(3)", StringComparison.Ordinal).Replace("Row First", "Row First, [property: Key(3)] Row Last", StringComparison.Ordinal).Replace("new Row(\"x\", 1)", "new Row(\"x\", 1), new Row(\"y\", 2)", StringComparison.Ordinal) + Hop + another);
        Assert.Equal("Order { Lines = [Row { Text = tea, Size = 3 }], First = Row { Text = first, Size = 1 }, Last = Row { Text = first, Size = 1 }, Pace = Fast }", orders.Last.Read("Order", one));
        Assert.Equal("Order { Lines = [], First = Row { Text = x, Size = 1 }, Last = Row { Text = x, Size = 1 }, Pace = Slow }", orders.Last.Read("Order", two));
    }

    [Fact]
    public async Task Builds_of_a_draft_in_which_a_part_is_renamed_go_on_compiling()
    {
        LockedProject draft = Project().After(First) with { Source = Second };
        draft = draft.Built();
        draft = draft with { Source = PartsRenamed + Hop };
        for (int build = 0; build < 3; build++)
        {
            Assert.Empty(await draft.ReportsAsync());
            draft = draft.Built();
        }

        // Nothing names the types of the first version before there is a second.
        LockedProject first = (Project() with { Source = First }).Built() with { Source = Renamed(First, ("Line", "Row")) };
        Assert.Contains("\"part\": \"Row\"", first.Built().Files["order.schema.json"], StringComparison.Ordinal);
    }

    [Fact]
    public void Names_that_are_exchanged_stay_with_what_they_named()
    {
        const string pair = "[SessionSchema(2)] public sealed partial record Pair([property: Key(0)] Left A, [property: Key(1)] Right B, [property: Key(2)] int C); [SessionPart] public sealed partial record Left([property: Key(0)] int X); [SessionPart] public sealed partial record Right([property: Key(0)] string Y); static partial class PairHistory { public static partial V2.Pair Up(V1.Pair p) => new(new V2.Left(p.A.X), new V2.Right(p.B.Y), 3); } public static class Data { public static Pair One => new(new Left(1), new Right(\"r\"), 2); }";
        Releases pairs = Releases.Of(pair.Replace("Schema(2)", "Schema(1)", StringComparison.Ordinal).Replace(", [property: Key(1)] int C", "", StringComparison.Ordinal)
            .Replace(", [property: Key(2)] int C", "", StringComparison.Ordinal).Replace(", 2);", ");", StringComparison.Ordinal)
            .Replace("static partial class PairHistory { public static partial V2.Pair Up(V1.Pair p) => new(new V2.Left(p.A.X), new V2.Right(p.B.Y), 3); }", "", StringComparison.Ordinal), pair);
        string locked = pairs.Locks["pair.schema.json"];
        int hop = pair.IndexOf("static partial class", StringComparison.Ordinal);
        string exchanged = Renamed(pair[..hop], ("Left", "Other"), ("Right", "Left"), ("Other", "Right"));
        pairs.Add(exchanged + pair[hop..pair.IndexOf("public static class", StringComparison.Ordinal)]);
        Assert.Equal(locked, pairs.Locks["pair.schema.json"]);
        Assert.Equal("Pair { A = Right { X = 1 }, B = Left { Y = r }, C = 3 }", pairs.Last.Read("Pair", pairs[0].Frame("One")));
    }

    [Fact]
    public void A_name_that_a_new_part_takes_is_its_own()
    {
        Releases orders = Releases.Of(First, Second);
        string taken = Renamed(Code, ("Line", "Row")).Replace("Pace.Slow", "Pace.Slow, [property: Key(3)] Line? More = null", StringComparison.Ordinal)
            + "[SessionPart] public sealed partial record Line([property: Key(0)] int Number);";
        orders.Add(taken + Hop.Replace("V2.Line", "V2.Row", StringComparison.Ordinal).Replace("lineSize", "rowSize", StringComparison.Ordinal).Replace("pace: ", "more: new V2.Line(5), pace: ", StringComparison.Ordinal));
        Assert.Equal("Order { Lines = [Row { Text = tea, Size = 3 }], First = Row { Text = first, Size = 1 }, Pace = Fast, More = Line { Number = 5 } }", orders.Last.Read("Order", orders[0].Frame("One")));
    }

    [Theory]
    [InlineData("(2)", 2)]
    [InlineData("(2, Id = \"order\")", 1)]
    public async Task Hops_of_a_schema_that_was_renamed_are_an_error_that_shows_what_keeps_them(string stated, int errors)
    {
        LockedProject project = Project().After(First).After(Second) with { Source = Renamed(Code, ("Order", "Purchase")).Replace("Schema(2)", "Schema" + stated, StringComparison.Ordinal) + Hop };
        string[] printed = await project.Generate().PrintAsync("update");
        Assert.Equal(errors, printed.Length);
        Assert.Contains("error FLU1003: ", string.Join('\n', printed.SkipLast(1)) + (errors == 1 ? "error FLU1003: " : ""), StringComparison.Ordinal);
        Assert.EndsWith(
            "error FLU1509: The hop from version 1 stands in 'Shop.OrderHistory', and the versions of 'Purchase' are in 'Shop.PurchaseHistory'; if 'Purchase' was called 'Order', write '[SessionSchema(2, Id = \"order\", History = \"OrderHistory\")]', and its hops stay as they are; otherwise move them",
            printed[^1],
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_schema_that_was_renamed_keeps_its_hops()
    {
        Releases orders = Releases.Of(First, Second);
        string renamed = Renamed(Code, ("Order", "Purchase")).Replace("Schema(2)", "Schema(2, Id = \"order\", History = \"OrderHistory\")", StringComparison.Ordinal);
        Assert.Empty(await orders.ReportsOf(renamed + Hop));
        orders.Add(renamed + Hop);
        Assert.StartsWith("Purchase { Lines = [Line { Text = tea, Size = 3 }]", orders.Last.Read("Purchase", orders[0].Frame("One")), StringComparison.Ordinal);

        string raised = renamed.Replace("Schema(2,", "Schema(3,", StringComparison.Ordinal).Replace("int Size", "int Size, [property: Key(2)] int Weight", StringComparison.Ordinal).Replace("Data { public static Purchase Two => new([], new Line(\"x\", 1)); }", "Data;", StringComparison.Ordinal);
        string missing = (await orders.ReportsOf(raised + Hop)).Single(report => report.Contains("FLU1501", StringComparison.Ordinal));
        Assert.Contains("write 'public static partial V3.Order Up(V2.Order s) => s.ToV3(lineWeight: …)' in 'static partial class OrderHistory'", missing, StringComparison.Ordinal);
        orders.Add(raised + Hop + "static partial class OrderHistory { public static partial V3.Order Up(V2.Order o) => o.ToV3(lineWeight: _ => 7); }");
        Assert.StartsWith("Purchase { Lines = [Line { Text = tea, Size = 3, Weight = 7 }]", orders.Last.Read("Purchase", orders[0].Frame("One")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_hop_that_calls_the_schema_otherwise_than_the_first_one_is_told_how_it_is_called()
    {
        LockedProject project = Project().After(First).After(Second) with
        {
            Source = Renamed(Code, ("Order", "Purchase")).Replace("Schema(2)", "Schema(3, Id = \"order\", History = \"OrderHistory\")", StringComparison.Ordinal).Replace("First,", "First, [property: Key(3)] int Weight,", StringComparison.Ordinal).Replace("1))", "1), 2)", StringComparison.Ordinal)
                + Hop + "static partial class OrderHistory { public static partial V3.Purchase Up(V2.Purchase p) => p.ToV3(weight: 7); }",
        };
        Assert.Equal(
            "error FLU1509: The hop from version 2 of 'Purchase' makes 'V3.Purchase' of 'V2.Purchase', and the types are 'V3.Order' and 'V2.Order', as an older hop calls them; write 'public static partial V3.Order Up(V2.Order p)'",
            Assert.Single(await project.Generate().PrintAsync("update"))[(Assert.Single(await project.Generate().PrintAsync("update")).IndexOf(": ", StringComparison.Ordinal) + 2)..]);
        string mistaken = Second.Replace("V2.Order Up", "V2.Ordr Up", StringComparison.Ordinal);
        Assert.EndsWith(
            "error FLU1509: The hop from version 1 of 'Order' makes 'V2.Ordr' of 'V1.Order', and the types are 'V2.Order' and 'V1.Order'; write 'public static partial V2.Order Up(V1.Order o)'",
            Assert.Single(await (project with { Source = mistaken }).Generate().PrintAsync("update")),
            StringComparison.Ordinal);
    }

    private static LockedProject Project() => new("") { Usings = Head };

    private static string Renamed(string code, params (string Old, string New)[] names) =>
        names.Aggregate(code, (text, name) => System.Text.RegularExpressions.Regex.Replace(text, $@"\b{name.Old}\b(?! =|;)", name.New));
}
