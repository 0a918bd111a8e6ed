using Fluers.Sdk.CodeFixes.Types;
using Fluers.Sdk.CodeFixes.Tests.Harness;

namespace Fluers.Sdk.CodeFixes.Tests.Types;

public sealed class FLU1204FixTests
{
    [Fact]
    public Task Fixes_a_base_that_is_no_union_yet() => new FixTest<AddUnionFix>()
        .From("""
            [SessionPart] public sealed partial record Page([property: Key(0)] Mark {|FLU1204:Mark|});
            public abstract record Mark { [Case(0)] public sealed partial record {|FLU1602:Dot|} : Mark; }
            """)
        .To("""
            [SessionPart] public sealed partial record Page([property: Key(0)] Mark Mark);
            [SessionUnion] public abstract partial record Mark { [Case(0)] public sealed partial record Dot : Mark; }
            """)
        .With(test => test.TestState.ExpectedDiagnostics.Add(new Microsoft.CodeAnalysis.Testing.DiagnosticResult("FLU1001", Microsoft.CodeAnalysis.DiagnosticSeverity.Error).WithSpan("/0/File0.cs", 7, 24, 7, 28)))
        .RunAsync();

    [Fact]
    public Task Fixes_all_bases_and_interfaces() => new FixTest<AddUnionFix>()
        .From(
            "[SessionPart] public sealed partial record Page([property: Key(0)] IMark {|FLU1204:Mark|}, [property: Key(1)] List<Ink> {|FLU1204:Inks|}, [property: Key(2)] IDisposable {|FLU1204:Other|});",
            """
            public interface IMark;

            public abstract class Ink;
            """)
        .To(
            "[SessionPart] public sealed partial record Page([property: Key(0)] IMark Mark, [property: Key(1)] List<Ink> Inks, [property: Key(2)] IDisposable {|FLU1204:Other|});",
            """
            [SessionUnion]
            public partial interface {|FLU1601:IMark|};

            [SessionUnion]
            public abstract partial class {|FLU1601:Ink|};
            """)
        .RunAsync();
}
