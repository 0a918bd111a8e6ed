namespace Fluers.Sdk.CodeFixes.Tests.Locks;

public sealed class FLU1408FixTests() : RaiseFixCases(
    "FLU1408",
    """
    SCHEMA { [Key(0)] public int A { get; set; } }
    """,
    """
    SCHEMA { [Key(0)] public long «A» { get; set; } }
    """);
