namespace Fluers.Sdk.CodeFixes.Tests.Locks;

public sealed class FLU1412FixTests() : RaiseFixCases(
    "FLU1412",
    """
    SCHEMA { [Key(0)] public int A { get; set; } }
    """,
    """
    SCHEMA { [Key(0)] public int «A» { get; set; } = 3; }
    """);
