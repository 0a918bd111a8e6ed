using Fluers.Sdk.Generators.Tests.Harness;

namespace Fluers.Sdk.Generators.Tests.HalfTyped;

/// <summary>Code that the compiler refuses, in ways that no prefix of good code shows.</summary>
public sealed class BrokenCodeTests
{
    [Theory]
    [InlineData("[SessionSchema(new[] { 1 })] public sealed partial record A;")]
    [InlineData("[SessionSchema(1, Id = new[] { \"a\" })] public sealed partial record A;")]
    [InlineData("[SessionSchema(1, Id = null)] public sealed partial record A;")]
    [InlineData("[SessionSchema(1, Id = 5)] public sealed partial record A;")]
    [InlineData("[SessionSchema(Version = 1)] public sealed partial record A;")]
    [InlineData("[SessionSchema(\"1\")] public sealed partial record A;")]
    [InlineData("[SessionPart] public sealed partial record A([property: Key(new[] { 1 })] int X);")]
    [InlineData("[SessionPart] public sealed partial record A([property: Key] int X);")]
    [InlineData("[SessionPart] public sealed partial record A([property: Key(null!)] int X);")]
    [InlineData("[SessionUnion] public abstract partial record U { [Case(new[] { 1 })] public sealed partial record A : U; }")]
    [InlineData("[SessionUnion] public abstract partial record U { [Case(\"a\")] public sealed partial record A : U; [Case] public sealed partial record B : U; }")]
    [InlineData("[SessionPart] public sealed partial record A : A;")]
    [InlineData("[SessionPart] public sealed partial record A : B; public record B : A;")]
    [InlineData("[SessionUnion] public abstract partial record A : A.B { [Case(0)] public sealed partial record B : A; }")]
    [InlineData("[SessionUnion] public partial interface A : B; [SessionUnion] public partial interface B : A;")]
    [InlineData("[SessionPart] public sealed partial record A([property: Key(0)] int X, [property: Key(1)] string X);")]
    [InlineData("[SessionPart] public sealed partial class A { [Key(0)] public int X { get; set; } [Key(1)] public string X { get; set; } }")]
    [InlineData("[SessionPart] public sealed partial class A(); [SessionPart] public sealed partial class A();")]
    [InlineData("[SessionPart] public sealed class A; [SessionPart] public sealed class A;")]
    [InlineData("[SessionPart] public partial class A; [SessionPart] public partial struct A;")]
    [InlineData("[SessionPart] public partial record A { [SessionPart] public partial record A; }")]
    [InlineData("[SessionPart, SessionPart] public sealed partial record A;")]
    [InlineData("[SessionPart] enum A; [SessionPart] delegate void B();")]
    [InlineData("[SessionPart] public sealed partial record A { [Key(0)] public void X() { } [Key(1)] public event Action Y; [Key(2)] public int this[int i] => i; }")]
    [InlineData("[SessionPart] public sealed partial record A { [Key(0)] public List X { get; set; } [Key(1)] public Dictionary<int> Y { get; set; } [Key(2)] public List<> Z { get; set; } }")]
    [InlineData("[SessionPart] public sealed partial class A { [Key(0)] public int X { get; set; } = ; [Key(1)] public int Y { get; set; } = Missing(); [Key(2)] public int Z = (1, }")]
    [InlineData("[SessionSchema(1)] public sealed partial record A { public SessionLog<> L { get; init; } public SessionLog<Missing> M { get; init; } }")]
    [InlineData("[SessionSchema(1)] public sealed partial record A { public SessionLog<int[]> L { get; init; } }")]
    [InlineData("[SessionSchema(1)] public sealed partial record A<T> { public SessionLog<T> L { get; init; } }")]
    [InlineData("[SessionPart] public sealed partial record A([property: Key(0)] int X = \"text\", [property: Key(1)] DayOfWeek Y = 5.0);")]
    [InlineData("namespace A; namespace B; [SessionPart] public sealed partial record C;")]
    [InlineData("[SessionPart] public sealed partial class A { A(int); [Key(0)] int }")]
    [InlineData("[SessionPart] public unsafe sealed partial class A { [Key(0)] public int* X { get; set; } [Key(1)] public delegate*<int> Y { get; set; } }")]
    public async Task Code_that_does_not_compile_throws_nowhere(string source)
    {
        GeneratorRun run = GeneratorRun.Of(source, "[SessionPart] public sealed partial record Whole([property: Key(0)] int X);");
        Assert.Contains("Whole.g.cs", run.Files.Keys);
        Assert.DoesNotContain(await run.DiagnosticsAsync(), diagnostic => diagnostic.Id is "CS8785" or "AD0001");
    }

    [Fact]
    public async Task A_part_whose_attribute_stands_twice_is_generated_not_at_all()
    {
        GeneratorRun run = GeneratorRun.Of("[SessionPart] public sealed partial record A;", "[SessionPart] partial record A;");
        Assert.Equal(["CS0579"], (await run.DiagnosticsAsync()).Select(diagnostic => diagnostic.Id));
    }
}
