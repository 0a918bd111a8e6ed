using System.Buffers;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Fluers.Sdk.Wire;

namespace Fluers.Sdk.Tests.Wire;

public sealed class JsonNodeTests
{
    [Fact]
    public void A_surrogate_without_its_other_half_is_refused_wherever_it_stands()
    {
        Refused(JsonValue.Create("a\ud83d")!);
        Refused(new JsonArray(1, new JsonObject { ["text"] = "\udc00" }));
        Refused(new JsonObject { ["\ud83d"] = 1 });
    }

    [Fact]
    public void A_replacement_character_of_the_authors_own_comes_back()
    {
        JsonNode value = new JsonObject { ["text"] = "\ufffd and 👍🏽" };

        var reader = new SessionReader(Written(value));

        Assert.True(JsonNode.DeepEquals(value, reader.ReadJsonNode()));
    }

    [Fact]
    public void Bytes_that_are_no_text_are_refused()
    {
        byte[] bad = [.. "{\"a\":[\""u8, 0xFF, .. "\"]}"u8];
        Refused(JsonNode.Parse(bad)!);
        Refused(JsonNode.Parse(bad)!["a"]!, "surrogate");
        Refused(JsonNode.Parse((byte[])[.. "{\""u8, 0xFF, .. "\":1}"u8])!, "cannot be written");
    }

    [Theory]
    [InlineData("""{"a":1,"a":2}""")]
    [InlineData("""[{"b":{"a":1,"\u0061":2}}]""")]
    public void A_property_that_stands_twice_in_what_was_parsed_is_refused_since_it_could_not_be_read_again(string json) =>
        Refused(JsonNode.Parse(json)!, "cannot be written: Duplicate property 'a'");

    [Fact]
    public void A_value_that_is_written_as_null_is_refused_since_it_would_be_no_node() =>
        Refused(JsonValue.Create(new Nothing())!, "store null");

    [JsonConverter(typeof(AsNull))]
    private sealed class Nothing;

    private sealed class AsNull : JsonConverter<Nothing>
    {
        public override Nothing Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => new();

        public override void Write(Utf8JsonWriter writer, Nothing value, JsonSerializerOptions options) => writer.WriteNullValue();
    }

    private static void Refused(JsonNode value, string reason = "surrogate") =>
        Assert.Contains(reason, Assert.Throws<SessionValueException>(() => Written(value)).Reason, StringComparison.Ordinal);

    private static byte[] Written(JsonNode value)
    {
        var output = new ArrayBufferWriter<byte>();
        var writer = new SessionWriter(output);
        writer.WriteJsonNode(value);
        writer.Flush();
        return output.WrittenSpan.ToArray();
    }
}
