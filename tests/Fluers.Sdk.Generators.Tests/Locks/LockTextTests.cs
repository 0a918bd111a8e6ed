using Fluers.Sdk.Generators.Locks;
using Fluers.Sdk.Generators.Model;
using Fluers.Sdk.Generators.Shapes;
using Fluers.Sdk.Generators.Tests.Harness;

namespace Fluers.Sdk.Generators.Tests.Locks;

/// <summary>A lock is read as it was written, whatever happened to its file on the way.</summary>
public sealed class LockTextTests
{
    private const string Text = """
        {
          "schema": "support-session",
          "versions": [
            {
              "version": 1,
              "status": "published", "seal": "70583d220ba67201",
              "members": [
                { "key": 0, "name": "Model", "type": "string", "required": true },
                { "key": 1, "name": "Urgent", "type": "bool", "required": "once" },
                { "key": 2, "name": "Note", "type": "string?", "retired": true }
              ]
            },
            {
              "version": 2,
              "status": "draft",
              "compatibility": "rolling",
              "log": "agent-message",
              "members": [
                { "key": 0, "name": "Model", "type": "string", "required": true },
                { "key": 3, "name": "Tags", "type": "map<string, list<Content?>>", "default": "a \"quoted\" \\ word" }
              ],
              "types": [
                {
                  "union": "Content",
                  "cases": [
                    {
                      "tag": 0,
                      "name": "Text",
                      "members": []
                    },
                    { "tag": 1, "name": "Image", "retired": true }
                  ]
                },
                {
                  "part": "Point",
                  "struct": true,
                  "members": [
                    { "key": 0, "name": "Priority", "type": "Priority" }
                  ]
                },
                {
                  "enum": "Priority",
                  "type": "int",
                  "values": [
                    { "number": -1, "name": "Low" },
                    { "number": 0, "name": "High" }
                  ]
                }
              ]
            }
          ]
        }

        """;

    [Fact]
    public void A_lock_is_printed_as_it_was_read() => Assert.Equal(Text, LockWriter.Write(LockReader.Read(Text)));

    [Fact]
    public void Line_ends_and_a_byte_order_mark_change_nothing() =>
        Assert.Equal(LockReader.Read(Text), LockReader.Read('\ufeff' + Text.Replace("\n", "\r\n")));

    [Fact]
    public void The_order_of_lines_changes_nothing()
    {
        const string first = "{ \"key\": 0, \"name\": \"Model\", \"type\": \"string\", \"required\": true },\n        ";
        const string last = "{ \"key\": 2, \"name\": \"Note\", \"type\": \"string?\", \"retired\": true }";
        string turned = Text.Replace(last, last + ",\n" + first.TrimEnd().TrimEnd(','));
        turned = turned.Remove(turned.IndexOf(first, StringComparison.Ordinal), first.Length);
        Assert.NotEqual(Text, turned);
        Assert.Equal(Text, LockWriter.Write(LockReader.Read(turned)));
    }

    [Theory]
    [InlineData("\"version\": 2", "\"version\": 3", 13, "version 3 follows version 1")]
    [InlineData("\"key\": 1,", "\"key\": 0,", 9, "0 is there already")]
    [InlineData("\"status\": \"draft\",", "\"status\": \"draft\", \"status\": \"published\",", 15, "\"status\" is there already")]
    [InlineData("\"bool\"", "\"list<\"", 9, "'list<' is no type")]
    [InlineData("\"enum\": \"Priority\"", "\"enum\": \"Prio\"", 13, "type Priority, which is not among the types")]
    [InlineData("\"draft\"", "\"done\"", 13, "found \"done\"")]
    [InlineData("\"rolling\"", "\"both\"", 13, "compatibility is \"rolling\" or not there, found \"both\"")]
    [InlineData("\"struct\": true", "\"struct\": true, \"size\": 1", 34, "\"size\" is not known")]
    [InlineData("\"log\": \"agent-message\",", "\"log\": \"agent-message\"", 18, "expected ',', found '\"'")]
    [InlineData("    { \"number\": 0", "<<<<<<< ours", 46, "conflict markers")]
    [InlineData("\"key\": 0, \"name\": \"Model\", ", "\"key\": 0, ", 8, "\"name\" is missing")]
    public void What_is_wrong_is_said_with_its_line(string found, string replaced, int line, string reason)
    {
        int at = Text.IndexOf(found, StringComparison.Ordinal);
        string text = replaced[0] == '<' ? Text.Insert(Text.LastIndexOf('\n', at) + 1, replaced + "\n") : Text.Remove(at, found.Length).Insert(at, replaced);
        LockException error = Assert.Throws<LockException>(() => LockReader.Read(text));
        Assert.Contains(reason, error.Message);
        Assert.Equal(line, error.Line);
        Assert.False(error.IsDiverged);
    }

    [Fact]
    public void Two_histories_of_one_version_are_told_from_other_damage()
    {
        LockException error = Assert.Throws<LockException>(() => LockReader.Read(Text.Replace("\"version\": 2", "\"version\": 1")));
        Assert.True(error.IsDiverged);
    }

    [Fact]
    public void A_file_cut_off_anywhere_is_refused()
    {
        string text = Text.TrimEnd();
        for (int length = 0; length < text.Length; length++)
        {
            Assert.Throws<LockException>(() => LockReader.Read(text[..length]));
        }
    }

    [Theory]
    [InlineData("int")]
    [InlineData("string?")]
    [InlineData("map<string, list<CustomerRef?>>?")]
    [InlineData("tuple<int, tuple<long>, grid3<@list>>")]
    [InlineData("format<My.Formatter<int, Other<string>>>?")]
    public void A_type_is_printed_as_it_was_read(string text) => Assert.Equal(text, TypeText.Parse(text)?.ToString());

    [Theory]
    [InlineData("")]
    [InlineData("int ")]
    [InlineData("list")]
    [InlineData("list<>")]
    [InlineData("list<int, int>")]
    [InlineData("map<int>")]
    [InlineData("list<int")]
    [InlineData("int??")]
    [InlineData("format<>")]
    [InlineData("format<A<b>")]
    public void What_is_no_type_is_refused(string text) => Assert.Null(TypeText.Parse(text));
}
