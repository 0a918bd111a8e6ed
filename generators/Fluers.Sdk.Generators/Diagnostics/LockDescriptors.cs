using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace Fluers.Sdk.Generators.Diagnostics;

/// <summary>What is reported of schemas and their locks. The words are those of the review, which knows both.</summary>
internal static class LockDescriptors
{
    public static readonly DiagnosticDescriptor IdentityChanged = Error("FLU1003", "The schema's identity would change");
    public static readonly DiagnosticDescriptor VersionDecreased = Error("FLU1004", "Version decreased");
    public static readonly DiagnosticDescriptor VersionSkipped = Error("FLU1005", "Version skipped");
    public static readonly DiagnosticDescriptor IdTaken = Error("FLU1006", "Two schemas share one id");
    public static readonly DiagnosticDescriptor OldestReadableOutOfRange = Error("FLU1007", "OldestReadable is above the version, or below the oldest locked");
    public static readonly DiagnosticDescriptor KeyReused = Error("FLU1106", "Key was retired");
    public static readonly DiagnosticDescriptor NoLock = Warning("FLU1401", "No lock file");
    public static readonly DiagnosticDescriptor LockMalformed = Error("FLU1402", "Lock is malformed, or has merge conflict markers");
    public static readonly DiagnosticDescriptor LockOutdated = Warning("FLU1403", "Lock is out of date, compatibly");
    public static readonly DiagnosticDescriptor RequiredMember = Error("FLU1404", "Required member added to a published version");
    public static readonly DiagnosticDescriptor Renamed = Warning("FLU1405", "Renamed: the same thing under a new name?");
    public static readonly DiagnosticDescriptor MemberRemoved = Warning("FLU1406", "Member removed");
    public static readonly DiagnosticDescriptor MemberMoved = Error("FLU1407", "Member moved to another key");
    public static readonly DiagnosticDescriptor Widened = Error("FLU1408", "Wider than older builds can hold");
    public static readonly DiagnosticDescriptor TypeChanged = Error("FLU1409", "Incompatible type change");
    public static readonly DiagnosticDescriptor BecameNullable = Error("FLU1410", "Became nullable");
    public static readonly DiagnosticDescriptor BecameNonNullable = Error("FLU1411", "Became non-nullable");
    public static readonly DiagnosticDescriptor DefaultChanged = Error("FLU1412", "Default changed");
    public static readonly DiagnosticDescriptor EnumGrew = Warning("FLU1413", "Enum grew, or number ↔ enum");
    public static readonly DiagnosticDescriptor EnumValueLost = Error("FLU1414", "Enum value removed or renumbered");
    public static readonly DiagnosticDescriptor CaseAdded = Warning("FLU1415", "Union case added");
    public static readonly DiagnosticDescriptor CaseRemoved = Error("FLU1416", "Union case removed");
    public static readonly DiagnosticDescriptor CollectionChanged = Error("FLU1417", "Collection kind changed");
    public static readonly DiagnosticDescriptor KindChanged = Error("FLU1418", "Reference or value kind changed");
    public static readonly DiagnosticDescriptor LogChanged = Error("FLU1419", "Log added, removed or of another entry schema");
    public static readonly DiagnosticDescriptor CompatibilityViolated = Error("FLU1420", "Violates the declared compatibility");
    public static readonly DiagnosticDescriptor HistoryDiverged = Error("FLU1422", "Diverged history: two blocks for one version");
    public static readonly DiagnosticDescriptor LockWithoutSchema = new("FLU1423", "Lock without a schema", "{0}", "Fluers.Sdk", DiagnosticSeverity.Warning, isEnabledByDefault: true, customTags: WellKnownDiagnosticTags.CompilationEnd);
    public static readonly DiagnosticDescriptor VersionsUnreadable = Warning("FLU1425", "Versions that could be read no longer can");
    public static readonly DiagnosticDescriptor TagMoved = Error("FLU1613", "Tag moved");
    public static readonly DiagnosticDescriptor TagReused = Error("FLU1614", "Retired tag reused");

    public static ImmutableArray<DiagnosticDescriptor> All { get; } =
    [
        IdentityChanged, VersionDecreased, VersionSkipped, IdTaken, OldestReadableOutOfRange, KeyReused, NoLock,
        LockMalformed, LockOutdated, RequiredMember, Renamed, MemberRemoved, MemberMoved, Widened, TypeChanged,
        BecameNullable, BecameNonNullable, DefaultChanged, EnumGrew, EnumValueLost, CaseAdded, CaseRemoved,
        CollectionChanged, KindChanged, LogChanged, CompatibilityViolated, HistoryDiverged, LockWithoutSchema, VersionsUnreadable, TagMoved,
        TagReused,
    ];

    private static readonly ImmutableDictionary<string, DiagnosticDescriptor> ById = All.ToImmutableDictionary(descriptor => descriptor.Id, StringComparer.Ordinal);

    public static DiagnosticDescriptor Of(string id) => ById[id];

    private static DiagnosticDescriptor Error(string id, string title) =>
        new(id, title, "{0}", "Fluers.Sdk", DiagnosticSeverity.Error, isEnabledByDefault: true);

    private static DiagnosticDescriptor Warning(string id, string title) =>
        new(id, title, "{0}", "Fluers.Sdk", DiagnosticSeverity.Warning, isEnabledByDefault: true);
}
