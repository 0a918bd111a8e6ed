using Fluers.Sdk.Generators.Locks;

namespace Fluers.Sdk.Generators.Tests.Locks;

/// <summary>What is published stays what was published, whatever a merge or an editor makes of the file.</summary>
public sealed class SealTests
{
    private const string Draft = """
        {
          "schema": "note",
          "versions": [
            {
              "version": 1,
              "status": "draft",
              "members": [
                { "key": 0, "name": "Name", "type": "string", "required": true },
                { "key": 1, "name": "Card", "type": "string", "default": "\"\"" },
                { "key": 2, "name": "Kind", "type": "Kind" }
              ],
              "types": [
                {
                  "enum": "Kind",
                  "type": "int",
                  "values": [
                    { "number": 0, "name": "One" }
                  ]
                }
              ]
            }
          ]
        }
        """;

    private static readonly string Published = LockWriter.Write(LockUpdate.Publish(LockReader.Read(Draft)));

    [Fact]
    public void A_published_version_has_its_seal_on_the_line_of_its_status_and_a_draft_has_none()
    {
        Assert.Matches("\n      \"status\": \"published\", \"seal\": \"[0-9a-f]{16}\",\n", Published);
        Assert.DoesNotContain("seal", LockWriter.Write(LockReader.Read(Draft)), StringComparison.Ordinal);
        Assert.Equal(Published, LockWriter.Write(LockReader.Read(Published)));
    }

    [Theory]
    [InlineData("\"key\": 1, \"name\": \"Card\"", "\"key\": 3, \"name\": \"Card\"")]
    [InlineData("\"required\": true", "\"required\": false")]
    [InlineData("\"type\": \"string\", \"default\"", "\"type\": \"string?\", \"default\"")]
    [InlineData("\\\"\\\"", "\\\"x\\\"")]
    [InlineData("{ \"number\": 0, \"name\": \"One\" }", "{ \"number\": 0, \"name\": \"One\" }, { \"number\": 1, \"name\": \"Two\" }")]
    [InlineData("\"version\": 1,", "\"version\": 1, \"compatibility\": \"rolling\",")]
    [InlineData("\"version\": 1,", "\"version\": 1, \"log\": \"line\",")]
    [InlineData("\"version\": 1,", "\"version\": 2,")]
    public void Whatever_changes_in_a_published_version_no_longer_fits_its_seal(string was, string @is)
    {
        Assert.Contains(was, Published, StringComparison.Ordinal);
        LockException found = Assert.Throws<LockException>(() => LockReader.Read(Published.Replace(was, @is, StringComparison.Ordinal)));
        Assert.Equal("FLU1422", found.Id);
        Assert.EndsWith(" is published, and it is not what was published: its seal belongs to another content", found.Message, StringComparison.Ordinal);
        Assert.Equal(4, found.Line);
    }

    [Fact]
    public void How_a_file_is_laid_out_does_not_touch_a_seal()
    {
        string turned = Published.Replace("\n", "\r\n", StringComparison.Ordinal).Replace("  ", "\t", StringComparison.Ordinal);
        Assert.Equal(LockReader.Read(Published), LockReader.Read(turned));
    }

    [Fact]
    public void A_lock_of_before_there_were_seals_is_read_and_gets_them_when_it_is_next_written()
    {
        string old = Draft.Replace("draft", "published", StringComparison.Ordinal);
        Assert.Equal(Published, LockWriter.Write(LockReader.Read(old)));
    }

    [Fact]
    public void A_seal_on_a_draft_tells_that_it_was_published()
    {
        LockException found = Assert.Throws<LockException>(() => LockReader.Read(Published.Replace("\"published\"", "\"draft\"", StringComparison.Ordinal)));
        Assert.Equal("FLU1422", found.Id);
        Assert.Contains("version 1 is a draft and has the seal of a published version", found.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("0123456789abcde")]
    [InlineData("0123456789ABCDEF")]
    [InlineData("../../../../../.")]
    public void What_is_no_seal_is_a_malformed_lock(string text)
    {
        string seal = Published.Split("\"seal\": \"")[1][..16];
        LockException found = Assert.Throws<LockException>(() => LockReader.Read(Published.Replace(seal, text, StringComparison.Ordinal)));
        Assert.Equal("FLU1402", found.Id);
        Assert.EndsWith("is no seal", found.Message, StringComparison.Ordinal);
    }
}
