using System.Buffers;
using System.Text.Json.Nodes;
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

    private static void Refused(JsonNode value) =>
        Assert.Contains("surrogate", Assert.Throws<SessionValueException>(() => Written(value)).Reason, StringComparison.Ordinal);

    private static byte[] Written(JsonNode value)
    {
        var output = new ArrayBufferWriter<byte>();
        var writer = new SessionWriter(output);
        writer.WriteJsonNode(value);
        writer.Flush();
        return output.WrittenSpan.ToArray();
    }
}
