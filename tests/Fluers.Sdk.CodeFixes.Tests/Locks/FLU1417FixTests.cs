namespace Fluers.Sdk.CodeFixes.Tests.Locks;

public sealed class FLU1417FixTests() : RaiseFixCases(
    "FLU1417",
    """
    SCHEMA { [Key(0)] public HashSet<int> A { get; set; } = []; }
    """,
    """
    SCHEMA { [Key(0)] public List<int> «A» { get; set; } = []; }
    """);
