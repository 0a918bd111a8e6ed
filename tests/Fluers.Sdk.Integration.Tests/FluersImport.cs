using System.Text;

namespace Fluers.Sdk.Integration.Tests;

public sealed class FluersImport
{
    [Fact]
    public void Every_recorded_state_is_read()
    {
        string[] files = [.. Directory.GetFiles(RecordedData.Folder("sessions/fluers-v1"), "session-*.json")];

        Assert.NotEmpty(files);
        Assert.All(files, file =>
        {
            SessionState state = FluersJson.ParseState(File.ReadAllBytes(file));
            Assert.NotEmpty(state.Messages);
            Assert.NotEmpty(state.Metadata);
            Assert.Equal(state, SessionSchema<SessionState>.Instance.Decode(SessionSchema<SessionState>.Instance.Encode(state with { Messages = [] }, Frames.FrameKind.Head)) with { Messages = state.Messages });
        });
    }

    [Fact]
    public void A_newer_state_is_refused_with_what_was_found_and_what_is_read()
    {
        byte[] json = File.ReadAllBytes(Path.Combine(RecordedData.Folder("sessions/fluers-v1"), "negative-newer-version.json"));

        var refused = Assert.Throws<SessionSchemaException>(() => FluersJson.ParseState(json));

        Assert.Equal((SchemaVerdict.TooNew, 2), (refused.Verdict, refused.FoundVersion));
    }

    [Theory]
    [InlineData("{", "not JSON")]
    [InlineData("{}", "found Object")]
    [InlineData("""[{"role":"robot","content":[]}]""", "$[0].role")]
    [InlineData("""[{"role":"user","content":[{"type":"text","text":7}]}]""", "$[0].content[0].text")]
    [InlineData("""[{"role":"user","content":[{"type":"video"}]}]""", "$[0].content[0].type")]
    [InlineData("""[{"role":"user","content":[],"extra":1}]""", "'extra' has no place")]
    [InlineData("""[{"role":"user","content":[{"type":"image","image":{"media_type":"image/png","data":"***"}}]}]""", "not Base64")]
    [InlineData("""[{"role":"user","content":[{"type":"text","text":"\ud83d"}]}]""", "surrogate")]
    public void What_is_not_of_the_shape_is_refused_with_its_path(string json, string expected)
    {
        var refused = Assert.Throws<SessionCorruptException>(() => FluersJson.ParseMessages(Encoding.UTF8.GetBytes(json)));

        Assert.Contains(expected, refused.Message, StringComparison.Ordinal);
    }
}
