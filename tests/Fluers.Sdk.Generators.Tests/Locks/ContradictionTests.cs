using Fluers.Sdk.Generators.Locks;
using Fluers.Sdk.Generators.Model;
using Fluers.Sdk.Generators.Tests.Harness;

namespace Fluers.Sdk.Generators.Tests.Locks;

/// <summary>Versions of one lock that a text merge joined, and that use one number for two things.</summary>
public sealed class ContradictionTests
{
    private const string Base = "0 A: string required";

    [Theory]
    [InlineData("version 2 contradicts the versions before it: 'version 2.Size' has a key that stood for something else (Mood: string? (key 3) → Size: int (key 3))", Base + "; 3 Mood: string?", Base + "; 3 Size: int")]
    [InlineData("version 3 contradicts the versions before it: 'version 3.Size' has a key that stood for something else (Mood: string? (key 3, out of use) → Size: int (key 3))", Base + "; 3 Mood: string?", Base, Base + "; 3 Size: int")]
    [InlineData("version 2 contradicts the versions before it: 'version 2.Size' has a key that stood for something else (Mood: string? (key 3, out of use) → Size: int (key 3))", Base + "; 3 Mood: string? retired", Base + "; 3 Size: int")]
    [InlineData("version 2 contradicts the versions before it: 'version 2.A' has another key, where stored sessions have something else or nothing (A: string (key 0) → A: string (key 1))", Base, "1 A: string required")]
    [InlineData("version 2 contradicts the versions before it: 'version 2.P.Y' has a key", "0 P: Part; part Part; 0 X: int", "0 P: Part; part Part; 0 Y: string")]
    [InlineData("version 2 contradicts the versions before it: 'version 2.E.Odd' has a number", "0 E: Level; enum Level: int; 0 Low; 1 High retired", "0 E: Level; enum Level: int; 0 Low; 1 Odd")]
    [InlineData("version 2 contradicts the versions before it: 'version 2.Other' has a tag", "union; case 0 One; 0 X: int", "union; case 0 Other; 0 Y: string")]
    public void A_lock_that_contradicts_itself_is_none(string fault, params string[] versions)
    {
        LockException refused = Assert.Throws<LockException>(() => LockReader.Read(TextOf(published: versions.Length, versions)));
        Assert.Contains(fault, refused.Message, StringComparison.Ordinal);
        Assert.True(refused.IsDiverged);
    }

    /// <summary>What is wrong with a draft is said of the code that it follows.</summary>
    [Theory]
    [InlineData(1, Base + "; 3 Mood: string?", Base + "; 3 Size: int")]
    [InlineData(2, Base + "; 3 Mood: string? retired", Base + "; 3 Mood: string?")]
    [InlineData(3, Base + "; 3 Mood: string?", Base + "; 3 Mood: int", Base + "; 3 Feeling: int")]
    [InlineData(3, Base + "; 3 Mood: string?", Base + "; 3 Mood: string? retired", Base + "; 3 Mood: string? retired; 4 Mood: int")]
    public void Other_histories_are_read(int published, params string[] versions) => Assert.Equal(versions.Length, LockReader.Read(TextOf(published, versions)).Versions.Count);

    [Fact]
    public async Task It_is_an_error_at_the_schema()
    {
        LockedProject project = new LockedProject("[SessionSchema(2)] public sealed partial record Note { [Key(0)] public required string A { get; init; } [Key(3)] public int Size { get; init; } }")
            .With("note", Base + "; 3 Mood: string?", Base + "; 3 Size: int");
        string report = Assert.Single(await LockReports.OfAsync(project.Generate(), project.Texts, "update"));
        Assert.StartsWith("error FLU1422 Note: The lock of 'Note' cannot be read, note.schema.json line ", report, StringComparison.Ordinal);
    }

    private static string TextOf(int published, string[] versions) => LockWriter.Write(new SchemaLock("note", versions.Select((script, i) => new VersionBlock(i + 1, i < published, ShapeScript.Parse(script))).ToEquatableArray()));
}
