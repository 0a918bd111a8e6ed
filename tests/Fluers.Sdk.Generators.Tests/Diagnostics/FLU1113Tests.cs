using Fluers.Sdk.Generators.Diagnostics;
using Fluers.Sdk.Generators.Tests.Harness;
using static Fluers.Sdk.Generators.Tests.Diagnostics.Expected;

namespace Fluers.Sdk.Generators.Tests.Diagnostics;

public sealed class FLU1113Tests
{
    private const string Note = "[SessionSchema(1)] public sealed partial class Note : Base { [Key(5)] public int Own { get; set; } }";

    [Fact]
    public Task Reports_a_default_that_compiled_code_does_not_tell() => Of(
        new LockedProject(Note, "off") { Library = Releases.Library("public class Base { [Key(0)] public int Count { get; set; } = 3; }", isGenerated: false) },
        Error(Descriptors.DefaultNotRecorded, "Note", "Note", "Count", "Base", "Library"));

    [Theory]
    [InlineData("public class Base { [Key(0)] public int Count { get; set; } = 3; }", true)]
    [InlineData("public class Base { [Key(0)] public string? Count { get; set; } }", false)]
    public Task Accepts_what_is_recorded_and_what_has_no_default_but_null(string library, bool isGenerated) =>
        Of(new LockedProject(Note, "off") { Library = Releases.Library(library, isGenerated) });
}
