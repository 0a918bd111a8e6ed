using Fluers.Sdk.Generators.Judging;
using Fluers.Sdk.Generators.Tests.Harness;

namespace Fluers.Sdk.Generators.Tests.Judging;

/// <summary>A finding says what stood there and what stands there now, and names the declaration that it is about.</summary>
public sealed class FindingTests
{
    private const string Priority = "0 P: Priority; enum Priority: int; 0 Low; 1 High; ";
    private const string Content = "0 C: Content; union Content; case 0 Text; 0 Value: string; ";

    [Theory]
    [InlineData("0 A: int", "0 A: int; 1 B: int", "'' -> 'B: int (key 1)'")]
    [InlineData("0 A: int; 1 B: int", "0 A: int", "'B: int (key 1)' -> '', number 1")]
    [InlineData("0 A: int; 7 B: int retired", "0 A: int; 7 C: string?", "'B: int (key 7, out of use)' -> 'C: string? (key 7)', number 7")]
    [InlineData("0 A: int required", "0 A: int", "'required' -> 'optional'")]
    [InlineData("0 A: int", "0 A: int required", "'optional' -> 'required'")]
    [InlineData("0 A: int = 1", "0 A: int", "'1' -> 'the zero of its type'")]
    [InlineData("0 A: int", "0 A: int = 1", "'the zero of its type' -> '1'")]
    [InlineData("0 A: int = Limits.Most", "0 A: int", "'Limits.Most' -> 'the zero of its type'")]
    [InlineData("0 A: int = Limits.Most", "0 A: int = 9", "'Limits.Most' -> '9'")]
    [InlineData("0 A: int", "0 A: int; log note", "'' -> 'note'")]
    [InlineData("0 A: int; log note", "0 A: int", "'note' -> ''")]
    [InlineData(Priority, Priority + "2 Urgent", "'' -> 'Urgent = 2'")]
    [InlineData(Priority + "2 Urgent", Priority, "'Urgent = 2' -> '', number 2")]
    [InlineData(Priority + "2 Urgent retired", Priority + "2 Now", "'Urgent = 2, out of use' -> 'Now = 2', number 2")]
    [InlineData(Priority, "0 P: int", "'Priority (int)' -> 'int'")]
    [InlineData("0 P: int", Priority, "'int' -> 'Priority (int)'")]
    [InlineData("0 P: E; enum E: int; 0 A", "0 P: F; enum F: long; 0 A", "'E: int' -> 'F: long'")]
    [InlineData(Content, Content + "case 3 Sound", "'' -> 'Sound (tag 3)'")]
    [InlineData(Content + "case 3 Sound", Content, "'Sound (tag 3)' -> '', number 3")]
    [InlineData("0 A: B; part B; 0 X: int", "0 A: B; struct B; 0 X: int", "'class' -> 'struct'")]
    public void What_stood_there_and_what_stands_there_now_is_told(string old, string now, string expected)
    {
        Finding finding = Found(old, now);
        Assert.Equal(expected, $"'{finding.Was}' -> '{finding.Is}'{(finding.OldNumber is { } number ? $", number {number}" : "")}");
    }

    [Fact]
    public void A_default_that_is_lost_to_a_required_member_has_none_instead()
    {
        Finding finding = Judge.Compare(ShapeScript.Parse("0 A: int = Limits.Most"), ShapeScript.Parse("0 A: int required"))
            .Single(finding => finding.Change == Change.DefaultLost);
        Assert.Equal(("Limits.Most", "none"), (finding.Was, finding.Is));
    }

    [Theory]
    [InlineData("0 A: int", "0 A: long", "", null, "A")]
    [InlineData("0 A: int; 1 B: int", "0 A: int", "", null, null)]
    [InlineData("0 A: int", "0 A: int; log note", "", null, null)]
    [InlineData(Priority, Priority + "2 Urgent", "Priority", null, "Urgent")]
    [InlineData(Priority + "2 Urgent", Priority, "Priority", null, null)]
    [InlineData(Content, Content + "case 3 Sound", "Content", "Sound", null)]
    [InlineData(Content + "case 3 Sound", Content, "Content", null, null)]
    [InlineData(Content, Content + "1 Alt: string?", "Content", "Text", "Alt")]
    public void The_place_of_what_is_gone_is_that_which_it_was_in(string old, string now, string type, string? @case, string? member)
    {
        Place place = Found(old, now).Place;
        Assert.Equal((type, @case, member), (place.Type, place.Case, place.Member));
    }

    private static Finding Found(string old, string now) => Assert.Single(Judge.Compare(ShapeScript.Parse(old), ShapeScript.Parse(now)));
}
