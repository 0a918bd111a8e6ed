using Fluers.Sdk.Generators.Diagnostics;
using Microsoft.CodeAnalysis;
using static Fluers.Sdk.Generators.Tests.Diagnostics.Expected;

namespace Fluers.Sdk.Generators.Tests.Diagnostics;

public sealed class FLU1201Tests
{
    [Theory]
    [InlineData("OperatingSystem", "OperatingSystem", "the type System.OperatingSystem has no format; give it [SessionPart] if it is yours, or store a type that has one")]
    [InlineData("List<List<OperatingSystem>>", "List<List<OperatingSystem>> → List<OperatingSystem> → OperatingSystem", "the type System.OperatingSystem has no format; give it [SessionPart] if it is yours, or store a type that has one")]
    [InlineData("Dictionary<int, (int, OperatingSystem)[]>", "Dictionary<int, (int, OperatingSystem)[]> → (int, OperatingSystem)[] → (int, OperatingSystem) → OperatingSystem", "the type System.OperatingSystem has no format; give it [SessionPart] if it is yours, or store a type that has one")]
    [InlineData("int[,,,,]", "int[,,,,]", "the type int[*,*,*,*,*] has no format")]
    [InlineData("AgentMessage", "AgentMessage", "AgentMessage is a schema, with versions of its own, and cannot be inside another; make it a [SessionPart], or an entry of the session's log")]
    public Task Reports_a_type_that_has_no_format(string type, string path, string why) =>
        Of($"[SessionPart] public sealed partial class Line {{ [Key(0)] public required {type} A {{ get; set; }} }}", Error(Descriptors.NoFormat, "A", "Line", "A", path, why));

    [Fact]
    public Task Reports_a_type_that_was_not_found() => Of(
        "[SessionPart] public sealed partial class Line { [Key(0)] public required Missing A { get; set; } }",
        Compiler("CS0246", DiagnosticSeverity.Error, "Missing"),
        Error(Descriptors.NoFormat, "A", "Line", "A", "Missing", "the type Missing was not found"));

    [Theory]
    [InlineData("Whole")]
    [InlineData("ContentBlock")]
    [InlineData("ContentBlock.Text")]
    [InlineData("ImmutableArray<ContentBlock>?")]
    [InlineData("Dictionary<DayOfWeek, List<Whole?>?>?")]
    [InlineData("IReadOnlyCollection<byte[]?>")]
    [InlineData("SortedList<Version, int[,][]>")]
    [InlineData("(int Count, KeyValuePair<Version, ISet<Uri>>? Pair)")]
    public Task Accepts_a_type_that_has_one(string type) =>
        Of($"[SessionPart] public sealed partial class Line {{ [Key(0)] public required {type} A {{ get; set; }} }}");
}
