using System.Text.Json;
using Fluers.Sdk.Frames;

namespace Fluers.Sdk.Integration.Tests;

/// <summary>Each recorded conversation is read into messages, stored, and read again: what comes back is what stands in its file.</summary>
public sealed class ConversationDataTests
{
    [Fact]
    public void Every_conversation_comes_back_message_by_message()
    {
        string[] files = Directory.GetFiles(RecordedData.Folder("conversations"), "*.json");
        Assert.True(files.Length > 40, $"{files.Length} files");
        foreach (string file in files)
        {
            byte[] json = File.ReadAllBytes(file);
            using var recorded = JsonDocument.Parse(json, new JsonDocumentOptions { MaxDepth = 256 });
            AgentMessage[] messages = Stored(FluersJson.ParseMessages(json));
            Assert.Equal(recorded.RootElement.GetArrayLength(), messages.Length);
            foreach ((JsonElement expected, AgentMessage message) in recorded.RootElement.EnumerateArray().Zip(messages))
            {
                IsThat(expected, message, Path.GetFileName(file));
            }
        }
    }

    /// <summary>The messages as one sequence of frames, read again.</summary>
    private static AgentMessage[] Stored(IEnumerable<AgentMessage> messages)
    {
        SessionSchema<AgentMessage> schema = SessionSchema<AgentMessage>.Instance;
        using var frames = new FrameWriter();
        foreach (AgentMessage message in messages)
        {
            frames.Write(schema, FrameKind.Entry, message);
        }

        var read = new List<AgentMessage>();
        for (var reader = new FrameReader(frames.Written.Span); reader.MoveNext();)
        {
            read.Add(schema.Decode(reader));
        }

        return [.. read];
    }

    private static void IsThat(JsonElement expected, AgentMessage message, string file)
    {
        Assert.Equal(expected.GetProperty("role").GetString(), message.Role.ToString(), ignoreCase: true);
        JsonElement[] blocks = expected.TryGetProperty("content", out JsonElement content) ? [.. content.EnumerateArray()] : [];
        Assert.Equal(blocks.Length, message.Content.Length);
        foreach ((JsonElement block, ContentBlock read) in blocks.Zip(message.Content))
        {
            Assert.True(IsThat(block, read), $"{file}: {block}");
        }
    }

    private static bool IsThat(JsonElement block, ContentBlock read) => read switch
    {
        ContentBlock.Text text => Is(block, "text") && block.GetProperty("text").GetString() == text.Value,
        ContentBlock.Image image => Is(block, "image")
            && block.GetProperty("image").GetProperty("media_type").GetString() == image.MediaType
            && block.GetProperty("image").GetProperty("data").GetBytesFromBase64().AsSpan().SequenceEqual(image.Data.Span),
        ContentBlock.ToolUse use => Is(block, "tool_use")
            && block.GetProperty("id").GetString() == use.Id
            && block.GetProperty("name").GetString() == use.Name
            && block.GetProperty("input").GetRawText() == use.Input.GetRawText(),
        ContentBlock.ToolResult result => Is(block, "tool_result")
            && block.GetProperty("tool_use_id").GetString() == result.ToolUseId
            && block.GetProperty("content").GetRawText() == result.Content.GetRawText(),
        ContentBlock.Reasoning reasoning => Is(block, "reasoning")
            && block.GetProperty("text").GetString() == reasoning.Value
            && Optional(block, "signature") == reasoning.Signature
            && Optional(block, "encrypted") == reasoning.Encrypted,
        _ => false,
    };

    private static bool Is(JsonElement block, string type) => block.GetProperty("type").GetString() == type;

    private static string? Optional(JsonElement block, string name) => block.TryGetProperty(name, out JsonElement value) ? value.GetString() : null;
}
