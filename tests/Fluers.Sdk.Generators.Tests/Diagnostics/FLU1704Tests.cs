using Fluers.Sdk.Generators.Diagnostics.Use;
using static Fluers.Sdk.Generators.Tests.Diagnostics.Expected;

namespace Fluers.Sdk.Generators.Tests.Diagnostics;

public sealed class FLU1704Tests
{
    private const string Types = """
        using System.Linq;
        using static Make;
        using Today = Note;
        [SessionSchema(1)] public sealed partial record Note
        {
            [Key(0)] public required string Name { get; init; }
            [Key(1)] public int Total { get; init; }
            [Key(2)] public string? Mark { get; init; }
            [IgnoreMember] public int Length => Name.Length;
            public SessionLog<AgentMessage> Messages { get; init; } = [];
        }
        [SessionPart] public sealed partial record Line([property: Key(0)] string Article, [property: Key(1)] int Count, [property: Key(2)] decimal Price);
        [SessionPart] public partial record Based([property: Key(0)] int A, [property: Key(1)] int B);
        [SessionPart] public sealed partial record Derived(int A, int B, [property: Key(2)] int C) : Based(A, B);
        [SessionPart] public partial struct Point { [Key(0)] public int X { get; set; } [Key(1)] public int Y { get; set; } [Key(2)] public int Z { get; set; } }
        [SessionPart] public sealed partial class Box { [Key(0)] public int X { get; set; } [Key(1)] public int Y { get; set; } [Key(2)] public string? Mark { get; set; } }
        [SessionPart] public sealed partial class Sealed(int x, int y) { [Key(0)] public int X { get; } = x; [Key(1)] public int Y { get; } = y; [Key(2)] public int Z { get; init; } }
        [SessionPart] public sealed partial record Pair<T>([property: Key(0)] T Left, [property: Key(1)] T Right);
        [SessionPart] public sealed partial record Wide([property: Key(0)] int A, [property: Key(1)] int B, [property: Key(2)] int C = 0, [property: Key(3)] int D = 0, [property: Key(4)] int E = 0, [property: Key(5)] int F = 0);
        public static class Make { public static int Next(int x) => x + 1; }
        public record Plain(string A, string B);

        """;

    private static string App(string code) => $"{Types}public static class App {{ public static Session<Note> Session = null!; {code} }}";

    [Theory]
    [InlineData("Note Go(Note n) => new Note { Name = n.Name, Total = n.Total + 1, Mark = n.Mark, Messages = n.Messages };", "new Note { Name = n.Name, Total = n.Total + 1, Mark = n.Mark, Messages = n.Messages }", "Note", "n", "write 'n with { … }'")]
    [InlineData("Note Go(Note n) => new() { Name = n.Name, Mark = n.Mark, Messages = n.Messages };", "new() { Name = n.Name, Mark = n.Mark, Messages = n.Messages }", "Note", "n", "write 'n with { … }'")]
    [InlineData("Note Go(Note n) => new Today { Name = \"x\", Total = 1, Mark = n.Mark, Messages = n.Messages };", "new Today { Name = \"x\", Total = 1, Mark = n.Mark, Messages = n.Messages }", "Note", "n", "write 'n with { … }'")]
    [InlineData("Note Go() => new Note { Name = Session.State.Name, Total = Next(Session.State.Total), Mark = Session.State.Mark, Messages = Session.State.Messages };", "new Note { Name = Session.State.Name, Total = Next(Session.State.Total), Mark = Session.State.Mark, Messages = Session.State.Messages }", "Note", "Session.State", "write 'Session.State with { … }'")]
    [InlineData("void Go() => Session.Update(s => new Note { Name = s.Name, Total = s.Total, Messages = s.Messages });", "new Note { Name = s.Name, Total = s.Total, Messages = s.Messages }", "Note", "s", "write 's with { … }'")]
    [InlineData("Line Go(Line l) => new(l.Article, Price: l.Price, Count: 5);", "new(l.Article, Price: l.Price, Count: 5)", "Line", "l", "write 'l with { … }'")]
    [InlineData("Line[] Go(Line[] all) => [.. all.Select(l => new Line(l.Article, l.Count + 1, l.Price))];", "new Line(l.Article, l.Count + 1, l.Price)", "Line", "l", "write 'l with { … }'")]
    [InlineData("Line Go(Line[] all) => new(all[0].Article, all[0].Count, 0);", "new(all[0].Article, all[0].Count, 0)", "Line", "all[0]", "write 'all[0] with { … }'")]
    [InlineData("Line Go(Line a, Line b) => new(b.Article, a.Count, a.Price);", "new(b.Article, a.Count, a.Price)", "Line", "a", "write 'a with { … }'")]
    [InlineData("Derived Go(Derived d) => new(d.A, d.B, 3);", "new(d.A, d.B, 3)", "Derived", "d", "write 'd with { … }'")]
    [InlineData("Point Go(Point p) => new Point { X = p.X, Y = p.Y, Z = 1 };", "new Point { X = p.X, Y = p.Y, Z = 1 }", "Point", "p", "write 'p with { … }'")]
    [InlineData("Box Go(Box b) => new Box { X = b.X, Y = b.Y, Mark = \"x\" };", "new Box { X = b.X, Y = b.Y, Mark = \"x\" }", "Box", "b", "change 'b' itself")]
    [InlineData("Sealed Go(Sealed s) => new(s.X, 3) { Z = s.Z };", "new(s.X, 3) { Z = s.Z }", "Sealed", "s", "make 'Sealed' a record, and write 's with { … }'")]
    [InlineData("Pair<T> Go<T>(Pair<T> p) => new(p.Left, p.Right);", "new(p.Left, p.Right)", "Pair", "p", "write 'p with { … }'")]
    [InlineData("Wide Go(Wide w) => new(w.A, w.B, 1, 2, 3, 4);", "new(w.A, w.B, 1, 2, 3, 4)", "Wide", "w", "write 'w with { … }'")]
    public Task Reports_an_object_that_is_made_from_another_one(string method, string text, string type, string source, string remedy) =>
        Of(App("public static " + method), Warning(UseDescriptors.Rebuilt, text, type, source, remedy));

    [Theory]
    [InlineData("record", "this.X", "this.Y", "write 'this with { … }'")]
    [InlineData("record", "X", "Y", "write 'this with { … }'")]
    [InlineData("class", "X", "this.Y", "make 'Own' a record, and write 'this with { … }'")]
    public Task Reports_a_copy_that_a_type_makes_of_itself(string kind, string x, string y, string remedy) => Of($$"""
        [SessionPart] public sealed partial {{kind}} Own
        {
            [Key(0)] public int X { get; init; }
            [Key(1)] public int Y { get; init; }
            [Key(2)] public int Z { get; init; }
            public Own WithZ(int z) => new() { X = {{x}}, Y = {{y}}, Z = z };
        }
        """, Warning(UseDescriptors.Rebuilt, $"new() {{ X = {x}, Y = {y}, Z = z }}", "Own", "this", remedy));

    [Theory]
    [InlineData("Note Go(Note n) => n with { Name = n.Name, Mark = n.Mark };")]
    [InlineData("Note Go(Note n) => new Note { Name = n.Name, Mark = \"a new one of the same name\" };")]
    [InlineData("Note Go(Note n) => new Note { Name = n.Mark!, Mark = n.Name };")]
    [InlineData("Wide Go(Wide parent) => new(parent.A, parent.B);")]
    [InlineData("Line Go(Line a, Line b, Line c) => new(a.Article, b.Count, c.Price);")]
    [InlineData("Plain Go(Plain p) => new(p.A, p.B);")]
    [InlineData("Pair<string> Go(Pair<int> p) => new($\"{p.Left}\", $\"{p.Right}\");")]
    [InlineData("(int, string?) Go(Box b) => (b.X, b.Mark);")]
    [InlineData("Box Go(Box b) { b.X = 1; return b; }")]
    [InlineData("Box Go(Point p) => new Box { X = p.X, Y = p.Y };")]
    [InlineData("Line Go(string article, int count, decimal price) => new(article, count, price);")]
    [InlineData("bool Go(Line a, Line b) => a.Article == b.Article && a.Count == b.Count;")]
    public Task Accepts_copies_with_changes_and_objects_that_share_a_little(string method) => Of(App("public static " + method));
}
