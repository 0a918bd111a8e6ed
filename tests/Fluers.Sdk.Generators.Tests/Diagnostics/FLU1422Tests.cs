using Fluers.Sdk.Generators.Diagnostics;
using Fluers.Sdk.Generators.Tests.Harness;
using static Fluers.Sdk.Generators.Tests.Diagnostics.Expected;

namespace Fluers.Sdk.Generators.Tests.Diagnostics;

public sealed class FLU1422Tests
{
    private static LockedProject Project(string second) => new LockedProject("[SessionSchema(2)] public sealed partial record Note([property: Key(0)] string Text);").WithFile("note.schema.json", $$"""
        {
          "schema": "note",
          "versions": [
            { "version": 1, "status": "published",
              "members": [ { "key": 0, "name": "Text", "type": "string", "required": true } ] },
            { "version": {{second}}, "status": "draft", "members": [ { "key": 0, "name": "Text", "type": "string", "required": true } ] }
          ]
        }
        """);

    [Fact]
    public Task Reports_two_blocks_of_one_version() => Of(
        Project("1"),
        Error(LockDescriptors.HistoryDiverged, "Note", "The lock of 'Note' cannot be read, note.schema.json line 6: version 1 stands here a second time; merge it again with 'fluers schema merge' as the merge driver, which decides all that has one right answer, or give one of the two histories the next version"));

    [Fact]
    public Task Reports_a_published_version_that_is_not_what_was_published() => Of(
        new LockedProject("[SessionSchema(1)] public sealed partial record Note([property: Key(0)] string Text);").WithFile("note.schema.json", """
            {
              "schema": "note",
              "versions": [
                { "version": 1, "status": "published", "seal": "0123456789abcdef", "members": [ { "key": 0, "name": "Text", "type": "string", "required": true } ] }
              ]
            }
            """),
        Error(LockDescriptors.HistoryDiverged, "Note", "The lock of 'Note' cannot be read, note.schema.json line 4: version 1 is published, and it is not what was published: its seal belongs to another content; a merge or an edit has changed it; restore this version as the commit that published it has it, build, and make the other change in the next version"));

    [Fact]
    public Task Accepts_one_block_for_each_version() => Of(Project("2"));
}
