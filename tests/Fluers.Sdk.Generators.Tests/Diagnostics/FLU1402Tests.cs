using Fluers.Sdk.Generators.Diagnostics;
using Fluers.Sdk.Generators.Tests.Harness;
using static Fluers.Sdk.Generators.Tests.Diagnostics.Expected;

namespace Fluers.Sdk.Generators.Tests.Diagnostics;

public sealed class FLU1402Tests
{
    private const string Lock = """
        {
          "schema": "note",
          "versions": [
            {
              "version": 1,
              "status": "published",
              "members": [
                { "key": 0, "name": "Text", "type": "string", "required": true }
              ]
            }
          ]
        }
        """;

    private static LockedProject Project(string text) =>
        new LockedProject("[SessionSchema(1)] public sealed partial record Note([property: Key(0)] string Text);").WithFile("note.schema.json", text);

    [Theory]
    [InlineData("\"status\"", "\n<<<<<<< ours\n\"status\"", "line 7: a merge left its conflict markers", "merge it again with 'fluers schema merge' as the merge driver, which decides all that has one right answer, or ")]
    [InlineData("\"published\"", "\"final\"", "line 4: status is \"draft\" or \"published\", found \"final\"")]
    [InlineData("\"string\"", "\"text of\"", "line 8: 'text of' is no type")]
    [InlineData("\"key\": 0", "\"key\": 0.5", "line 8: \"key\" is no integer")]
    [InlineData("\"required\"", "\"needed\"", "line 8: \"needed\" is not known; a newer Fluers.Sdk may have written it")]
    [InlineData("\"members\": [", "\"members\": [ { \"key\": 0, \"name\": \"A\", \"type\": \"int\" },", "line 8: 0 is there already")]
    [InlineData("]", "", "line 10: expected ',', found '}'")]
    [InlineData("\"note\"", "\"page\"", "line 1: the file is named after schema 'note' and is the lock of 'page'")]
    public Task Reports_a_lock_that_cannot_be_read(string part, string broken, string fault, string remedy = "")
    {
        int at = Lock.IndexOf(part, StringComparison.Ordinal);
        return Of(
            Project(string.Concat(Lock.AsSpan(0, at), broken, Lock.AsSpan(at + part.Length))),
            Error(LockDescriptors.LockMalformed, "Note", $"The lock of 'Note' cannot be read, note.schema.json {fault}; {remedy}restore it from version control"));
    }

    [Fact]
    public Task Reports_an_empty_file() => Of(
        Project(""), Error(LockDescriptors.LockMalformed, "Note", "The lock of 'Note' cannot be read, note.schema.json line 1: expected a value, found the end of the file; restore it from version control"));

    [Fact]
    public Task Accepts_a_lock_that_other_tools_have_touched() => Of(Project("\ufeff" + Lock.Replace("\n", "\r\n", StringComparison.Ordinal).Replace("  ", "\t", StringComparison.Ordinal) + "\r\n"));

    [Fact]
    public Task Accepts_text_that_only_looks_like_a_conflict() => Of(new LockedProject("[SessionSchema(1)] public sealed partial record Note { [Key(0)] public string Text { get; init; } = \"<<<<<<< \"; }").Built());
}
