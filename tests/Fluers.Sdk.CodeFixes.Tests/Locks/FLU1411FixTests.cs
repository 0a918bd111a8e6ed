namespace Fluers.Sdk.CodeFixes.Tests.Locks;

public sealed class FLU1411FixTests() : RaiseFixCases(
    "FLU1411",
    """
    SCHEMA { [Key(0)] public string? A { get; set; } }
    """,
    """
    SCHEMA { [Key(0)] public string «A» { get; set; } = "none"; }
    """,
    "a: o.A ?? \"none\"");
