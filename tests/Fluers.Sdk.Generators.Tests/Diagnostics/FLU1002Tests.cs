using Fluers.Sdk.Generators.Diagnostics;
using static Fluers.Sdk.Generators.Tests.Diagnostics.Expected;

namespace Fluers.Sdk.Generators.Tests.Diagnostics;

public sealed class FLU1002Tests
{
    [Theory]
    [InlineData("[SessionPart] public static partial class X;", "it is static")]
    [InlineData(
        "[SessionPart, System.Runtime.InteropServices.StructLayout(System.Runtime.InteropServices.LayoutKind.Explicit)] public partial struct X { [Key(0), System.Runtime.InteropServices.FieldOffset(0)] public int A; }",
        "its layout is fixed, so that there is no place for what a newer build writes; keep it as it is, and store a part that is made of it")]
    [InlineData(
        "[SessionPart, System.Runtime.CompilerServices.InlineArray(4)] public partial struct X { [Key(0)] public int A; }",
        "its layout is fixed, so that there is no place for what a newer build writes; keep it as it is, and store a part that is made of it")]
    [InlineData("[SessionPart] public ref partial struct X;", "it is a ref struct")]
    [InlineData("[SessionPart] file sealed partial class X;", "it is local to its file, where generated code cannot reach it")]
    [InlineData("file static partial class Outer { [SessionPart] public sealed partial class X; }", "it is local to its file, where generated code cannot reach it")]
    [InlineData("[SessionSchema(1)] public sealed partial class X<T>;", "it is generic, or nested in a generic type, and a schema has one shape; keep what varies in a generic [SessionPart]")]
    [InlineData(
        "public static partial class Outer<T> { [SessionSchema(1)] public sealed partial class X; }",
        "it is generic, or nested in a generic type, and a schema has one shape; keep what varies in a generic [SessionPart]")]
    [InlineData(
        "#pragma warning disable CS0693\npublic static partial class Outer<T> { [SessionPart] public sealed partial class X<T>; }",
        "one of its type parameters hides that of a type around it; rename it")]
    [InlineData(
        "[SessionUnion] public abstract partial record U<T> { [Case(0)] public sealed partial record A : U<T>; } [Case(1)] public sealed partial record X : U<int>;",
        "a case has the type parameters of its union and no others: nest it in U, and give it none of its own")]
    [InlineData(
        "[SessionUnion] public abstract partial record U { [Case(0)] public sealed partial record X<T> : U; }",
        "a case has the type parameters of its union and no others: nest it in U, and give it none of its own")]
    [InlineData(
        "public partial class Outer { [SessionPart] private sealed partial class X; }",
        "it is private or protected; generated code of its assembly must reach it, so make it internal or public")]
    [InlineData(
        "public partial class Outer { protected partial class Middle { [SessionPart] public sealed partial class X; } }",
        "it is private or protected; generated code of its assembly must reach it, so make it internal or public")]
    [InlineData("[SessionPart] public abstract partial class X;", "it is abstract; give it [SessionUnion], or make it concrete")]
    [InlineData("[SessionUnion] public partial class X { [Case(0)] public sealed partial class A : X; }", "a union that is not abstract is a case of itself: give it [Case(tag)], or make it abstract")]
    [InlineData("[SessionUnion, Case(0)] public sealed partial class X;", "it is a union but sealed, so that no case can derive from it; unseal it")]
    [InlineData(
        "[SessionUnion] public abstract partial record U { [Case(-1)] public sealed partial record X : U; }", "its tag -1 is negative")]
    [InlineData(
        "[SessionUnion] public partial interface I { [Case(0)] public sealed partial record A : I; } [SessionUnion] public partial interface U { [Case(0)] public sealed partial record A : U; } [Case(1)] public sealed partial record X : U, I;",
        "it belongs to two unions, U and I, and its tag is of U alone; derive it from one, and hold it in a case of the other")]
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
            $"its id '{id}' is none; an id has 1 to 100 of the characters a-z 0-9 - . _, begins with a letter, and is not called like a device of Windows (con, nul, com1), so state one: [SessionSchema(1, Id = \"…\")]"));
    }

    [Fact]
    public Task Reports_a_case_of_another_assemblys_union() => Of(
        "[Case(9)] public sealed partial record X([property: Key(0)] int Y) : ContentBlock;",
        Error(Descriptors.WrongKind, "X", "X", "the union ContentBlock is closed: its cases stand in its own assembly, Fluers.Sdk"));

    [Theory]
    [InlineData("[SessionUnion] public partial interface X { string Text { get; } [Case(0)] public sealed partial class A : X { [IgnoreMember] public string Text => \"\"; } }", "Text", "class")]
    [InlineData("[SessionUnion] public abstract partial record X { public abstract void Go(); [Case(0)] public sealed partial record A : X { public override void Go() { } } }", "Go", "record")]
    public Task Reports_a_union_that_asks_its_unknown_case_for_a_member(string source, string member, string kind) => Of(source, Error(
        Descriptors.WrongKind, "X", "X",
        $"its case Unknown, which keeps what a newer build wrote, must have {member} too; add 'sealed partial {kind} Unknown' to X, with {member} in it"));

    [Theory]
    [InlineData("[Case(1)] public sealed partial record Unknown([property: Key(0)] int X) : U;")]
    [InlineData("[IgnoreMember] public int Unknown => 1;")]
    public Task Reports_a_union_that_has_the_name_of_its_unknown_case(string member) => Of(
        $"[SessionUnion] public abstract partial record U {{ [Case(0)] public sealed partial record A : U; {member} }}",
        Error(Descriptors.WrongKind, "Unknown", "U", "its member Unknown has the name of the case that is generated into it and keeps what a newer build wrote; rename it"));

    [Fact]
    public Task Reports_a_union_of_the_name_Unknown() => Of(
        "[SessionUnion] public abstract partial record Unknown { [Case(0)] public sealed partial record A : Unknown; }",
        Error(Descriptors.WrongKind, "Unknown", "Unknown", "a union cannot be named Unknown, which is the name of the case that keeps what a newer build wrote; rename it"));

    [Fact]
    public Task Reports_a_union_in_which_nothing_can_be_nested() => Of(
        "[SessionUnion] public partial interface X<out T>;",
        Error(Descriptors.WrongKind, "X", "X", "it has a type parameter with 'in' or 'out', so that no formatter can be nested in it; remove the modifier"),
        Error(Descriptors.NoCases, "X", "X"));

    [Theory]
    [InlineData("[SessionUnion] public partial struct X;", "X", "it is a struct, from which no case can derive; make it an abstract record, or a declared union")]
    [InlineData("[SessionPart] public partial union X(A); public sealed partial record A;", "X", "it is a union of types, each of which needs a number; write '[SessionUnion] public partial union X(A, X.Unknown)', and give each type in its list [Case(tag)]")]
    public Task Reports_a_struct_that_is_no_union(string source, string text, string why) => Of(source, Error(Descriptors.WrongKind, text, "X", why));

    [Fact]
    public Task Leaves_an_interface_with_a_version_to_the_compiler() => Of(
        "[SessionSchema(1)] public partial interface X;", Compiler("CS0592", Microsoft.CodeAnalysis.DiagnosticSeverity.Error, "SessionSchema"));

    [Theory]
    [InlineData("[SessionPart] internal sealed partial class X;")]
    [InlineData("[SessionPart] public sealed partial class X<T>;")]
    [InlineData("public static partial class Outer<T> { [SessionPart] public sealed partial class X; }")]
    [InlineData("[SessionUnion, Case(0)] public partial class X { [Case(1)] public sealed partial class A : X; }")]
    [InlineData("[SessionUnion] public partial interface X { int Tag { get; } string Text => \"\"; [Case(0)] public sealed partial class A : X { [IgnoreMember] public int Tag => 1; } }")]
    [InlineData("public interface I { void Go(); } [SessionUnion] public abstract partial class X : I { public abstract void Go(); [Case(0)] public sealed partial class A : X { public override void Go() { } } partial class Unknown { public override void Go() { } } }")]
    [InlineData("[SessionPart] public partial class X;")]
    [InlineData("[SessionPart] public readonly partial struct X;")]
    [InlineData("public partial class Outer { [SessionPart] protected internal sealed partial class X; }")]
    [InlineData("[SessionUnion] public partial interface X { [Case(0)] public sealed partial class A : X; }")]
    [InlineData("[SessionUnion] public partial interface X { [Case(int.MaxValue)] public readonly partial record struct A : X; }")]
    [InlineData("[SessionSchema(1, Id = \"a.b_c-1\")] public sealed partial record X;")]
    public Task Accepts_a_type_that_can_be_stored(string source) => Of(source);
}
