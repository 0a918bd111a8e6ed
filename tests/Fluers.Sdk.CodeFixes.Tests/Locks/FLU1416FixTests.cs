namespace Fluers.Sdk.CodeFixes.Tests.Locks;

public sealed class FLU1416FixTests() : RaiseFixCases(
    "FLU1416",
    """
    [SessionUnion] public abstract partial record Mark_T { [Case(0)] public sealed partial record Dot : Mark_T; [Case(1)] public sealed partial record Line : Mark_T; }

    SCHEMA { [Key(0)] public Mark_T? A { get; set; } }
    """,
    """
    [SessionUnion] public abstract partial record «Mark_T» { [Case(0)] public sealed partial record Dot : Mark_T; }

    SCHEMA { [Key(0)] public Mark_T? A { get; set; } }
    """,
    "mark_TLine: l => {|CS0103:_|}");
