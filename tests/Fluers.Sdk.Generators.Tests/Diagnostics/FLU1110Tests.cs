using Fluers.Sdk.Generators.Diagnostics;
using static Fluers.Sdk.Generators.Tests.Diagnostics.Expected;

namespace Fluers.Sdk.Generators.Tests.Diagnostics;

public sealed class FLU1110Tests
{
    [Fact]
    public Task Reports_each_of_several_logs()
    {
        const string Why = "a session has one log; keep the other entries in a list, or make the entry a union";
        return Of("""
            [SessionSchema(1)] public sealed partial record Entry;
            [SessionSchema(1)] public sealed partial record Envelope { public SessionLog<Entry> A { get; init; } = []; public SessionLog<Entry> B { get; init; } = []; }
            """, Error(Descriptors.BadLog, "A", "Envelope", "A", Why), Error(Descriptors.BadLog, "B", "Envelope", "B", Why));
    }

    [Fact]
    public Task Reports_entries_without_versions() => Of("""
        [SessionPart] public sealed partial record Entry;
        [SessionSchema(1)] public sealed partial record Envelope { public SessionLog<Entry> A { get; init; } = []; }
        """, Error(Descriptors.BadLog, "A", "Envelope", "A", "its entries, Entry, have no versions of their own; write '[SessionSchema(1)] public sealed partial record Entry'"));

    [Fact]
    public Task Reports_a_log_outside_an_envelope() => Of("""
        [SessionSchema(1)] public sealed partial record Entry;
        [SessionPart] public sealed partial record Part { public SessionLog<Entry> A { get; init; } = []; }
        """, Error(Descriptors.BadLog, "A", "Part", "A", "Part is not the head of a session; move the log to a type with [SessionSchema]"));

    [Fact]
    public Task Accepts_one_log_of_versioned_entries() => Of("""
        [SessionSchema(1)] public sealed partial record Entry;
        [SessionSchema(1)] public sealed partial record Envelope { public SessionLog<Entry> A { get; init; } = []; [IgnoreMember] public SessionLog<Entry> B => A; }
        """);
}
