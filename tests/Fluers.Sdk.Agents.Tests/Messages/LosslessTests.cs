using System.Collections;
using System.Reflection;
using System.Text.Json;
using Fluers.Sdk.Frames;
using Microsoft.Extensions.AI;

namespace Fluers.Sdk.Agents.Tests.Messages;

/// <summary>Everything of a message that outlives its process comes back from a session.</summary>
public sealed class LosslessTests
{
    public static TheoryData<string> ContentTypes => [.. Populated.TypesOf(typeof(AIContent)).Select(type => type.Name)];

    [Fact]
    public void The_package_has_the_content_types_that_are_known_here() => Assert.Equal(25, ContentTypes.Count);   // AIContent itself, and 24 that derive from it

    [Theory]
    [MemberData(nameof(ContentTypes))]
    public void A_content_with_all_that_it_can_hold_is_the_same_JSON_afterwards(string name)
    {
        var content = (AIContent)Populated.Create(TypeOf(name));

        AIContent after = Assert.Single(Again(new ChatMessage(ChatRole.Assistant, [content])).Contents);

        Assert.Equal(content.GetType(), after.GetType());
        Assert.Equal(Json(content), Json(after));
        AssertSame(content, after, name);
    }

    [Theory]
    [MemberData(nameof(ContentTypes))]
    public void A_content_with_as_little_as_possible_is_the_same_JSON_afterwards(string name)
    {
        var content = (AIContent)Populated.Create(TypeOf(name));
        foreach (PropertyInfo property in Populated.PropertiesOf(content.GetType()).Where(property => property.SetMethod is { IsPublic: true } && IsNullable(property)))
        {
            property.SetValue(content, null);
        }

        AIContent after = Assert.Single(Again(new ChatMessage(ChatRole.Assistant, [content])).Contents);

        Assert.Equal(Json(content), Json(after));
        AssertSame(content, after, name);
    }

    [Fact]
    public void A_message_with_all_that_it_can_hold_is_the_same_JSON_afterwards()
    {
        var message = (ChatMessage)Populated.Create(typeof(ChatMessage));

        ChatMessage after = Again(message);

        Assert.Equal(Json(message), Json(after));
        AssertSame(message, after, nameof(ChatMessage));
    }

    [Fact]
    public void A_response_with_all_that_it_can_hold_is_the_same_JSON_afterwards()
    {
        var response = (ChatResponse)Populated.Create(typeof(ChatResponse));

        AgentEntry entry = Stored(new AgentEntry.Response(StoredResponse.From(response)));
        ChatResponse after = Assert.IsType<AgentEntry.Response>(entry).Value.ToChatResponse();

        Assert.Equal(JsonSerializer.Serialize(response, AIJsonUtilities.DefaultOptions), JsonSerializer.Serialize(after, AIJsonUtilities.DefaultOptions));
        AssertSame(response, after, nameof(ChatResponse));
    }

    [Fact]
    public void An_update_with_all_that_it_can_hold_is_the_same_JSON_afterwards()
    {
        var update = (ChatResponseUpdate)Populated.Create(typeof(ChatResponseUpdate));

        AgentEntry entry = Stored(new AgentEntry.ResponsePart([StoredUpdate.From(update)]));
        ChatResponseUpdate after = Assert.Single(Assert.IsType<AgentEntry.ResponsePart>(entry).Updates).ToChatResponseUpdate();

        Assert.Equal(JsonSerializer.Serialize(update, AIJsonUtilities.DefaultOptions), JsonSerializer.Serialize(after, AIJsonUtilities.DefaultOptions));
    }

    [Theory]
    [InlineData("")]
    [InlineData("EpUCCkYIBxgCKkD+/w==")]
    [InlineData("not base64 at all: \u0000 \u001f ü 📦")]
    public void A_protected_thought_comes_back_character_for_character(string data) =>
        Assert.Equal(data, Assert.IsType<TextReasoningContent>(Assert.Single(Again(new(ChatRole.Assistant, [new TextReasoningContent("t") { ProtectedData = data }])).Contents)).ProtectedData);

    [Theory]
    [InlineData("data:text/plain;base64,aGVsbG8=")]
    [InlineData("data:text/plain,hello%20world")]
    [InlineData("data:text/plain;charset=utf-8;base64,aGVsbG8=")]
    [InlineData("DATA:text/plain;base64,aGVsbG8=")]
    public void A_data_URI_comes_back_as_it_was(string uri)
    {
        var content = new DataContent(uri);

        Assert.Equal(Json(content), Json(Assert.Single(Again(new(ChatRole.User, [content])).Contents)));
    }

    [Fact]
    public void What_a_tool_gave_comes_back_as_what_it_was_for_the_model()
    {
        object?[] results = [null, "text", Populated.Digits, new TextContent("one"), new List<AIContent> { new DataContent(new byte[] { 1 }, "image/png"), new TextContent("two") }];

        ChatMessage after = Again(new ChatMessage(ChatRole.Tool, [.. results.Select(result => new FunctionResultContent("c", result))]));

        object?[] restored = [.. after.Contents.Cast<FunctionResultContent>().Select(content => content.Result)];
        Assert.Null(restored[0]);
        Assert.Equal("text", restored[1]);
        Assert.Equal(Populated.Digits.GetRawText(), Assert.IsType<JsonElement>(restored[2]).GetRawText());
        Assert.Equal("one", Assert.IsType<TextContent>(restored[3]).Text);
        Assert.Collection(Assert.IsType<List<AIContent>>(restored[4]), item => Assert.IsType<DataContent>(item), item => Assert.IsType<TextContent>(item));
    }

    [Theory]
    [InlineData("{\n  \"total\": 1.10,\n  \"big\": 12345678901234567890.5e+3,\n  \"lines\": [ 1, { }, [ ], null,\ttrue ]\n}", "{\"total\":1.10,\"big\":12345678901234567890.5e+3,\"lines\":[1,{},[],null,true]}")]
    [InlineData("{ \"a b\" : \" two  spaces, \\n \\u00e9 \\\" // no comment \" }", "{\"a b\":\" two  spaces, \\n \\u00e9 \\\" // no comment \"}")]
    [InlineData("[ \"\\ud83d\", \"\" ]", "[\"\\ud83d\",\"\"]")]
    public void JSON_is_stored_without_its_indentation_and_with_each_digit_and_escape(string json, string compact)
    {
        JsonElement value = JsonElement.Parse(json);
        var message = new ChatMessage(ChatRole.Tool, [new FunctionResultContent("c", value), new FunctionCallContent("c", "f", new Dictionary<string, object?> { ["x"] = value })])
        {
            AdditionalProperties = new() { ["x"] = value },
        };

        ChatMessage after = Again(message);

        Assert.Equal(compact, Assert.IsType<JsonElement>(Assert.IsType<FunctionResultContent>(after.Contents[0]).Result).GetRawText());
        Assert.Equal(compact, Assert.IsType<JsonElement>(Assert.IsType<FunctionCallContent>(after.Contents[1]).Arguments!["x"]).GetRawText());
        Assert.Equal(compact, Assert.IsType<JsonElement>(after.AdditionalProperties!["x"]).GetRawText());
    }

    [Fact]
    public void Comments_and_trailing_commas_that_a_caller_admits_are_no_part_of_what_is_stored()
    {
        using var document = JsonDocument.Parse("[1, // one\n 2,]", new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true });

        ChatMessage after = Again(new ChatMessage(ChatRole.Tool, [new FunctionResultContent("c", document.RootElement)]));

        Assert.Equal("[1,2]", Assert.IsType<JsonElement>(Assert.IsType<FunctionResultContent>(Assert.Single(after.Contents)).Result).GetRawText());
    }

    [Fact]
    public async Task What_a_function_gives_is_stored_without_the_indentation_of_the_options()
    {
        AIFunction function = AIFunctionFactory.Create(() => new { Order = "A 1", Total = 1.10m });
        object? result = await function.InvokeAsync();

        ChatMessage after = Again(new ChatMessage(ChatRole.Tool, [new FunctionResultContent("c", result)]));

        Assert.Equal("{\"order\":\"A 1\",\"total\":1.10}", Assert.IsType<JsonElement>(Assert.IsType<FunctionResultContent>(Assert.Single(after.Contents)).Result).GetRawText());
    }

    [Fact]
    public void Half_a_character_is_what_JSON_makes_of_it() =>
        Assert.Equal("a\uFFFDb", Again(new ChatMessage(ChatRole.Assistant, "a\ud83db")).Text);

    private static Type TypeOf(string name) => Populated.TypesOf(typeof(AIContent)).Single(type => type.Name == name);

    private static ChatMessage Again(ChatMessage message) =>
        Assert.IsType<AgentEntry.Message>(Stored(new AgentEntry.Message(StoredMessage.From(message)))).Value.ToChatMessage();

    /// <summary>An entry as it comes back from a log.</summary>
    private static AgentEntry Stored(AgentEntry entry) =>
        SessionSchema<AgentEntry>.Instance.Decode(SessionSchema<AgentEntry>.Instance.Encode(entry, FrameKind.Entry));

    private static string Json(AIContent content) => JsonSerializer.Serialize(content, AIJsonUtilities.DefaultOptions);

    private static string Json(ChatMessage message) => JsonSerializer.Serialize(message, AIJsonUtilities.DefaultOptions);

    private static bool IsNullable(PropertyInfo property) => new NullabilityInfoContext().Create(property).WriteState == NullabilityState.Nullable;

    /// <summary>Compares property by property: JSON leaves some of them out.</summary>
    private static void AssertSame(object? before, object? after, string path)
    {
        switch (before)
        {
            case null:
                Assert.True(after is null, $"{path} came back as {after}.");
                break;
            case AIContent or AIAnnotation or AnnotatedRegion or UsageDetails or ChatMessage or ChatResponse:
                Assert.Equal(before.GetType(), after!.GetType());
                Assert.All(Populated.PropertiesOf(before.GetType()), property => AssertSame(property.GetValue(before), property.GetValue(after), $"{path}.{property.Name}"));
                break;
            case IDictionary<string, object?> or IDictionary<string, long>:
                Assert.Equal(JsonSerializer.Serialize(before, AIJsonUtilities.DefaultOptions), JsonSerializer.Serialize(after, AIJsonUtilities.DefaultOptions));
                break;
            case IList list:
                Assert.Equal(list.Count, ((IList)after!).Count);
                Assert.All(Enumerable.Range(0, list.Count), at => AssertSame(list[at], ((IList)after)[at], $"{path}[{at}]"));
                break;
            case ReadOnlyMemory<byte> bytes:
                Assert.Equal(bytes.ToArray(), ((ReadOnlyMemory<byte>)after!).ToArray());
                break;
            case ReadOnlyMemory<char> text:
                Assert.Equal(text.ToString(), after!.ToString());
                break;
            case JsonElement json:
                Assert.Equal(json.GetRawText(), Assert.IsType<JsonElement>(after).GetRawText());
                break;
            default:
                Assert.Equal(before, after);
                break;
        }
    }
}
