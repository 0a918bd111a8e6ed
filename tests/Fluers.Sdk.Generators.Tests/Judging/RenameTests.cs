using Fluers.Sdk.Generators.Judging;
using Fluers.Sdk.Generators.Tests.Harness;

namespace Fluers.Sdk.Generators.Tests.Judging;

/// <summary>A new name at a known key is a rename where the wire form is the same, and otherwise a key given to something else.</summary>
public sealed class RenameTests
{
    private const string Union = "union U; case 0 T; 0 V: int; case 1 S; 0 W: string";

    [Theory]
    [InlineData("0 A: list<int>", "0 B: list<int>")]
    [InlineData("0 A: int", "0 B: int?")]
    [InlineData("0 A: map<string, list<int>>", "0 B: map<string, list<int?>>")]
    [InlineData("0 A: E; enum E: int; 0 X", "0 B: F; enum F: int; 0 Y")]
    [InlineData("0 A: E; enum E: int; 0 X", "0 B: int")]
    [InlineData("0 A: int", "0 B: E; enum E: int; 0 X")]
    [InlineData("0 A: P; part P; 0 X: int; 1 Gone: int retired", "0 B: Q; part Q; 0 Y: int")]
    [InlineData("0 A: P; part P; 0 X: int; 1 Next: P?", "0 B: Q; part Q; 0 X: int; 1 Next: Q?")]
    [InlineData("0 A: U; " + Union, "0 B: W; union W; case 0 Text; 0 V: int; case 1 S; 0 W: string")]
    public void Of_the_same_wire_form_it_is_a_rename(string old, string now) => Assert.Equal(Change.MemberRenamed, Of(old, now));

    [Theory]
    [InlineData("0 A: list<int>", "0 B: set<int>")]
    [InlineData("0 A: list<int>", "0 B: list<long>")]
    [InlineData("0 A: map<string, int>", "0 B: map<string, long>")]
    [InlineData("0 A: tuple<int, int>", "0 B: tuple<int, int, int>")]
    [InlineData("0 A: grid2<int>", "0 B: grid3<int>")]
    [InlineData("0 A: E; enum E: int; 0 X", "0 B: F; enum F: long; 0 X")]
    [InlineData("0 A: E; enum E: int; 0 X", "0 B: long")]
    [InlineData("0 A: E; enum E: int; 0 X", "0 B: list<int>")]
    [InlineData("0 A: long", "0 B: E; enum E: int; 0 X")]
    [InlineData("0 A: P; part P; 0 X: int", "0 B: int")]
    [InlineData("0 A: P; part P; 0 X: int", "0 B: E; enum E: int; 0 X")]
    [InlineData("0 A: P; part P; 0 X: int; 1 Y: int", "0 B: Q; part Q; 0 X: int; 1 Y: string")]
    [InlineData("0 A: P; part P; 0 X: int; 1 Y: int", "0 B: Q; part Q; 0 X: int")]
    [InlineData("0 A: U; " + Union, "0 B: W; union W; case 0 T; 0 V: int; case 2 S; 0 W: string")]
    [InlineData("0 A: U; " + Union, "0 B: W; union W; case 0 T; 0 V: int; case 1 S; 0 W: guid")]
    public void Of_another_wire_form_it_is_a_key_reused(string old, string now) => Assert.Equal(Change.KeyReused, Of(old, now));

    [Fact]
    public void A_type_that_is_called_like_a_scalar_is_not_that_scalar() =>
        Assert.Equal(Change.KeyReused, Of("0 A: guid; 1 X: @guid; part guid; 0 V: int", "0 B: @guid; 1 X: @guid; part guid; 0 V: int"));

    /// <summary>What the new name at key 0 was taken for; what else changed there is found beside it.</summary>
    private static Change Of(string old, string now) =>
        Judge.Compare(ShapeScript.Parse(old), ShapeScript.Parse(now)).First(finding => finding.Place.Path == "B").Change;
}
