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
    public Task Reports_sorted_collections_of_what_has_no_order(string type, string path, string name) => Of(
        $"[SessionPart] public sealed partial class Line {{ [Key(0)] public required {type} A {{ get; set; }} }}",
        Error(Descriptors.BadMapKey, "A", "Line", "A", $"{type} → {path}", $"{name} has no order of its own, so a sorted collection of it could not be read; implement IComparable<T>"));

    [Theory]
    [InlineData("Dictionary<Uri, int>")]
    [InlineData("SortedList<DayOfWeek, int>")]
    [InlineData("SortedDictionary<string, int>")]
    [InlineData("ImmutableSortedSet<DateOnly?>")]
    [InlineData("HashSet<double>")]
    public Task Accepts_keys_that_are_stable(string type) => Of($"[SessionPart] public sealed partial class Line {{ [Key(0)] public required {type} A {{ get; set; }} }}");
}
