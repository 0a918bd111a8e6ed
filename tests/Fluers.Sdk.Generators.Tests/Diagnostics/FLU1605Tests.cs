using Fluers.Sdk.Generators.Diagnostics;
using static Fluers.Sdk.Generators.Tests.Diagnostics.Expected;

namespace Fluers.Sdk.Generators.Tests.Diagnostics;

public sealed class FLU1605Tests
{
    private const string Person = "[Case(0)] public sealed partial record Person([property: Key(0)] string Name);";

    [Theory]
    [InlineData("int", "int", "Int32Case")]
    [InlineData("string", "string", "StringCase")]
    [InlineData("List<int>", "List<int>", "ListCase")]
    [InlineData("byte[]", "byte[]", "CustomerCase")]
    [InlineData("(int, string)", "(int, string)", "ValueTupleCase")]
    [InlineData("IDisposable", "IDisposable", "IDisposableCase")]
    public Task Reports_a_type_without_keys(string type, string text, string record) => Of(
        $"[SessionUnion] public partial union Customer({type}, Person, Customer.Unknown);\n{Person}",
        Error(Descriptors.BadCase, text, "Customer", type, $"it has no keys to grow by, and no number; list a record that holds it, such as '[Case(1)] public sealed partial record {record}([property: Key(0)] {type} Value);'"));

    [Fact]
    public Task Reports_a_type_without_a_number() => Of(
        $"[SessionUnion] public partial union Customer(Person, Firm, Customer.Unknown);\n{Person}\npublic sealed record Firm([property: Key(0)] string Name);",
        Error(Descriptors.BadCase, "Firm", "Customer", "Firm", "it has no number; write '[Case(1)] public sealed partial record Firm([property: Key(0)] string Name)'"));

    [Fact]
    public Task Reports_a_union_in_a_union() => Of(
        $"""
        [SessionUnion] public partial union Customer(Person, Group, Customer.Unknown);
        {Person}
        [SessionUnion] public partial union Group(Person, Group.Unknown);
        """,
        Error(Descriptors.BadCase, "Group", "Customer", "Group", "it is a union, whose values have numbers of their own; list a record that holds it, such as '[Case(1)] public sealed partial record GroupCase([property: Key(0)] Group Value);'"));

    [Fact]
    public Task Reports_a_schema() => Of(
        $"[SessionUnion] public partial union Customer(Person, Note, Customer.Unknown);\n{Person}\n[SessionSchema(1)] public sealed partial record Note([property: Key(0)] string Text);",
        Error(Descriptors.BadCase, "Note", "Customer", "Note", "it is a schema, with versions of its own, and cannot be inside another; list a record of its own for it"));

    [Fact]
    public Task Reports_a_case_that_may_be_null() => Of(
        $"[SessionUnion] public partial union Customer(Person?, Customer.Unknown);\n{Person}",
        Error(Descriptors.BadCase, "Person?", "Customer", "Person?", "null is no case; remove the '?', and make the members nullable that hold Customer"));

    [Fact]
    public Task Accepts_a_type_that_several_unions_list() => Of($"""
        [SessionUnion] public partial union Customer(Person, Firm, Customer.Unknown);
        [SessionUnion] public partial union Owner(Owner.Unknown, Person);
        {Person}
        [Case(1)] internal readonly partial record struct Firm([property: Key(0)] string Name);
        [SessionPart] public sealed partial record House([property: Key(0)] Owner Owner, [property: Key(1)] Customer? Customer, [property: Key(2)] Person Builder);
        """.Replace("internal readonly", "public readonly", StringComparison.Ordinal));
}
