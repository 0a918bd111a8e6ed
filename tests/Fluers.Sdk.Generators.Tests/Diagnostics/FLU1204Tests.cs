using Fluers.Sdk.Generators.Diagnostics;
using static Fluers.Sdk.Generators.Tests.Diagnostics.Expected;

namespace Fluers.Sdk.Generators.Tests.Diagnostics;

public sealed class FLU1204Tests
{
    [Theory]
    [InlineData("IDisposable", "IDisposable", "System.IDisposable")]
    [InlineData("IAsyncEnumerable<int>", "IAsyncEnumerable<int>", "System.Collections.Generic.IAsyncEnumerable<int>")]
    public Task Reports_types_behind_which_anything_may_be(string type, string path, string name) => Of(
        $"public abstract class Animal; [SessionPart] public sealed partial class Line {{ [Key(0)] public required {type} A {{ get; set; }} }}",
        Error(Descriptors.NoUnion, "A", "Line", "A", path, $"which types are behind {name} is not known; make it a [SessionUnion] if it is yours, or store a concrete type"));

    [Theory]
    [InlineData("abstract class")]
    [InlineData("interface")]
    [InlineData("abstract record")]
    public Task Reports_types_of_the_project_with_the_line_to_write(string kind) => Of(
        $"public {kind} Animal; [SessionPart] public sealed partial class Line {{ [Key(0)] public required Animal[] A {{ get; set; }} }}",
        Error(
            Descriptors.NoUnion, "A", "Line", "A", "Animal[] → Animal",
            $"which types are behind Animal is not known; write '[SessionUnion] public {kind.Replace(" ", " partial ", StringComparison.Ordinal).Replace("interface", "partial interface", StringComparison.Ordinal)} Animal' and give each type that derives from it [Case(tag)], or store a concrete type"));

    [Fact]
    public Task Reports_a_union_declaration_without_numbers() => Of(
        "public union Animal(Dog); public sealed record Dog; [SessionPart] public sealed partial class Line { [Key(0)] public required List<Animal> A { get; set; } }",
        Error(
            Descriptors.NoUnion, "A", "Line", "A", "List<Animal> → Animal",
            "no type in the list of Animal has a number; write '[SessionUnion] public partial union Animal(Dog, Animal.Unknown)' and give each type in its list [Case(tag)]"));

    [Fact]
    public Task Accepts_unions_and_the_interfaces_of_collections() => Of("""
        [SessionUnion] public abstract partial record Animal { [Case(0)] public sealed partial record Dog : Animal; }
        [SessionPart] public sealed partial record Line([property: Key(0)] Animal A, [property: Key(1)] IReadOnlySet<int> B);
        """);
}
