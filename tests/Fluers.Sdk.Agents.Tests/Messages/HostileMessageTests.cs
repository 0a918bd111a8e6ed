using System.Collections.Immutable;
using System.Reflection;
using System.Text.Json;
using CsCheck;
using Fluers.Sdk.Frames;
using Fluers.Sdk.Storage;
using Microsoft.Extensions.AI;

namespace Fluers.Sdk.Agents.Tests.Messages;

/// <summary>
/// Messages as another program may have stored them: each value has the shape of the schema, and yet is none that this package writes. They are read,
/// or refused with an error of the SDK; nothing else escapes.
/// </summary>
public sealed class HostileMessageTests
{
    private static readonly Type[] Cases =
    [
        .. typeof(StoredContent).GetNestedTypes().Where(type => type.IsSubclassOf(typeof(StoredContent)) && type != typeof(StoredContent.Unknown)).OrderBy(type => type.Name, StringComparer.Ordinal),
    ];

    private static readonly string[] Texts = ["", " ", "a", "image/png", "not a media type", "data:,x", "\0", "c1", "assistant"];

    private static readonly string[] Json =
    [
        "null", "7", "\"text\"", "true", "[]", "[{}]", "{}", """{"a":1}""", """{"a":1,"a":2}""", """{"a":1,"A":2}""", """{"":null}""", """{"a":{"b":[null]}}""",
    ];

    [Fact]
    public void Whatever_JSON_stands_in_a_message_it_is_read_or_refused_with_an_error_of_the_SDK() => Gen.Int.Sample(
        seed =>
        {
            var random = new Random(seed);
            var message = new StoredMessage(Pick(random, Texts), [Content(random, 2), Content(random, 2)]) { Properties = JsonOf(random) };
            byte[] frame = SessionSchema<AgentEntry>.Instance.Encode(new AgentEntry.Message(message), FrameKind.Entry);
            StoredMessage stored = Assert.IsType<AgentEntry.Message>(SessionSchema<AgentEntry>.Instance.Decode(frame)).Value;
            try
            {
                StoredMessage.From(stored.ToChatMessage());
            }
            catch (SessionException)
            {
            }
        },
        iter: 20_000);

    [Fact]
    public void Arguments_with_a_name_twice_are_kept_as_they_are_and_read_as_readers_of_JSON_do()
    {
        var stored = new StoredContent.FunctionCall("c1", "pay", JsonElement.Parse("""{"amount":1,"amount":2}"""));

        var call = Assert.IsType<FunctionCallContent>(Assert.Single(new StoredMessage("assistant", [stored]).ToChatMessage().Contents));

        Assert.Equal("2", call.Arguments!["amount"]!.ToString());
        StoredContent again = Assert.Single(StoredMessage.From(new ChatMessage(ChatRole.Assistant, [call])).Contents);
        Assert.Equal("""{"amount":1,"amount":2}""", Assert.IsType<StoredContent.FunctionCall>(again).Arguments!.Value.GetRawText());
    }

    [Fact]
    public void Properties_whose_names_differ_in_case_alone_are_kept_as_they_are()
    {
        var stored = new StoredContent.Text("hello") { Properties = JsonElement.Parse("""{"id":1,"ID":2}""") };

        ChatMessage message = new StoredMessage("user", [stored]).ToChatMessage();

        Assert.Equal("""{"id":1,"ID":2}""", Assert.Single(StoredMessage.From(message).Contents).Properties!.Value.GetRawText());
    }

    [Theory]
    [InlineData("[1]")]
    [InlineData("7")]
    [InlineData("\"text\"")]
    public void Arguments_that_are_no_object_are_damage_and_the_error_names_the_call(string json)
    {
        var stored = new StoredMessage("assistant", [new StoredContent.FunctionCall("c1", "pay", JsonElement.Parse(json))]);

        var error = Assert.Throws<SessionCorruptException>(() => stored.ToChatMessage());

        Assert.Contains("c1", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_runner_on_such_a_session_tells_the_error_of_the_SDK()
    {
        await using var store = new SessionStore(new MemoryStorage());
        var bad = new StoredMessage("user", [new StoredContent.Text("hello") { Properties = JsonElement.Parse("[1]") }]);
        var id = new SessionId("s");
        await store.CreateAsync(id, new AgentState { Log = [new AgentEntry.Message(bad)] });
        await using var runner = new SessionRunner<AgentState>(store, new Fluers.Sdk.Testing.StrictChatClient(new Testing.ScriptedModel()));

        await Assert.ThrowsAsync<SessionCorruptException>(() => runner.InvokeAsync(id, "hello"));
    }

    [Theory]
    [InlineData(62)]
    [InlineData(70)]
    [InlineData(200)]
    public void JSON_as_deep_as_a_session_holds_comes_back_wherever_it_stands(int depth)
    {
        string json = string.Concat(Enumerable.Repeat("{\"a\":", depth)) + "1" + new string('}', depth);
        JsonElement value = JsonElement.Parse(json, new JsonDocumentOptions { MaxDepth = 1000 });
        var message = new ChatMessage(
            ChatRole.Assistant, [new FunctionCallContent("c", "t", new Dictionary<string, object?> { ["x"] = value }), new FunctionResultContent("c", value)])
        {
            AdditionalProperties = new() { ["x"] = value },
        };

        byte[] frame = SessionSchema<AgentEntry>.Instance.Encode(new AgentEntry.Message(StoredMessage.From(message)), FrameKind.Entry);
        ChatMessage after = Assert.IsType<AgentEntry.Message>(SessionSchema<AgentEntry>.Instance.Decode(frame)).Value.ToChatMessage();

        Assert.Equal(json, ((JsonElement)Assert.IsType<FunctionCallContent>(after.Contents[0]).Arguments!["x"]!).GetRawText());
        Assert.Equal(json, ((JsonElement)Assert.IsType<FunctionResultContent>(after.Contents[1]).Result!).GetRawText());
        Assert.Equal(json, ((JsonElement)after.AdditionalProperties!["x"]!).GetRawText());
    }

    [Fact]
    public void JSON_deeper_than_a_session_holds_is_refused_when_it_is_stored()
    {
        string json = string.Concat(Enumerable.Repeat("[", 300)) + new string(']', 300);
        JsonElement value = JsonElement.Parse(json, new JsonDocumentOptions { MaxDepth = 1000 });
        var message = new ChatMessage(ChatRole.User, "hello") { AdditionalProperties = new() { ["x"] = value } };

        Assert.Throws<SessionValueException>(() => SessionSchema<AgentEntry>.Instance.Encode(new AgentEntry.Message(StoredMessage.From(message)), FrameKind.Entry));
    }

    private static StoredContent Content(Random random, int depth)
    {
        Type type = Pick(random, Cases);
        ConstructorInfo constructor = type.GetConstructors().OrderByDescending(candidate => candidate.GetParameters().Length).First();
        var content = (StoredContent)constructor.Invoke([.. constructor.GetParameters().Select(parameter => Value(random, parameter.ParameterType, depth))]);
        return content with { Properties = JsonOf(random) };
    }

    private static object? Value(Random random, Type type, int depth) => type switch
    {
        _ when type == typeof(string) => Pick(random, Texts),
        _ when type == typeof(bool) => random.Next(2) == 0,
        _ when type == typeof(JsonElement) => JsonElement.Parse(Pick(random, Json)),
        _ when type == typeof(JsonElement?) => JsonOf(random),
        _ when type == typeof(Uri) => new Uri(Pick(random, ["https://example.org", "relative", "data:,x"]), UriKind.RelativeOrAbsolute),
        _ when type == typeof(ReadOnlyMemory<byte>) => new ReadOnlyMemory<byte>([1, 2]),
        _ when type == typeof(StoredUsage) => new StoredUsage { Additional = random.Next(2) == 0 ? null : [new("a", 1), new("A", 2), new("a", 3)] },
        _ when type == typeof(StoredContent) => depth > 0 ? Content(random, depth - 1) : new StoredContent.Plain(),
        _ when type == typeof(ImmutableArray<StoredContent>?) => random.Next(3) == 0 ? null
            : (ImmutableArray<StoredContent>?)[.. Enumerable.Range(0, depth > 0 ? random.Next(3) : 0).Select(_ => Content(random, depth - 1))],
        _ when type == typeof(ImmutableArray<string>?) => (ImmutableArray<string>?)[Pick(random, Texts)],
        _ => throw new InvalidOperationException($"No value of {type} is known here."),
    };

    private static JsonElement? JsonOf(Random random) => random.Next(3) == 0 ? null : JsonElement.Parse(Pick(random, Json));

    private static T Pick<T>(Random random, T[] values) => values[random.Next(values.Length)];
}
