namespace Fluers.Sdk.CodeFixes.Tests.Locks;

public sealed class FLU1418FixTests() : RaiseFixCases(
    "FLU1418",
    """
    [SessionPart] public sealed partial record Part_T([property: Key(0)] int X);

    SCHEMA { [Key(0)] public required Part_T A { get; set; } }
    """,
    """
    [SessionPart] public partial record struct Part_T([property: Key(0)] int X);

    SCHEMA { [Key(0)] public required Part_T «A» { get; set; } }
    """);
