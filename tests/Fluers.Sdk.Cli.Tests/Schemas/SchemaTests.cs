using System.Text.Json;
using System.Xml.Linq;

namespace Fluers.Sdk.Cli.Tests.Schemas;

public sealed class SchemaTests
{
    private static readonly string Agent = Fluers.Folder("samples/SupportAgent");

    [Fact]
    public async Task The_locks_of_a_folder_are_listed_and_those_of_builds_are_not()
    {
        JsonElement json = (await Fluers.RunInAsync(Agent, "schema", "list", "--json")).Json;

        Assert.Equal(["support-conversation 1 published", "support-message 2 published", "support-session 3 published"], json.EnumerateArray().Select(schema =>
            $"{schema.GetProperty("schema")} {schema.GetProperty("version")} {schema.GetProperty("status")}"));
    }

    [Fact]
    public async Task A_version_is_shown_with_its_members_its_types_and_what_is_retired()
    {
        string shown = (await Fluers.RunInAsync(Agent, "schema", "show", "support-session", "2")).Good();

        Assert.Contains("  2  Urgent      bool          retired\n", shown, StringComparison.Ordinal);
        Assert.Contains("enum Priority\n", shown, StringComparison.Ordinal);
        Assert.DoesNotContain("Turns", shown, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_version_as_JSON_is_a_lock()
    {
        JsonElement json = (await Fluers.RunInAsync(Agent, "schema", "show", "support-session", "2", "--json")).Json;

        Assert.Equal(("support-session", 2), (json.GetProperty("schema").GetString(), Assert.Single(json.GetProperty("versions").EnumerateArray()).GetProperty("version").GetInt32()));
    }

    [Fact]
    public async Task A_schema_of_the_SDK_is_known_everywhere()
    {
        using Store store = new("sqlite");

        Assert.Contains("session-state version 1", (await Fluers.RunInAsync(store.Folder, "schema", "show", "session-state")).Good(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_diff_gives_the_verdicts_of_the_judge()
    {
        JsonElement json = (await Fluers.RunInAsync(Agent, "schema", "diff", "support-session", "V1", "V2", "--json")).Json;

        JsonElement gap = Assert.Single(json.EnumerateArray(), finding => finding.GetProperty("path").GetString() == "Priority");
        Assert.Equal(("FLU1404", "no", "no", "with a new version, whose hop gives a value"), (
            gap.GetProperty("id").GetString(), gap.GetProperty("oldData").GetString(), gap.GetProperty("oldCode").GetString(), gap.GetProperty("mayBeMade").GetString()));
        Assert.Contains("may be made", (await Fluers.RunInAsync(Agent, "schema", "diff", "support-session", "1", "2")).Good(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_history_tells_where_a_hop_needs_a_value()
    {
        string history = (await Fluers.RunInAsync(Agent, "schema", "history", "support-session")).Good();

        Assert.Contains("  gap 'support-session.Priority' is required", history, StringComparison.Ordinal);
        Assert.Equal([0, 1, 0], (await Fluers.RunInAsync(Agent, "schema", "history", "support-session", "--json")).Json.EnumerateArray().Select(version => version.GetProperty("gaps").GetInt32()));
    }

    [Fact]
    public async Task A_version_or_a_schema_that_is_not_there_is_said_with_those_that_are()
    {
        Assert.Contains("It has 1 to 3.", (await Fluers.RunInAsync(Agent, "schema", "show", "support-session", "9")).Complaint(3), StringComparison.Ordinal);
        Assert.Contains("'fluers schema list' has those that are.", (await Fluers.RunInAsync(Agent, "schema", "show", "nobody")).Complaint(3), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_graph_has_a_box_for_each_version_and_an_arrow_for_each_hop()
    {
        using Store store = new("sqlite");
        string file = Path.Combine(store.Folder, "graph.svg");

        string mermaid = (await Fluers.RunInAsync(Agent, "schema", "graph", "support-session")).Good();
        (await Fluers.RunInAsync(Agent, "schema", "graph", "support-session", "--format", "svg", "--output", file)).Good();

        Assert.Contains("v1 -->|hop, 1 gap| v2\n  v2 -->|generated hop| v3\n", mermaid, StringComparison.Ordinal);
        XElement[] picture = [.. XDocument.Load(file).Descendants()];
        Assert.Equal(3, picture.Count(element => element.Name.LocalName == "rect"));
        Assert.Equal(3, picture.Count(element => (string?)element.Attribute("class") == "gone"));   // one in version 2, two in version 3
        Assert.Contains("7 Turns: int", picture.Where(element => (string?)element.Attribute("class") == "new").Select(text => text.Value));
    }

    [Fact]
    public async Task The_graph_goes_into_JSON_as_it_goes_to_the_screen()
    {
        JsonElement graph = (await Fluers.RunInAsync(Agent, "schema", "graph", "support-session", "--json")).Json;

        Assert.Equal("support-session", graph.GetProperty("schema").GetString());
        Assert.Equal((await Fluers.RunInAsync(Agent, "schema", "graph", "support-session")).Good(), graph.GetProperty("picture").GetString());
    }
}
