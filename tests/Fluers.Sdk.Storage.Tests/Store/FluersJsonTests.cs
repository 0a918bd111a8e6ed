using System.Collections.Immutable;
using System.Text;
using System.Text.Json;

namespace Fluers.Sdk.Storage.Tests.Store;

/// <summary>A session goes back to fluers in the exact shape that it reads, or not at all.</summary>
public sealed class FluersJsonTests
{
    [Fact]
    public void A_state_is_written_in_the_shape_that_fluers_reads()
    {
        var state = new SessionState
        {
            Model = "claude",
            MaxTurns = 64,
            Metadata = ImmutableDictionary<string, string>.Empty.Add("b", "2").Add("a", "<&>"),
            Messages =
            [
                AgentMessage.System("be kind"),
                AgentMessage.User("héllo \"you\" 😀"),
                AgentMessage.Assistant(
                    new ContentBlock.Text("look"),
                    new ContentBlock.Image("image/png", new byte[] { 1, 2, 255 }),
                    new ContentBlock.ToolUse("t1", "search", JsonElement.Parse("""{"q":1.50,"n":12345678901234567890}"""))),
                AgentMessage.Tool(new ContentBlock.ToolResult("t1", JsonElement.Parse("""["a",null]"""))),
                AgentMessage.Signal("woke"),
            ],
        };

        string json = Encoding.UTF8.GetString(FluersJson.WriteState(state));

        Assert.Equal(
            """{"schema_version":1,"model":"claude","max_turns":64,"system_message":null,"messages":["""
            + """{"role":"system","content":[{"type":"text","text":"be kind"}]},"""
            + """{"role":"user","content":[{"type":"text","text":"héllo \"you\" 😀"}]},"""
            + """{"role":"assistant","content":[{"type":"text","text":"look"},{"type":"image","image":{"media_type":"image/png","data":"AQL/"}},"""
            + """{"type":"tool_use","id":"t1","name":"search","input":{"q":1.50,"n":12345678901234567890}}]},"""
            + """{"role":"tool","content":[{"type":"tool_result","tool_use_id":"t1","content":["a",null]}]},"""
            + """{"role":"signal","content":[{"type":"text","text":"woke"}]}],"metadata":{"a":"<&>","b":"2"}}""",
            json.Replace("\\uD83D\\uDE00", "😀", StringComparison.Ordinal));
        Assert.Equal(state, FluersJson.ParseState(Encoding.UTF8.GetBytes(json)));
    }

    [Fact]
    public void What_fluers_has_no_place_for_is_refused_with_its_path()
    {
        SessionState state = Conversation.State() with
        {
            Messages = [AgentMessage.User("why?"), AgentMessage.Assistant(new ContentBlock.Text("well"), new ContentBlock.Reasoning("hm"))],
        };

        var refused = Assert.Throws<SessionValueException>(() => FluersJson.WriteState(state));

        Assert.Equal("$.messages[1].content[1]", refused.Path);
        Assert.Contains("the model's reasoning", refused.Message, StringComparison.Ordinal);
        Assert.Equal(
            "$.messages[0].role",
            Assert.Throws<SessionValueException>(
                () => FluersJson.WriteState(Conversation.State() with { Messages = [new AgentMessage { Role = (MessageRole)9, Content = [] }] })).Path);
    }

    [Fact]
    public void A_text_that_JSON_cannot_hold_is_refused()
    {
        SessionState state = Conversation.State() with { Messages = [AgentMessage.User("half a \ud83d")] };

        Assert.ThrowsAny<SessionException>(() => FluersJson.WriteState(state));
    }

    [Fact]
    public void Every_recorded_state_comes_back_as_the_same_JSON()
    {
        string[] files = [.. RecordedStates()];
        Assert.SkipWhen(files.Length == 0, "The folder shared/data/sessions/fluers-v1 with recorded sessions does not stand beside the repository.");

        Assert.All(files, file =>
        {
            byte[] recorded = File.ReadAllBytes(file);
            byte[] written = FluersJson.WriteState(FluersJson.ParseState(recorded));
            using var expected = JsonDocument.Parse(recorded);
            using var actual = JsonDocument.Parse(written);
            Assert.True(JsonElement.DeepEquals(expected.RootElement, actual.RootElement), file);
        });
    }

    private static IEnumerable<string> RecordedStates()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            string found = Path.Combine(folder.FullName, "shared", "data", "sessions", "fluers-v1");
            if (Directory.Exists(found))
            {
                return Directory.GetFiles(found, "session-*.json");
            }
        }

        return [];
    }
}
