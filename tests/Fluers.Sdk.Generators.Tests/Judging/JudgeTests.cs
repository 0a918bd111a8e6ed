using Fluers.Sdk.Generators.Judging;
using Fluers.Sdk.Generators.Tests.Harness;

namespace Fluers.Sdk.Generators.Tests.Judging;

/// <summary>Each kind of change is found where it is, and taken for nothing else.</summary>
public sealed class JudgeTests
{
    private const string Priority = "0 P: Priority; enum Priority: int; 0 Low; 1 High; ";
    private const string Content = "0 C: list<Content>; union Content; case 0 Text; 0 Value: string required; case 1 Image; 0 Url: uri required; ";

    [Theory]
    [InlineData("nothing", "0 A: int", "0 A: int", "")]
    [InlineData("an optional member at an unused key", "0 A: int", "0 A: int; 5 B: int", "MemberAdded B")]
    [InlineData("a required member", "0 A: int", "0 A: int; 1 B: int required", "RequiredMemberAdded B")]
    [InlineData("a member less", "0 A: int; 1 B: int", "0 A: int", "MemberRemoved B")]
    [InlineData("a required member less", "0 A: int; 1 B: int required", "0 A: int", "RequiredMemberRemoved B")]
    [InlineData("a member less that some build required", "0 A: int; 1 B: int once", "0 A: int", "RequiredMemberRemoved B")]
    [InlineData("a new name at a known key", "0 A: int", "0 B: int", "MemberRenamed B")]
    [InlineData("a new name and a new type", "0 A: int", "0 B: string?", "KeyReused B")]
    [InlineData("a member at another key", "0 A: int", "1 A: int", "MemberMoved A")]
    [InlineData("two that change places", "0 A: int; 1 B: int", "0 B: int; 1 A: int", "MemberMoved A, MemberMoved B")]
    [InlineData("a newcomer where one moved away", "0 A: int", "0 B: int; 1 A: int", "MemberMoved A, MemberRenamed B")]
    [InlineData("a retired key", "0 A: int; 1 B: int retired", "0 A: int; 1 C: int", "KeyReused C")]
    [InlineData("a retired key for the same thing", "0 A: int; 1 B: int retired", "0 A: int; 1 B: int", "KeyReused B")]
    [InlineData("a retired name at a fresh key", "0 A: int; 1 B: int retired", "0 A: int; 2 B: string?", "MemberAdded B")]
    [InlineData("a wider integer", "0 A: int", "0 A: long", "Widened A")]
    [InlineData("an integer in a fraction that holds it", "0 A: int", "0 A: double", "Widened A")]
    [InlineData("an integer in a fraction that does not", "0 A: int", "0 A: float", "Narrowed A")]
    [InlineData("a narrower integer", "0 A: long", "0 A: int", "Narrowed A")]
    [InlineData("another sign", "0 A: uint", "0 A: int", "Narrowed A")]
    [InlineData("no sign in more bits", "0 A: uint", "0 A: long", "Widened A")]
    [InlineData("a number of another wire form", "0 A: int", "0 A: decimal", "Narrowed A")]
    [InlineData("another scalar", "0 A: string?", "0 A: guid?", "TypeChanged A")]
    [InlineData("a number that becomes a truth", "0 A: int", "0 A: bool", "TypeChanged A")]
    [InlineData("bytes that become numbers", "0 A: bytes", "0 A: list<byte>", "TypeChanged A")]
    [InlineData("null allowed", "0 A: int", "0 A: int?", "BecameNullable A")]
    [InlineData("null forbidden", "0 A: int?", "0 A: int", "BecameNonNullable A")]
    [InlineData("null forbidden inside", "0 A: list<int?>", "0 A: list<int>", "BecameNonNullable A[]")]
    [InlineData("null forbidden and wider", "0 A: int?", "0 A: long", "BecameNonNullable A, Widened A")]
    [InlineData("another type that may be null", "0 A: int", "0 A: Money?; part Money; 0 X: int", "TypeChanged A")]
    [InlineData("a narrower number that may not be null", "0 A: long?", "0 A: int", "Narrowed A")]
    [InlineData("a set that may be null", "0 A: list<int>", "0 A: set<int>?", "SequenceToSet A")]
    [InlineData("another default", "0 A: int = 1", "0 A: int = 2", "DefaultChanged A")]
    [InlineData("a default gone", "0 A: int = 1", "0 A: int", "DefaultChanged A")]
    [InlineData("another default of a wider integer", "0 A: int = 1", "0 A: long = 2", "DefaultChanged A, Widened A")]
    [InlineData("another default under the new name of an enum", "0 A: B = 1; enum B: int; 0 X; 1 Y", "0 A: C = 2; enum C: int; 0 X; 1 Y", "DefaultChanged A")]
    [InlineData("another default and names for a number", "0 A: int = 1", "0 A: C; enum C: int; 0 X; 1 Y", "DefaultChanged A, NumberAndEnum A")]
    [InlineData("an empty collection by its zero", "0 A: list<int> = []; 1 B: bytes = []", "0 A: list<int>; 1 B: bytes", "")]
    [InlineData("another default that no lock can keep", "0 A: timespan = TimeSpan.FromMinutes(5)", "0 A: timespan = TimeSpan.FromMinutes(9)", "DefaultLost A")]
    [InlineData("a constant instead of a default that no lock can keep", "0 A: int = Limits.Most", "0 A: int = 9", "DefaultLost A")]
    [InlineData("a default that no lock can keep instead of a constant", "0 A: int = 9", "0 A: int = Limits.Most", "DefaultChanged A")]
    [InlineData("required where absence meant what no lock can keep", "0 A: int = Limits.Most", "0 A: int required", "BecameRequired A, DefaultLost A")]
    [InlineData("null where absence meant what no lock can keep", "0 A: int = Limits.Most", "0 A: int?", "DefaultLost A, BecameNullable A")]
    [InlineData("a default that no lock can keep instead of an empty collection", "0 A: list<int> = []", "0 A: list<int> = Some.Numbers", "DefaultChanged A")]
    [InlineData("another default of a list of a set", "0 A: set<int> = Some.Numbers", "0 A: list<int> = Other.Numbers", "DefaultLost A, SetToSequence A")]
    [InlineData("another default of a set of a list", "0 A: list<int> = Some.Numbers", "0 A: set<int> = Other.Numbers", "SequenceToSet A")]
    [InlineData("a text that looks like code", "0 A: string = \"a(\\\")\"", "0 A: string = \"b(\\\")\"", "DefaultChanged A")]
    [InlineData("no longer required", "0 A: int required", "0 A: int = 3", "BecameOptional A")]
    [InlineData("required from now on", "0 A: int = 3", "0 A: int required", "BecameRequired A")]
    [InlineData("a set of a list", "0 A: list<int>", "0 A: set<int>", "SequenceToSet A")]
    [InlineData("a list of a set", "0 A: set<int>", "0 A: list<int>", "SetToSequence A")]
    [InlineData("a set of a list, its elements wider", "0 A: list<int>", "0 A: set<long>", "SequenceToSet A, Widened A[]")]
    [InlineData("a list of a set, its elements wider", "0 A: set<int>", "0 A: list<long>", "SetToSequence A, Widened A[]")]
    [InlineData("a map of a list", "0 A: list<tuple<string, int>>", "0 A: map<string, int>", "CollectionChanged A")]
    [InlineData("one that becomes many", "0 A: string", "0 A: list<string>", "CollectionChanged A")]
    [InlineData("another rank", "0 A: grid2<int>", "0 A: grid3<int>", "CollectionChanged A")]
    [InlineData("another formatter", "0 A: format<My.One>", "0 A: format<My.Two>", "FormatterReplaced A")]
    [InlineData("a wider value in a map", "0 A: map<string, int>", "0 A: map<string, long>", "Widened A[]")]
    [InlineData("a wider key in a map", "0 A: map<int, string>", "0 A: map<long, string>", "Widened A[key]")]
    [InlineData("a wider part of a tuple", "0 A: tuple<int, int>", "0 A: tuple<int, long>", "Widened A.Item2")]
    [InlineData("a tuple of more parts", "0 A: tuple<int, int>", "0 A: tuple<int, int, int>", "TypeChanged A")]
    [InlineData("a log", "0 A: int", "0 A: int; log note", "LogAdded ")]
    [InlineData("no log", "0 A: int; log note", "0 A: int", "LogRemoved ")]
    [InlineData("a log of other entries", "0 A: int; log note", "0 A: int; log page", "LogReplaced ")]
    public void A_change_of_members_is_found(string what, string old, string now, string expected) => Finds(what, old, now, expected);

    [Theory]
    [InlineData("a value more", Priority, Priority + "2 Urgent", "EnumValueAdded P.Urgent")]
    [InlineData("a value less", Priority + "2 Urgent", Priority, "EnumValueRemoved P.Urgent")]
    [InlineData("a new name", Priority + "2 Urgent", Priority + "2 Now", "EnumValueRenamed P.Now")]
    [InlineData("a new number", Priority + "2 Urgent", Priority + "3 Urgent", "EnumValueRenumbered P.Urgent")]
    [InlineData("a retired number", Priority + "2 Urgent retired", Priority + "2 Now", "EnumNumberReused P.Now")]
    [InlineData("a second name of a number", Priority, Priority + "1 Top", "")]
    [InlineData("a wider number", "0 P: E; enum E: int; 0 A", "0 P: E; enum E: long; 0 A", "Widened P")]
    [InlineData("a number", Priority, "0 P: int", "NumberAndEnum P")]
    [InlineData("names for a number", "0 P: int", Priority, "NumberAndEnum P")]
    [InlineData("a number where one is retired", Priority + "2 Urgent retired", "0 P: int", "Widened P")]
    [InlineData("names for a number of which one is retired", "0 P: int", Priority + "2 Urgent retired", "Narrowed P")]
    [InlineData("a second name that moves away", Priority + "1 Top", Priority + "2 Top", "EnumValueAdded P.Top, EnumValueRenumbered P.Top")]
    [InlineData("a wider number instead", Priority, "0 P: long", "Widened P")]
    [InlineData("a number instead, and a part is called like it", "0 P: E; 1 B: @int; enum E: int; 0 A; part int; 0 X: int", "0 P: int; 1 B: @int; part int; 0 X: int", "NumberAndEnum P")]
    [InlineData("names for a number, and wider", "0 P: int", "0 P: E; enum E: long; 0 A", "Widened P")]
    [InlineData("names for a number, and narrower", "0 P: long", "0 P: E; enum E: int; 0 A", "Narrowed P")]
    [InlineData("names for a wider number of which one is retired", "0 P: int", "0 P: E; enum E: long; 0 A; 1 B retired", "Narrowed P")]
    [InlineData("a second name that stays", Priority + "1 Top", Priority + "1 Top", "")]
    [InlineData("the first name of two that goes", Priority + "1 Top", "0 P: Priority; enum Priority: int; 0 Low; 1 Top", "")]
    [InlineData("a new name where a second one went before", "0 P: E; enum E: int; 1 Top retired; 1 High", "0 P: E; enum E: int; 1 Peak", "EnumValueRenamed P.Peak")]
    [InlineData("many numbers instead", Priority, "0 P: list<int>", "CollectionChanged P")]
    [InlineData("a text instead", Priority, "0 P: string", "TypeChanged P")]
    public void A_change_of_an_enum_is_found(string what, string old, string now, string expected) => Finds(what, old, now, expected);

    [Theory]
    [InlineData("a case more", Content, Content + "case 2 Sound; 0 Url: uri required", "CaseAdded C[].Sound")]
    [InlineData("a case less", Content + "case 2 Sound; 0 S: int", Content, "CaseRemoved C[].Sound")]
    [InlineData("a new name", Content + "case 2 Sound; 0 S: int", Content + "case 2 Audio; 0 S: int", "CaseRenamed C[].Audio")]
    [InlineData("a new tag", Content + "case 2 Sound; 0 S: int", Content + "case 3 Sound; 0 S: int", "TagMoved C[].Sound")]
    [InlineData("a tag for something else", Content + "case 2 Sound; 0 S: int", Content + "case 2 Film; 0 F: string", "TagReused C[].Film")]
    [InlineData("a retired tag", Content + "case 2 Sound retired", Content + "case 2 Film; 0 F: string", "TagReused C[].Film")]
    [InlineData("a member of a case", Content, Content + "1 Alt: string?", "MemberAdded C[].Image.Alt")]
    [InlineData("a case of the schema itself", "union; case 0 T; 0 V: int", "union; case 0 T; 0 V: long; case 1 S", "Widened T.V, CaseAdded S")]
    [InlineData("an object instead of the schema's cases", "union; case 0 T; 0 V: int", "0 V: int", "TypeChanged ")]
    [InlineData("a part instead", "0 C: U; union U; case 0 T; 0 V: int", "0 C: U; part U; 0 V: int", "TypeChanged C")]
    public void A_change_of_a_union_is_found(string what, string old, string now, string expected) => Finds(what, old, now, expected);

    [Theory]
    [InlineData("another name of a part", "0 A: B; part B; 0 X: int", "0 A: C; part C; 0 X: int", "")]
    [InlineData("a part split in two that are equal", "0 A: B; 1 D: B; part B; 0 X: int", "0 A: B; 1 D: C; part B; 0 X: int; part C; 0 X: int", "")]
    [InlineData("a change inside", "0 A: B; part B; 0 X: int", "0 A: B; part B; 0 X: long", "Widened A.X")]
    [InlineData("a change inside what is used twice", "0 A: B; 1 D: list<B>; part B; 0 X: int", "0 A: B; 1 D: list<B>; part B; 0 X: long", "Widened A.X")]
    [InlineData("a change inside what holds itself", "0 A: B; part B; 0 X: int; 1 Next: B?", "0 A: B; part B; 0 X: long; 1 Next: B?", "Widened A.X")]
    [InlineData("a struct", "0 A: B; part B; 0 X: int", "0 A: B; struct B; 0 X: int", "KindChanged A")]
    [InlineData("a part instead of a number", "0 A: int", "0 A: B; part B; 0 X: int", "TypeChanged A")]
    [InlineData("another default", "0 A: B = B.None; part B; 0 X: int", "0 A: B = B.Some; part B; 0 X: int", "DefaultLost A")]
    [InlineData("another default, and choices", "0 A: B = B.None; part B; 0 X: int", "0 A: B = B.Some; union B; case 0 T; 0 X: int", "TypeChanged A")]
    [InlineData("another default, and no formatter", "0 A: format<B> = B.None; 1 C: B; part B; 0 X: int", "0 A: B = B.Some; 1 C: B; part B; 0 X: int", "TypeChanged A")]
    [InlineData("a member renamed whose part was renamed", "0 A: B; part B; 0 X: int", "0 Z: C; part C; 0 X: int", "MemberRenamed Z")]
    [InlineData("a member replaced by another part", "0 A: B; part B; 0 X: int", "0 Z: C; part C; 0 Y: string", "KeyReused Z")]
    public void A_change_of_a_part_is_found(string what, string old, string now, string expected) => Finds(what, old, now, expected);

    [Fact]
    public void Every_kind_of_change_has_a_rule()
    {
        foreach (Change change in Enum.GetValues<Change>())
        {
            Rule rule = Rules.Of(change);
            Assert.Equal(rule.Placement == Placement.Anywhere, rule.IsSafe);
            Assert.Equal(rule.Placement == Placement.Gap, rule.IsGap);
            Assert.False(rule.OldCode == Verdict.Safe && rule.OldData != Verdict.Safe, $"{change}: an old build may write anything that its shape admits");
        }
    }

    private static void Finds(string what, string old, string now, string expected)
    {
        string found = string.Join(", ", Judge.Compare(ShapeScript.Parse(old), ShapeScript.Parse(now)).Select(finding => $"{finding.Change} {finding.Place.Path}"));
        Assert.True(expected == found, $"{what}: expected '{expected}', found '{found}'");
    }
}
