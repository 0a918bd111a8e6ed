using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Xml.Linq;
using Fluers.Sdk.Cli.Schemas;
using Fluers.Sdk.Cli.Screen;
using Fluers.Sdk.Generators.Locks;
using Fluers.Sdk.Generators.Model;
using Fluers.Sdk.Generators.Shapes;

namespace Fluers.Sdk.Cli.Tests.Screen;

/// <summary>Whatever a store or a lock holds: no terminal obeys it, no picture is made of it, and nobody overlooks it.</summary>
public sealed class VisibleTests
{
    // Titles of windows, colours, turned text, breaks of lines, text of no width, tags, half characters.
    private const string Hostile = "a\u001b]0;owned\u0007\u009b31m\u202eb\u2066c\u2028d\u2029e\u0085f\rg\u200bh\ufeffi\U000E0041j\ud800k\u061cl";

    private static readonly string Markup = "<img src=x>&amp;\"'</text>]]>--> %%{init: {}}%% ``` [red]x[/] #quot; v1 --> v2[\"x\"]\\n";

    [Fact]
    public void What_nobody_would_see_is_shown_by_its_number()
    {
        Assert.Equal(
            @"a\u001b]0;owned\u0007\u009b31m\u202eb\u2066c\u2028d\u2029e\u0085f\rg\u200bh\ufeffi\udb40\udc41j\ud800k\u061cl",
            Visible.Line(Hostile));
        Assert.Equal(@"a\nb\tc", Visible.Line("a\nb\tc"));
        Assert.Equal("a\nb c", Visible.Text("a\nb\tc"));
        Assert.Equal("Größe 尺寸 👩‍💻 می‌خواهم é", Visible.Line("Größe 尺寸 👩‍💻 می‌خواهم é"));
    }

    [Fact]
    public void Every_character_that_formats_or_separates_is_hidden_but_for_those_that_shape_letters()
    {
        int[] shaping = [0x600, 0x601, 0x602, 0x603, 0x604, 0x605, 0x6DD, 0x70F, 0x890, 0x891, 0x8E2, 0x200C, 0x200D, 0x110BD, 0x110CD];
        IEnumerable<int> overlooked = Enumerable.Range(0, 0x110000).Where(Rune.IsValid).Where(code => Rune.GetUnicodeCategory(new Rune(code))
            is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator && !Visible.IsHidden(code));

        Assert.Equal(shaping, overlooked.Where(code => code is < 0x13430 or > 0x13455));   // the others join Egyptian hieroglyphs
    }

    [Fact]
    public async Task Stored_text_is_shown_whole_and_harmless()
    {
        using Store store = await WithAsync(Hostile.Replace("\ud800", "", StringComparison.Ordinal) + "\nsecond " + Markup);

        string shown = (await store.RunAsync("sessions", "show", "one")).Good();
        Ran json = await store.RunAsync("sessions", "show", "one", "--json");

        Assert.All([shown, json.Good()], Harmless);
        Assert.Contains(@"\u202eb\u2066c\u2028d", shown, StringComparison.Ordinal);
        Assert.Contains("\n      second <img src=x>", shown, StringComparison.Ordinal);
        Assert.Contains("<img src=x>", json.Output, StringComparison.Ordinal);
        Assert.Equal(
            Hostile.Replace("\ud800", "", StringComparison.Ordinal) + "\nsecond " + Markup,
            json.Json.GetProperty("log")[0].GetProperty("value").GetProperty("Content")[0].GetProperty("Value").GetString());
    }

    [Fact]
    public async Task The_lines_of_a_log_that_is_followed_are_harmless_too()
    {
        using Store store = await WithAsync("x\u202ey\u2028z");
        await using Following tail = Following.Start(store, "sessions", "tail", "one", "--json");

        Harmless((await tail.LinesAsync(1))[0].GetRawText());
    }

    [Fact]
    public void Names_of_a_lock_make_nothing_of_a_Mermaid_chart()
    {
        string chart = HistoryMermaid.Draw(Lock(Hostile + Markup));

        Harmless(chart);
        string[] lines = chart.TrimEnd('\n').Split('\n');
        Assert.Equal(4, lines.Length);   // the kind of chart, two boxes, an arrow
        Assert.All(lines[1..3], line => Assert.Matches(@"^  v[12]\[""[^""<>%`\\&']*(<br/>[^""<>%`\\&']*)*""\]$", line));
        Assert.Equal("  v1 -->|hop, 1 gap| v2", lines[3]);
        Assert.DoesNotMatch("#(?![0-9]+;)", chart);
    }

    [Fact]
    public void Names_of_a_lock_make_nothing_of_a_picture()
    {
        string picture = HistoryPicture.Draw(Lock(Hostile + Markup));

        Harmless(picture);
        XElement[] elements = [.. XDocument.Parse(picture).Descendants()];
        Assert.Equal(["svg", "style", "text", "rect", "line"], elements.Select(element => element.Name.LocalName).Distinct());
        Assert.Contains(Visible.Line(Hostile + Markup), elements.Select(element => element.Value));
    }

    private static readonly Dictionary<string, string> Texts = new()
    {
        ["names"] = """{"schema": "<img src=x>\u001b[2J", "versions": [{"version": 1, "status": "published", "members": [{"key": 0, "name": "<script>alert(1)</script>\u001b]0;owned\u0007\u009b31m\u202e\"]\n  v1 --> v2[\"x", "type": "string"}]}]}""",
        ["a type that is nested 200 000 deep"] = $$$"""{"schema": "evil", "versions": [{"version": 1, "status": "published", "members": [{"key": 0, "name": "T", "type": "{{{Deep(200_000)}}}"}]}]}""",
        ["arrays that are nested 200 000 deep"] = $$"""{"schema": "evil", "versions": {{new string('[', 200_000)}}{{new string(']', 200_000)}}}""",
        ["a part that holds itself"] = """{"schema": "evil", "versions": [{"version": 1, "status": "published", "members": [{"key": 0, "name": "T", "type": "P"}], "types": [{"part": "P", "members": [{"key": 0, "name": "Q", "type": "P"}]}]}]}""",
        ["a tag that is no number of 32 bits"] = """{"schema": "evil", "versions": [{"version": 1, "status": "published", "cases": [{"tag": 2147483648, "name": "A", "members": []}]}]}""",
        ["a number of an enum that is none of 64 bits"] = """{"schema": "evil", "versions": [{"version": 1, "status": "published", "members": [{"key": 0, "name": "T", "type": "E"}], "types": [{"enum": "E", "type": "int", "values": [{"number": 79228162514264337593543950335, "name": "A"}]}]}]}""",
        ["an enum of nonsense"] = """{"schema": "evil", "versions": [{"version": 1, "status": "published", "members": [{"key": 0, "name": "T", "type": "E"}], "types": [{"enum": "E", "type": "nonsense", "values": [{"number": 1, "name": "A"}]}]}]}""",
        ["a grid of what is none"] = """{"schema": "evil", "versions": [{"version": 1, "status": "published", "members": [{"key": 0, "name": "T", "type": "grid2<grid4<map<list<int>, tuple<>>>>"}]}]}""",
        ["keys out of range"] = """{"schema": "evil", "versions": [{"version": 1, "status": "published", "members": [{"key": 2147483647, "name": "T", "type": "string"}, {"key": -1, "name": "U", "type": "int"}]}]}""",
        ["the last version of all"] = """{"schema": "evil", "versions": [{"version": 2147483647, "status": "published", "members": []}]}""",
        ["versions below nothing"] = """{"schema": "evil", "versions": [{"version": -5, "status": "published", "members": []}, {"version": -4, "status": "draft", "members": []}]}""",
        ["no JSON"] = "\u001b[2J\u202e",
    };

    public static TheoryData<string> Locks => [.. Texts.Keys];

    [Theory]
    [MemberData(nameof(Locks))]
    public async Task A_lock_of_whatever_content_ends_no_command_but_by_its_own_exit_codes(string lockOf)
    {
        string text = Texts[lockOf];
        using Store store = await new Store("sqlite").WithAsync(messages: 1, "one");
        await File.WriteAllTextAsync(Path.Combine(store.Folder, "evil.schema.json"), text);
        string id = text.Contains("<img", StringComparison.Ordinal) ? "<img src=x>\u001b[2J" : "evil";
        string[][] commands =
        [
            ["schema", "list"], ["schema", "graph", id], ["sessions", "verify", "--store", store.Url],
            ["schema", "list", "--json"], ["schema", "show", id], ["schema", "show", id, "--json"], ["schema", "history", id], ["schema", "history", id, "--json"],
            ["schema", "diff", id, "1", "1"], ["schema", "graph", id, "--format", "svg"], ["schema", "graph", id, "--json"], ["schema", "publish"],
            ["sessions", "list", "--store", store.Url], ["sessions", "stats", "--store", store.Url, "--chart", "chart.svg"],
        ];

        // What nests deep could end the whole process, and so has one of its own.
        bool isDeep = text.Length > 100_000;
        foreach (string[] command in isDeep ? commands[..3] : commands)
        {
            Ran ran = await (isDeep ? Fluers.RunAloneAsync(store.Folder, [], command) : Fluers.RunInAsync(store.Folder, command));

            Assert.True(ran.Exit is 0 or 3 or 4, $"{string.Join(' ', command)}: {ran.Exit} {ran.Errors}");
            Harmless(ran.Output);
            Harmless(ran.Errors);
            Assert.Equal(ran.Exit == 0 ? 0 : 1, ran.Errors.Count(c => c == '\n'));
        }
    }

    private static string Deep(int levels) => string.Concat(Enumerable.Repeat("list<", levels)) + "int" + new string('>', levels);

    private static void Harmless(string text) => Assert.DoesNotContain(text.EnumerateRunes(), rune => rune.Value != '\n' && (Visible.IsHidden(rune.Value) || rune == Rune.ReplacementChar));

    private static SchemaLock Lock(string name)
    {
        VersionBlock Block(int version) => new(version, IsPublished: true, new SchemaShape
        {
            Root = new PartShape("", IsValueType: false, new[] { new MemberShape(0, name, TypeShape.Named(name)) }.ToEquatableArray()),
        });
        return new SchemaLock(name, new[] { Block(1), Block(2) }.ToEquatableArray());
    }

    private static async Task<Store> WithAsync(string text)
    {
        var store = new Store("sqlite");
        await using var sessions = new SessionStore(store.Open());
        await sessions.CreateAsync(new SessionId("one"), new SessionState { Model = "m", MaxTurns = 1, Messages = [AgentMessage.User(text)] });
        return store;
    }
}
