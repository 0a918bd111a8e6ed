using Fluers.Sdk.Generators.Diagnostics;
using Fluers.Sdk.Generators.Tests.Harness;
using static Fluers.Sdk.Generators.Tests.Diagnostics.Expected;

namespace Fluers.Sdk.Generators.Tests.Diagnostics;

public sealed class FLU1417Tests
{
    private static LockedProject Project(string type, string locked, string types = "") =>
        new LockedProject($"{types}[SessionSchema(1)] public sealed partial record Note([property: Key(0)] {type} X);").With("note", locked);

    [Theory]
    [InlineData("HashSet<int>", "list<int>", "is a set, and stored values may be there twice (list<int> → set<int>); version 1 is published, so raise it to 2 and give the value in the hop")]
    [InlineData("List<int>", "set<int>", "takes values twice, which older builds refuse (set<int> → list<int>); version 1 is published, so raise it to 2")]
    [InlineData("List<int>", "int", "is another kind of collection than what is stored (int → list<int>); version 1 is published, so raise it to 2 and give the value in the hop")]
    [InlineData("int", "list<int>", "is another kind of collection than what is stored (list<int> → int); version 1 is published, so raise it to 2 and give the value in the hop")]
    [InlineData("Dictionary<string, int>", "list<int>", "is another kind of collection than what is stored (list<int> → map<string, int>); version 1 is published, so raise it to 2 and give the value in the hop")]
    [InlineData("int[,]", "list<int>", "is another kind of collection than what is stored (list<int> → grid2<int>); version 1 is published, so raise it to 2 and give the value in the hop")]
    [InlineData("List<KeyValuePair<string, int>>", "map<string, int>", "is another kind of collection than what is stored (map<string, int> → list<tuple<string, int>>); version 1 is published, so raise it to 2 and give the value in the hop")]
    public Task Reports_another_kind_of_collection(string type, string was, string text) => Of(Project(type, $"0 X: {was} required"), Error(LockDescriptors.CollectionChanged, "X", $"'Note.X' {text}"));

    [Theory]
    [InlineData("int[]", "list<int>")]
    [InlineData("ImmutableList<int>", "list<int>")]
    [InlineData("IReadOnlyCollection<int>", "list<int>")]
    [InlineData("Queue<int>", "list<int>")]
    [InlineData("ImmutableSortedSet<int>", "set<int>")]
    [InlineData("IReadOnlyDictionary<string, int>", "map<string, int>")]
    [InlineData("SortedList<string, int>", "map<string, int>")]
    public Task Accepts_the_kinds_that_are_one_on_the_wire(string type, string was) => Of(Project(type, $"0 X: {was} required") with { Mode = "locked" });
}
