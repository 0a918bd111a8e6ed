using Fluers.Sdk.Generators.Tests.Harness;

namespace Fluers.Sdk.Generators.Tests.Consumers;

/// <summary>Each type has a file of its own, whatever the types and the file system are like.</summary>
public sealed class HintNameTests
{
    [Fact]
    public Task The_same_name_in_two_namespaces_is_two_files() => Gives(
        """
        namespace A { [SessionPart] public sealed partial record Line; }
        namespace B { [SessionPart] public sealed partial record Line; }
        """,
        "A.Line.g.cs", "B.Line.g.cs");

    [Fact]
    public Task Names_that_differ_by_case_only_are_two_files_on_every_disk() => Gives(
        """
        namespace Shop { [SessionPart] public sealed partial record Line; [SessionPart] public sealed partial record LINE; }
        namespace shop { [SessionPart] public sealed partial record lINE; }
        """,
        "Shop.LINE.g.cs", "Shop.Line.1.g.cs", "shop.lINE.2.g.cs");

    [Fact]
    public Task A_type_of_no_namespace_has_its_bare_name() => Gives("[SessionPart] public sealed partial record Line;", "Line.g.cs");

    [Fact]
    public Task A_nested_type_never_meets_one_of_a_namespace() => Gives(
        """
        namespace A { public static partial class B { [SessionPart] public sealed partial record C; } }
        namespace A_B { [SessionPart] public sealed partial record C; }
        [SessionPart] public sealed partial record A_B_C;
        """,
        "A.B+C.g.cs", "A_B.C.g.cs", "A_B_C.g.cs");

    [Fact]
    public Task Keywords_are_plain_in_a_files_name() => Gives("namespace @new.@int { [SessionPart] public sealed partial record @string; }", "new.int.string.g.cs");

    [Fact]
    public Task Characters_that_no_file_may_have_are_escaped() => Gives(
        """
        [SessionPart] public sealed partial record Cafe\u0301;
        [SessionPart] public sealed partial record Café;
        """,
        "Cafe-0301.g.cs", "Café.g.cs");

    [Fact]
    public Task The_resolvers_file_meets_no_types() => Gives(
        "[SessionPart] public sealed partial record SessionFormatterResolver; namespace Assembly { [SessionPart] public sealed partial record SessionFormatterResolver; }",
        "Assembly.SessionFormatterResolver.g.cs", "SessionFormatterResolver.g.cs");

    private static async Task Gives(string source, params string[] hints)
    {
        GeneratorRun run = await GeneratorRun.Of(source).IsClean();
        Assert.Equal([.. hints.Concat(["Assembly-SessionFormatterResolver.g.cs", "Assembly-SessionShapes.g.cs"]).Order(StringComparer.Ordinal)], run.Files.Keys.Order(StringComparer.Ordinal));
        Assert.Distinct(run.Files.Keys, StringComparer.OrdinalIgnoreCase);
    }
}
