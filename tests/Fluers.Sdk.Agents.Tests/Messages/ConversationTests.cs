using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using Fluers.Sdk.Frames;
using Microsoft.Extensions.AI;

namespace Fluers.Sdk.Agents.Tests.Messages;

/// <summary>Conversations that agents really had, and JSON that libraries really wrote.</summary>
public sealed class ConversationTests
{
    private static readonly string Data = FindData(new DirectoryInfo(AppContext.BaseDirectory));

    public static TheoryData<string> Conversations =>
        Directory.Exists(Data) ? [.. Directory.GetFiles(Path.Combine(Data, "conversations"), "*.json").Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal)] : [""];

    [Theory]
    [MemberData(nameof(Conversations))]
    public void A_conversation_is_the_same_JSON_afterwards(string file)
    {
        Assert.SkipUnless(Directory.Exists(Data), "The conversations are not beside this repository.");
        ChatMessage[] messages = Read(file);

        ChatMessage[] after = [.. messages.Select(message => Again(message))];

        Assert.NotEmpty(messages);
        Assert.Equal(ChatJson.WriteMessages(messages), ChatJson.WriteMessages(after));
    }

    [Theory]
    [MemberData(nameof(Conversations))]
    public void A_conversation_is_read_from_either_dialect(string file)
    {
        Assert.SkipUnless(Directory.Exists(Data), "The conversations are not beside this repository.");
        ChatMessage[] messages = Read(file);
        string expected = ChatJson.WriteMessages(messages);

        Assert.Equal(expected, ChatJson.WriteMessages(ChatJson.ParseMessages(expected)));
        Assert.Equal(expected, ChatJson.WriteMessages(ChatJson.ParseMessages(PascalCase(messages))));
    }

    [Theory]
    [InlineData("dotnet-extensions/inline-json.json", 19)]
    [InlineData("agent-framework/inline-json.json", 1)]
    public void Messages_and_contents_as_the_libraries_tests_write_them_are_the_same_JSON_afterwards(string file, int atLeast)
    {
        Assert.SkipUnless(Directory.Exists(Data), "The conversations are not beside this repository.");
        int found = 0;
        foreach (JsonNode message in Find(JsonNode.Parse(File.ReadAllText(Path.Combine(Data, "sessions", file)))!))
        {
            ChatMessage parsed = Assert.Single(ChatJson.ParseMessages(new JsonArray(message.DeepClone()).ToJsonString()));
            Assert.Equal(ChatJson.WriteMessages([parsed]), ChatJson.WriteMessages([Again(parsed)]));
            found++;
        }

        Assert.True(found >= atLeast, $"{found} messages were found.");
    }

    [Fact]
    public void Members_may_come_in_any_order_as_a_database_sorts_them()
    {
        ChatMessage message = Assert.Single(ChatJson.ParseMessages("""[{"contents":[{"text":"hi","$type":"text"}],"role":"user"}]"""));

        Assert.Equal("hi", message.Text);
    }

    [Fact]
    public void A_stored_history_object_is_read_by_its_messages() =>
        Assert.Equal("hi", Assert.Single(ChatJson.ParseMessages("""{"Messages":[{"Role":"user","Contents":[{"$type":"text","Text":"hi","Annotations":null}],"MessageId":null}]}""")).Text);

    [Theory]
    [InlineData("nothing")]
    [InlineData("7")]
    [InlineData("""{"history":[]}""")]
    [InlineData("""[{"role":"user","contents":[{"$type":"no such type"}]}]""")]
    [InlineData("""[{"role":"user","contents":[{"$type":"functionCall"}]}]""")]
    public void What_is_no_conversation_is_refused_with_a_typed_error(string json)
    {
        string message = Assert.Throws<SessionCorruptException>(() => ChatJson.ParseMessages(json)).Message;

        Assert.EndsWith(". Nothing was changed; ask for an undamaged copy where it came from.", message);
        Assert.DoesNotContain("..", message);
    }

    private static ChatMessage Again(ChatMessage message)
    {
        byte[] frame = SessionSchema<AgentEntry>.Instance.Encode(new AgentEntry.Message(StoredMessage.From(message)), FrameKind.Entry);
        return Assert.IsType<AgentEntry.Message>(SessionSchema<AgentEntry>.Instance.Decode(frame)).Value.ToChatMessage();
    }

    private static string PascalCase(ChatMessage[] messages) => JsonSerializer.Serialize(messages, new JsonSerializerOptions { TypeInfoResolver = new DefaultJsonTypeInfoResolver() });

    private static ChatMessage[] Read(string file) =>
        [.. JsonNode.Parse(File.ReadAllText(Path.Combine(Data, "conversations", file)))!.AsArray().Select(message => ToChat(message!))];

    private static ChatMessage ToChat(JsonNode message) => new(
        new ChatRole((string)message["role"]!),
        [.. message["content"] is JsonArray blocks ? blocks.Select(block => ToChat(block!.AsObject())) : [new TextContent((string?)message["content"])]]);

    private static AIContent ToChat(JsonObject block) => (string?)block["type"] switch
    {
        "text" => new TextContent((string?)block["text"]),
        "reasoning" => new TextReasoningContent((string?)block["text"]) { ProtectedData = (string?)(block["signature"] ?? block["encrypted"]) },
        "image" => new DataContent(Convert.FromBase64String((string)(block["image"] ?? block)["data"]!), (string)(block["image"] ?? block)["media_type"]!),
        "tool_use" => new FunctionCallContent(
            (string?)block["id"] ?? "none", (string?)block["name"] ?? "none",
            block["input"] is JsonObject input ? input.ToDictionary(pair => pair.Key, pair => (object?)JsonElement.Parse(pair.Value?.ToJsonString() ?? "null")) : null),
        "tool_result" => new FunctionResultContent((string?)block["tool_use_id"] ?? "none", block["content"] is { } content ? JsonElement.Parse(content.ToJsonString()) : null),
        _ => new AIContent { AdditionalProperties = new AdditionalPropertiesDictionary { ["block"] = JsonElement.Parse(block.ToJsonString()) } },
    };

    /// <summary>What looks like a message, and each content as a message of its own.</summary>
    private static IEnumerable<JsonNode> Find(JsonNode? node) => node switch
    {
        JsonObject found when (found.ContainsKey("contents") || found.ContainsKey("authorName")) && !found.ContainsKey("responseId") => [found],
        JsonObject found when found["$type"] is JsonValue type && IsContent((string?)type) => [new JsonObject { ["role"] = "user", ["contents"] = new JsonArray(found.DeepClone()) }],
        JsonObject other => other.SelectMany(pair => Find(pair.Value)),
        JsonArray items => items.SelectMany(Find),
        _ => [],
    };

    private static bool IsContent(string? type) => AIJsonUtilities.DefaultOptions.GetTypeInfo(typeof(AIContent)).PolymorphismOptions!.DerivedTypes
        .Any(derived => derived.TypeDiscriminator is string tag && tag == type);

    private static string FindData(DirectoryInfo? folder) => folder is null ? ""
        : Directory.Exists(Path.Combine(folder.FullName, "shared", "data", "conversations")) ? Path.Combine(folder.FullName, "shared", "data")
        : FindData(folder.Parent);
}
