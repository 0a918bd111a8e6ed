using Fluers.Sdk.Generators.Diagnostics;
using static Fluers.Sdk.Generators.Tests.Diagnostics.Expected;

namespace Fluers.Sdk.Generators.Tests.Diagnostics;

public sealed class FLU1002Tests
{
    [Theory]
    [InlineData("[SessionPart] public static partial class X;", "it is static")]
    [InlineData("[SessionPart] public ref partial struct X;", "it is a ref struct")]
    [InlineData("[SessionPart] file sealed partial class X;", "it is local to its file, where generated code cannot reach it")]
    [InlineData("file static partial class Outer { [SessionPart] public sealed partial class X; }", "it is local to its file, where generated code cannot reach it")]
    [InlineData("[SessionPart] public sealed partial class X<T>;", "it is generic, or nested in a generic type")]
    [InlineData("public static partial class Outer<T> { [SessionPart] public sealed partial class X; }", "it is generic, or nested in a generic type")]
    [InlineData(
        "public partial class Outer { [SessionPart] private sealed partial class X; }",
        "it is private or protected; generated code of its assembly must reach it, so make it internal or public")]
    [InlineData(
        "public partial class Outer { protected partial class Middle { [SessionPart] public sealed partial class X; } }",
        "it is private or protected; generated code of its assembly must reach it, so make it internal or public")]
    [InlineData("[SessionSchema(1)] public partial interface X;", "a schema is a class, a record or a struct; use an abstract record")]
    [InlineData("[SessionPart] public abstract partial class X;", "it is abstract; give it [SessionUnion], or make it concrete")]
    [InlineData("[SessionUnion] public partial class X { [Case(0)] public sealed partial class A : X; }", "a union is abstract: make it abstract, its cases derive from it")]
    [InlineData(
        "[SessionUnion] public abstract partial record U { [Case(-1)] public sealed partial record X : U; }", "its tag -1 is negative")]
    [InlineData("[SessionSchema(0)] public sealed partial record X;", "its version is 0; the first version is 1, the greatest that a frame can state 65535")]
    [InlineData("[SessionSchema(65536)] public sealed partial record X;", "its version is 65536; the first version is 1, the greatest that a frame can state 65535")]
    public Task Reports_a_type_that_cannot_be_stored(string source, string why) => Of(source, Error(Descriptors.WrongKind, "X", "X", why));

    [Theory]
    [InlineData("[SessionSchema(1, Id = \"My Order\")] public sealed partial record X;", "My Order")]
    [InlineData("[SessionSchema(1, Id = \"\")] public sealed partial record X;", "")]
    [InlineData("[SessionSchema(1, Id = \"1st\")] public sealed partial record X;", "1st")]
    [InlineData("[SessionSchema(1)] public sealed partial record Ordre_é;", "ordre-é")]
    public Task Reports_an_id_that_stored_data_cannot_have(string source, string id)
    {
        string name = id == "ordre-é" ? "Ordre_é" : "X";
        return Of(source, Error(
            Descriptors.WrongKind, name, name,
            $"its id '{id}' is none; an id has 1 to 100 of the characters a-z 0-9 - . _ and begins with a letter, so state one: [SessionSchema(1, Id = \"…\")]"));
    }

    [Fact]
    public Task Reports_a_case_of_another_assemblys_union() => Of(
        "[Case(9)] public sealed partial record X([property: Key(0)] int Y) : ContentBlock;",
        Error(Descriptors.WrongKind, "X", "X", "the union ContentBlock is closed: its cases stand in its own assembly, Fluers.Sdk"));

    [Theory]
    [InlineData("[SessionPart] internal sealed partial class X;")]
    [InlineData("[SessionPart] public partial class X;")]
    [InlineData("[SessionPart] public readonly partial struct X;")]
    [InlineData("public partial class Outer { [SessionPart] protected internal sealed partial class X; }")]
    [InlineData("[SessionUnion] public partial interface X { [Case(0)] public sealed partial class A : X; }")]
    [InlineData("[SessionUnion] public partial interface X { [Case(int.MaxValue)] public readonly partial record struct A : X; }")]
    [InlineData("[SessionSchema(1, Id = \"a.b_c-1\")] public sealed partial record X;")]
    public Task Accepts_a_type_that_can_be_stored(string source) => Of(source);
}
