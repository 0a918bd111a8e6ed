using Fluers.Sdk.Generators.Diagnostics.Use;
using static Fluers.Sdk.Generators.Tests.Diagnostics.Expected;

namespace Fluers.Sdk.Generators.Tests.Diagnostics;

public sealed class FLU1702Tests
{
    private const string Types = """
        using System.Buffers;
        using System.IO;
        using System.Linq;
        using System.Threading.Tasks;
        using static MessagePack.MessagePackSerializer;
        using Wire = MessagePack.MessagePackSerializer;
        [SessionSchema(1)] public sealed partial record Note([property: Key(0)] string Text);
        [SessionPart] public sealed partial record Part([property: Key(0)] string Text);
        [MessagePackObject] public sealed record Packed([property: Key(0)] string Text);

        """;

    [Theory]
    [InlineData("MessagePackSerializer.Serialize(note)", "Note")]
    [InlineData("MessagePackSerializer.Serialize<Note?>(null)", "Note")]
    [InlineData("Wire.Serialize(note)", "Note")]
    [InlineData("Serialize(note)", "Note")]
    [InlineData("MessagePackSerializer.SerializeAsync(stream, note)", "Note")]
    [InlineData("MessagePackSerializer.Deserialize<Note>(bytes)", "Note")]
    [InlineData("MessagePackSerializer.Deserialize(typeof(Note), bytes)", "Note")]
    [InlineData("MessagePackSerializer.Serialize(typeof(AgentMessage), message)", "AgentMessage")]
    [InlineData("MessagePackSerializer.Serialize(new[] { note })", "Note")]
    [InlineData("MessagePackSerializer.Deserialize<Dictionary<string, List<Note>>>(bytes)", "Note")]
    [InlineData("MessagePackSerializer.Deserialize<(int, Note)>(bytes)", "Note")]
    public Task Reports_a_schema_that_is_written_or_read_without_a_frame(string call, string type) => Of(
        $"{Types}public static class App {{ public static object? Go(Note note, object message, byte[] bytes, Stream stream) => {call}; }}",
        Warning(UseDescriptors.PastTheGuard, call, type));

    [Fact]
    public Task Reports_a_method_that_is_handed_on() => Of(
        $"{Types}public static class App {{ private static T Read<T>(byte[] bytes, Func<byte[], T> read) => read(bytes); public static Note Go(byte[] bytes) => Read(bytes, x => MessagePackSerializer.Deserialize<Note>(x)); public static object Take(Func<Stream, MessagePackSerializerOptions?, System.Threading.CancellationToken, Note> read) => Take(MessagePackSerializer.Deserialize<Note>); }}",
        Warning(UseDescriptors.PastTheGuard, "MessagePackSerializer.Deserialize<Note>(x)", "Note"),
        Warning(UseDescriptors.PastTheGuard, "MessagePackSerializer.Deserialize<Note>", "Note"));

    [Fact]
    public Task Reports_a_type_parameter_that_stands_for_schemas() => Of(
        $"{Types}public static class App {{ public static byte[] Go<T>(T value) where T : ISessionEnvelope<T> => MessagePackSerializer.Serialize(value); }}",
        Warning(UseDescriptors.PastTheGuard, "MessagePackSerializer.Serialize(value)", "T"));

    [Theory]
    [InlineData("MessagePackSerializer.Serialize(new Packed(\"\"))")]
    [InlineData("MessagePackSerializer.Serialize(new Part(\"\"))")]
    [InlineData("MessagePackSerializer.SerializeToJson(note)")]
    [InlineData("MessagePackSerializer.ConvertToJson(bytes)")]
    [InlineData("MessagePackSerializer.Deserialize<List<int>>(bytes)")]
    [InlineData("MessagePackSerializer.Serialize(note.Text)")]
    [InlineData("SessionSchema<Note>.Instance.Decode(bytes)")]
    [InlineData("Other.Serialize(note)")]
    public Task Accepts_other_types_and_other_ways(string call) => Of(
        $"{Types}public static class Other {{ public static T Serialize<T>(T value) => value; }} public static class App {{ public static object? Go(Note note, byte[] bytes) => {call}; public static byte[] Any<T>(T value) where T : notnull => MessagePackSerializer.Serialize(value); }}");
}
