using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace Fluers.Sdk.Generators.Diagnostics;

/// <summary>What is reported of schemas and their locks. The words are those of the review, which knows both.</summary>
internal static class LockDescriptors
{
    public static readonly DiagnosticDescriptor IdentityChanged = Describe.Error("FLU1003", "The schema's identity would change", "{0}");
    public static readonly DiagnosticDescriptor VersionDecreased = Describe.Fatal("FLU1004", "Version decreased", "{0}");
    public static readonly DiagnosticDescriptor VersionSkipped = Describe.Fatal("FLU1005", "Version skipped", "{0}");
    public static readonly DiagnosticDescriptor IdTaken = Describe.Fatal("FLU1006", "Two schemas share one id", "{0}");
    public static readonly DiagnosticDescriptor OldestReadableOutOfRange = Describe.Fatal("FLU1007", "OldestReadable is above the version, or below the oldest locked", "{0}");
    public static readonly DiagnosticDescriptor KeyReused = Describe.Fatal("FLU1106", "Key was retired", "{0}");
    public static readonly DiagnosticDescriptor NoLock = Describe.Warning("FLU1401", "No lock file", "{0}");
    public static readonly DiagnosticDescriptor LockMalformed = Describe.Fatal("FLU1402", "Lock is malformed, or has merge conflict markers", "{0}");
    public static readonly DiagnosticDescriptor LockOutdated = Describe.Warning("FLU1403", "Lock is out of date, compatibly", "{0}");
    public static readonly DiagnosticDescriptor RequiredMember = Describe.Error("FLU1404", "Required member added to a published version", "{0}");
    public static readonly DiagnosticDescriptor Renamed = Describe.Warning("FLU1405", "Renamed: the same thing under a new name?", "{0}");
    public static readonly DiagnosticDescriptor MemberRemoved = Describe.Warning("FLU1406", "Member removed", "{0}");
    public static readonly DiagnosticDescriptor MemberMoved = Describe.Fatal("FLU1407", "Member moved to another key", "{0}");
    public static readonly DiagnosticDescriptor Widened = Describe.Error("FLU1408", "Wider than older builds can hold", "{0}");
    public static readonly DiagnosticDescriptor TypeChanged = Describe.Error("FLU1409", "Incompatible type change", "{0}");
    public static readonly DiagnosticDescriptor BecameNullable = Describe.Error("FLU1410", "Became nullable", "{0}");
    public static readonly DiagnosticDescriptor BecameNonNullable = Describe.Error("FLU1411", "Became non-nullable", "{0}");
    public static readonly DiagnosticDescriptor DefaultChanged = Describe.Error("FLU1412", "Default changed", "{0}");
    public static readonly DiagnosticDescriptor EnumGrew = Describe.Warning("FLU1413", "Enum grew, or number ↔ enum", "{0}");
    public static readonly DiagnosticDescriptor EnumValueLost = Describe.Fatal("FLU1414", "Enum value removed or renumbered", "{0}");
    public static readonly DiagnosticDescriptor CaseAdded = Describe.Warning("FLU1415", "Union case added", "{0}");
    public static readonly DiagnosticDescriptor CaseRemoved = Describe.Error("FLU1416", "Union case removed", "{0}");
    public static readonly DiagnosticDescriptor CollectionChanged = Describe.Error("FLU1417", "Collection kind changed", "{0}");
    public static readonly DiagnosticDescriptor KindChanged = Describe.Error("FLU1418", "Reference or value kind changed", "{0}");
    public static readonly DiagnosticDescriptor LogChanged = Describe.Error("FLU1419", "Log added, removed or of another entry schema", "{0}");
    public static readonly DiagnosticDescriptor CompatibilityViolated = Describe.Error("FLU1420", "Violates the declared compatibility", "{0}");
    public static readonly DiagnosticDescriptor HistoryDiverged = Describe.Fatal("FLU1422", "Diverged history: two blocks for one version", "{0}");
    public static readonly DiagnosticDescriptor LockWithoutSchema = Describe.WarningAtEnd("FLU1423", "Lock without a schema", "{0}");

    // The build reports it, which alone knows what leaves the house.
    public static readonly DiagnosticDescriptor DraftDelivered = Describe.Warning("FLU1424", "A draft is being packed or published", "{0}");
    public static readonly DiagnosticDescriptor VersionsUnreadable = Describe.Warning("FLU1425", "Versions that could be read no longer can", "{0}");
    public static readonly DiagnosticDescriptor TagMoved = Describe.Fatal("FLU1613", "Tag moved", "{0}");
    public static readonly DiagnosticDescriptor TagReused = Describe.Fatal("FLU1614", "Retired tag reused", "{0}");

    public static ImmutableArray<DiagnosticDescriptor> All { get; } =
    [
        IdentityChanged, VersionDecreased, VersionSkipped, IdTaken, OldestReadableOutOfRange, KeyReused, NoLock,
        LockMalformed, LockOutdated, RequiredMember, Renamed, MemberRemoved, MemberMoved, Widened, TypeChanged,
        BecameNullable, BecameNonNullable, DefaultChanged, EnumGrew, EnumValueLost, CaseAdded, CaseRemoved,
        CollectionChanged, KindChanged, LogChanged, CompatibilityViolated, HistoryDiverged, LockWithoutSchema, DraftDelivered, VersionsUnreadable, TagMoved,
        TagReused,
    ];

    private static readonly ImmutableDictionary<string, DiagnosticDescriptor> ById = All.ToImmutableDictionary(descriptor => descriptor.Id, StringComparer.Ordinal);

    public static DiagnosticDescriptor Of(string id) => ById[id];
}
