namespace Fluers.Sdk.CodeFixes.Tests.Locks;

public sealed class FLU1419FixTests() : RaiseFixCases(
    "FLU1419",
    """
    [SessionSchema(1)] public sealed partial class Entry_T { [Key(0)] public int X { get; set; } }

    SCHEMA { [Key(0)] public int A { get; set; } }
    """,
    """
    [SessionSchema(1)] public sealed partial class Entry_T { [Key(0)] public int X { get; set; } }

    [SessionSchema(NUMBER)] public sealed partial class «NOTE» { [Key(0)] public int A { get; set; } public SessionLog<Entry_T> Log { get; set; } = []; }
    """);
