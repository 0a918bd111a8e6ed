using Fluers.Sdk.Generators.Diagnostics;
using Fluers.Sdk.Generators.Tests.Harness;
using static Fluers.Sdk.Generators.Tests.Diagnostics.Expected;

namespace Fluers.Sdk.Generators.Tests.Diagnostics;

/// <summary>How diagnostics are reported, whichever they are.</summary>
public sealed class ReportTests
{
    [Fact]
    public Task One_bad_type_hides_no_other_ones_faults() => Of("""
        [SessionPart] public sealed partial record A(int X);
        [SessionPart] public sealed record B([property: Key(0)] int X);
        [SessionPart] public sealed partial record C([property: Key(0)] OperatingSystem X);
        """,
        Error(Descriptors.NoKey, "X", "A", "X", "has neither [Key] nor [IgnoreMember]; write '[property: Key(0)] int X' to store it, or give it [IgnoreMember] to leave it out"),
        Error(Descriptors.NotPartial, "B", "B", "B", "public sealed partial record B([property: Key(0)] int X)"),
        Error(Descriptors.NoFormat, "X", "C", "X", "OperatingSystem", "the type System.OperatingSystem has no format; give it [SessionPart] if it is yours, or store a type that has one"));

    [Fact]
    public Task A_pragma_silences_a_diagnostic_at_its_place() => Of("""
        [SessionPart]
        public sealed partial class A
        {
        #pragma warning disable FLU1207
            [Key(0)] public DateTime X { get; set; }
        #pragma warning restore FLU1207
            [Key(1)] public DateTime Y { get; set; }
        }
        """, Warning(Descriptors.DateTimeKind, "Y", "A", "Y", "DateTime", "public DateTimeOffset Y { get; set; }"));

    [Fact]
    public async Task Types_of_no_session_are_no_business_of_the_analyzer() =>
        await GeneratorRun.Of("public record A(int X); public abstract class B { public object? Y; } public interface IC;").IsClean();

    [Fact]
    public async Task Attributes_of_the_same_name_elsewhere_are_no_business_of_the_generator()
    {
        GeneratorRun run = await GeneratorRun.Of(new Consumer().Compile("""
            public class SessionPartAttribute : System.Attribute;
            [SessionPart] public sealed record A(int X);
            """)).IsClean();
        Assert.Empty(run.Files);
    }

    [Fact]
    public async Task A_project_without_the_library_is_left_alone()
    {
        var consumer = new Consumer();
        var bare = consumer with { References = [.. consumer.References.Where(reference => !reference.Display!.Contains("Fluers", StringComparison.Ordinal))] };
        Assert.Empty((await GeneratorRun.Of(bare.Compile("public record A(int X);")).IsClean()).Files);
    }
}
