namespace Fluers.Sdk.CodeFixes.Tests.Locks;

public sealed class FLU1410FixTests() : RaiseFixCases(
    "FLU1410",
    """
    SCHEMA { [Key(0)] public int A { get; set; } }
    """,
    """
    SCHEMA { [Key(0)] public int? «A» { get; set; } }
    """);
