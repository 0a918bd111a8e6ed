using System.Text;
using System.Text.Json;
using Fluers.Sdk.Frames;

namespace Fluers.Sdk.Integration.Tests;

/// <summary>
/// Every recorded file goes through the readers: what is JSON comes back from a stored message as the same JSON, what is text as the
/// same text, and as bytes of a frame it is refused with an error of this library and with no other.
/// </summary>
public sealed class SharedDataTests
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public static TheoryData<string> Folders =>
    [
        "conversations", "originals", "msgpack", "schema-history", "sessions/agent-framework", "sessions/claude-code", "sessions/dotnet-extensions",
        "sessions/fluers-v1", "sessions/langgraph", "sessions/letta", "sessions/openai-agents-run_state", "sessions/openhands", "sessions/openhands-sdk", "sessions/pi",
    ];

    [Fact]
    public void No_folder_is_left_out()
    {
        string root = RecordedData.Folder("");
        IEnumerable<string> found = Directory.EnumerateDirectories(root).Select(folder => Path.GetFileName(folder)).Except(["sessions", "licences"])
            .Concat(Directory.EnumerateDirectories(Path.Combine(root, "sessions")).Select(folder => $"sessions/{Path.GetFileName(folder)}"));
        Assert.Equal(found.Order(StringComparer.Ordinal), Folders.Select(row => row.Data).Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Folders))]
    public void Its_JSON_comes_back_from_a_message_with_every_digit(string folder)
    {
        foreach (string file in Files(folder))
        {
            foreach (string json in JsonIn(file))
            {
                JsonElement value = JsonDocument.Parse(json, new JsonDocumentOptions { MaxDepth = 256 }).RootElement;
                var message = AgentMessage.Tool(new ContentBlock.ToolResult("id", value));
                var result = Assert.IsType<ContentBlock.ToolResult>(Assert.Single(Stored(message).Content));
                Assert.True(JsonElement.DeepEquals(value, result.Content), file);
                Assert.Equal(Numbers(value), Numbers(result.Content));
            }
        }
    }

    [Theory]
    [MemberData(nameof(Folders))]
    public void Its_text_comes_back_from_a_message_as_it_was(string folder)
    {
        foreach (string file in Files(folder))
        {
            if (TextOf(file) is { } text)
            {
                Assert.True(text == Stored(AgentMessage.User(text)).Text, file);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Folders))]
    public void As_a_frame_it_is_refused_and_as_a_payload_too(string folder)
    {
        foreach (string file in Files(folder))
        {
            byte[] bytes = File.ReadAllBytes(file);
            Assert.Throws<SessionCorruptException>(() => SessionSchema<AgentMessage>.Instance.Decode(bytes));
            Assert.Throws<SessionCorruptException>(() => SessionSchema<SessionState>.Instance.Decode(bytes));
            Assert.Throws<SessionCorruptException>(() => SessionSchema<AgentMessage>.Instance.Decode(Sealed(bytes, SessionSchema<AgentMessage>.Instance)));
            Assert.Throws<SessionCorruptException>(() => SessionSchema<SessionState>.Instance.Decode(Sealed(bytes, SessionSchema<SessionState>.Instance)));
        }
    }

    private static string[] Files(string folder)
    {
        string[] files = Directory.GetFiles(RecordedData.Folder(folder), "*", SearchOption.AllDirectories);
        Assert.NotEmpty(files);
        return files;
    }

    private static AgentMessage Stored(AgentMessage message)
    {
        SessionSchema<AgentMessage> schema = SessionSchema<AgentMessage>.Instance;
        return schema.Decode(schema.Encode(message, FrameKind.Entry));
    }

    private static byte[] Sealed(byte[] payload, SessionSchema schema)
    {
        byte[] frame = [.. new byte[FrameHeader.Size], .. payload];
        new FrameHeader { Kind = FrameKind.Entry, SchemaHash = schema.IdHash, Version = schema.Version, MinReader = schema.MinReader }.Seal(frame);
        return frame;
    }

    /// <summary>The JSON values in a file: one, or one to a line.</summary>
    private static IEnumerable<string> JsonIn(string file) => Path.GetExtension(file) switch
    {
        ".json" => [File.ReadAllText(file)],
        ".jsonl" => File.ReadLines(file).Where(line => line.Length > 0),
        _ => [],
    };

    /// <summary>The text of a file; <see langword="null"/> for one that is none.</summary>
    private static string? TextOf(string file)
    {
        try
        {
            return Utf8.GetString(File.ReadAllBytes(file));
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }

    private static IEnumerable<string> Numbers(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Number => [value.GetRawText()],
        JsonValueKind.Array => value.EnumerateArray().SelectMany(Numbers),
        JsonValueKind.Object => value.EnumerateObject().SelectMany(property => Numbers(property.Value)),
        _ => [],
    };
}
