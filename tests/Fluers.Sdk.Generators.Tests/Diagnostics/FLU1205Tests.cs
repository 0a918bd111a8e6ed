using Fluers.Sdk.Generators.Diagnostics;
using static Fluers.Sdk.Generators.Tests.Diagnostics.Expected;

namespace Fluers.Sdk.Generators.Tests.Diagnostics;

public sealed class FLU1205Tests
{
    [Theory]
    [InlineData("Dictionary<double, int>", "double", "double")]
    [InlineData("Dictionary<Half, int>", "Half", "System.Half")]
    [InlineData("Dictionary<Whole, int>", "Whole", "Whole")]
    [InlineData("Dictionary<(int, int), int>", "(int, int)", "(int, int)")]
    public Task Reports_keys_that_are_not_stable(string type, string path, string name) => Of(
        $"[SessionPart] public sealed partial class Line {{ [Key(0)] public required {type} A {{ get; set; }} }}",
        Error(Descriptors.BadMapKey, "A", "Line", "A", $"{type} → {path}", $"{name} cannot be the key of a map; use text, a whole number, an enum or a Guid"));

    [Theory]
    [InlineData("SortedSet<Whole>", "Whole", "Whole")]
    [InlineData("SortedList<Uri, int>", "Uri", "System.Uri")]
    [InlineData("SortedSet<Ranked>", "Ranked", "Ranked")]
    [InlineData("ImmutableSortedSet<(int, Whole)>", "(int, Whole)", "(int, Whole)")]
    [InlineData("SortedSet<KeyValuePair<int, int>>", "KeyValuePair<int, int>", "System.Collections.Generic.KeyValuePair<int, int>")]
    public Task Reports_sorted_collections_of_what_has_no_order(string type, string path, string name) => Of(
        $"[SessionPart] public sealed partial class Line {{ [Key(0)] public required {type} A {{ get; set; }} }} {Ordered}",
        Error(Descriptors.BadMapKey, "A", "Line", "A", $"{type} → {path}", $"{name} has no order of its own, so a sorted collection of it could not be read; implement IComparable<T>"));

    [Theory]
    [InlineData("HashSet<JsonElement>", "JsonElement", "System.Text.Json.JsonElement")]
    [InlineData("ImmutableHashSet<(int, JsonElement?)>", "(int, JsonElement?)", "(int, System.Text.Json.JsonElement?)")]
    public Task Reports_sets_of_what_does_not_compare(string type, string path, string name) => Of(
        $"[SessionPart] public sealed partial class Line {{ [Key(0)] public required {type} A {{ get; set; }} }}",
        Error(Descriptors.BadMapKey, "A", "Line", "A", $"{type} → {path}", $"{name} does not compare by what it holds, so a set of it could not be read again; use text, or a list"));

    [Theory]
    [InlineData("Dictionary<Uri, int>")]
    [InlineData("SortedList<DayOfWeek, int>")]
    [InlineData("SortedDictionary<string, int>")]
    [InlineData("ImmutableSortedSet<DateOnly?>")]
    [InlineData("HashSet<double>")]
    [InlineData("SortedSet<Sized>")]
    [InlineData("SortedSet<(string, (Sized, int?)?)>")]
    [InlineData("SortedList<string, Box<Sized>>")]
    public Task Accepts_keys_that_are_stable(string type) => Of($"[SessionPart] public sealed partial class Line {{ [Key(0)] public required {type} A {{ get; set; }} }} {Ordered}");

    // One that compares with something else, one that compares as its base does, and one whose parameter does.
    private const string Ordered = """
        [SessionPart] public sealed partial class Ranked : IComparable<string> { public int CompareTo(string? other) => 0; }
        public abstract class Size : IComparable<Size> { public int CompareTo(Size? other) => 0; }
        [SessionPart] public sealed partial class Sized : Size;
        [SessionPart] public sealed partial record Box<T>([property: Key(0)] SortedSet<T> Items) where T : class, IComparable<T>;
        """;
}
