using System.Text.Json;
using System.Xml.Linq;

namespace Fluers.Sdk.Cli.Tests.Sessions;

public sealed class StatsTests
{
    public static TheoryData<string> Kinds => [.. Store.Local];

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task The_census_counts_sessions_and_frames_by_schema_and_version(string kind)
    {
        using Store store = await new Store(kind).WithAsync(messages: 4, "one", "two", "three");

        JsonElement json = (await Fluers.RunAsync("sessions", "stats", "--store", store.Url, "--schemas", store.Folder, "--json")).Json;

        Assert.Equal(["agent-message 1 entry 3 12", "session-state 1 head 3 3"], json.GetProperty("versions").EnumerateArray().Select(version =>
            $"{version.GetProperty("schema")} {version.GetProperty("version")} {version.GetProperty("as")} {version.GetProperty("sessions")} {version.GetProperty("frames")}"));
        Assert.Equal(json.GetProperty("bytes").GetInt64(), json.GetProperty("versions").EnumerateArray().Sum(version => version.GetProperty("bytes").GetInt64()));
        Assert.Equal(3, json.GetProperty("largest").GetArrayLength());
    }

    [Fact]
    public async Task It_answers_whether_an_old_version_may_be_dropped()
    {
        string first = ReadingTests.Copy("release-1.db", out Store one);
        string second = ReadingTests.Copy("release-2.db", out Store two);

        string stored = (await Fluers.RunInAsync(Fluers.Folder("samples/SupportAgent"), "sessions", "stats", "--store", first)).Good();
        string gone = (await Fluers.RunInAsync(Fluers.Folder("samples/SupportAgent"), "sessions", "stats", "--store", second)).Good();

        Assert.Contains("support-session: version 1 is still at rest in 1 session; it may not be dropped.", stored, StringComparison.Ordinal);
        Assert.Contains("support-session: nothing older than version 2 is stored here; OldestReadable may be raised from 1 to 2.", gone, StringComparison.Ordinal);
        one.Dispose();
        two.Dispose();
    }

    [Fact]
    public async Task The_chart_has_a_bar_for_each_version_at_rest()
    {
        using Store store = await new Store("sqlite").WithAsync(messages: 1, "one");
        string file = Path.Combine(store.Folder, "chart.svg");

        (await Fluers.RunAsync("sessions", "stats", "--store", store.Url, "--schemas", store.Folder, "--chart", file)).Good();

        XDocument picture = XDocument.Load(file);
        Assert.Equal(2, picture.Descendants().Count(element => element.Name.LocalName == "rect"));
        Assert.Contains("session-state", picture.Descendants().Where(element => element.Name.LocalName == "text").Select(text => text.Value));
    }
}
