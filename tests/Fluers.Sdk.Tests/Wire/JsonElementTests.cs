using System.Text.Json;
using Fluers.Sdk.Wire;

namespace Fluers.Sdk.Tests.Wire;

public class JsonElementTests
{
    [Theory]
    [InlineData("1.0")]
    [InlineData("1.000000000000000000000000000000000000001e400")]
    [InlineData("123456789012345678901234567890")]
    [InlineData("-0")]
    [InlineData("null")]
    [InlineData("\"a\\u00e9\\ud83d\"")]
    [InlineData("{ \"b\" : [1,  2.50], \"a\":{}, \"a\":1 }")]
    public void A_JSON_value_keeps_its_text_to_the_letter(string json)
    {
        byte[] bytes = Bytes.Written((ref w) => w.WriteJsonElement(Parse(json)));

        Assert.Equal(json, Bytes.Read(bytes, (ref r) => r.ReadString()));
        Assert.Equal(json, Bytes.Read(bytes, (ref r) => r.ReadJsonElement()).GetRawText());
    }

    [Fact]
    public void A_JSON_value_that_was_parsed_with_comments_and_trailing_commas_is_read_back()
    {
        JsonElement value = Parse("[1, /* two */ 2, {\"a\": 3,},]", new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true });

        JsonElement again = Bytes.Read(Bytes.Written((ref w) => w.WriteJsonElement(value)), (ref r) => r.ReadJsonElement());

        Assert.True(JsonElement.DeepEquals(value, again));
    }

    [Fact]
    public void A_JSON_value_is_refused_when_it_is_nested_deeper_than_it_could_be_read()
    {
        foreach (int depth in new[] { 1, 64, 255, 256, 257, 2000 })
        {
            JsonElement value = Parse(new string('[', depth) + "\"[[{\"" + new string(']', depth), new() { MaxDepth = depth });
            if (depth <= SessionReader.MaxDepth)
            {
                JsonElement again = Bytes.Read(Bytes.Written((ref w) => w.WriteJsonElement(value)), (ref r) => r.ReadJsonElement());
                Assert.Equal(value.GetRawText(), again.GetRawText());
            }
            else
            {
                var e = Assert.Throws<SessionValueException>(() => Bytes.Written((ref w) => w.WriteJsonElement(value)));
                Assert.Contains("deeper than 256", e.Reason);
            }
        }
    }

    [Fact]
    public void Many_brackets_that_are_not_nested_are_no_depth()
    {
        string json = "[" + string.Join(',', Enumerable.Repeat("[{\"[\":\"{\"}]", 5000)) + "]";

        Assert.Equal(json, Bytes.Read(Bytes.Written((ref w) => w.WriteJsonElement(Parse(json))), (ref r) => r.ReadJsonElement()).GetRawText());
    }

    [Fact]
    public void A_default_JSON_element_is_nil_where_it_may_be_and_an_error_where_it_may_not()
    {
        Assert.Equal(Bytes.Of("C0"), Bytes.Written((ref w) => w.WriteJsonElementOrNil(default)));
        Assert.Equal(Bytes.Of("A131"), Bytes.Written((ref w) => w.WriteJsonElementOrNil(Parse("1"))));
        Assert.Throws<SessionValueException>(() => Bytes.Written((ref w) => w.WriteJsonElement(default)));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("nul")]
    [InlineData("1 2")]
    [InlineData("[1]]")]
    [InlineData("{\"a\" 1}")]
    public void Text_that_is_not_one_JSON_value_is_damage(string json)
    {
        var e = Bytes.Corrupt(Bytes.Written((ref w) => w.WriteString(json)), (ref r) => r.ReadJsonElement());

        Assert.Equal(0, e.Offset);
        Assert.Contains("JSON", e.Reason);
    }

    [Theory]
    [InlineData("22 FF 22")]
    [InlineData("7B 22 C3 22 3A 31 7D")]
    [InlineData("5B 22 ED A0 80 22 5D")]
    public void JSON_that_is_not_UTF8_is_damage_and_is_not_written(string hex)
    {
        byte[] json = Bytes.Of(hex);
        JsonElement value = JsonDocument.Parse(json).RootElement;   // the parser looks into no text

        var e = Bytes.Corrupt([(byte)(0xA0 + json.Length), .. json], (ref r) => r.ReadJsonElement());

        Assert.Contains("UTF-8", e.Reason);
        Assert.Contains("UTF-8", Assert.Throws<SessionValueException>(() => Bytes.Written((ref w) => w.WriteJsonElement(value))).Reason);
    }

    [Fact]
    public void A_hundred_thousand_levels_of_JSON_neither_overflow_the_stack_nor_escape_as_another_error()
    {
        string deep = new('[', 100_000);
        foreach (string json in new[] { deep, deep + new string(']', 100_000) })
        {
            byte[] bytes = Bytes.Written((ref w) => w.WriteString(json));
            Exception? e = Record.Exception(() => Bytes.Read(bytes, (ref r) => r.ReadJsonElement()));
            Assert.True(e is null or SessionCorruptException, $"{e}");
        }
    }

    private static JsonElement Parse(string json, JsonDocumentOptions options = default) => JsonDocument.Parse(json, options).RootElement;
}
