using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace Fluers.Sdk.Generators.Diagnostics;

/// <summary>What is reported of the hops between versions. The words are those of the review.</summary>
internal static class HistoryDescriptors
{
    public static readonly DiagnosticDescriptor FormatterGone = Create("FLU1208", "A formatter that a locked version names is gone", DiagnosticSeverity.Error);
    public static readonly DiagnosticDescriptor MissingHop = Create("FLU1501", "Missing hop; the message lists its gaps", DiagnosticSeverity.Error);
    public static readonly DiagnosticDescriptor MemberDropped = Create("FLU1503", "A member of the old version is dropped by the hop", DiagnosticSeverity.Warning);
    public static readonly DiagnosticDescriptor ThrowingStub = Create("FLU1506", "A throwing stub is left in a hop", DiagnosticSeverity.Error);

    public static ImmutableArray<DiagnosticDescriptor> All { get; } = [FormatterGone, MissingHop, MemberDropped, ThrowingStub];

    private static DiagnosticDescriptor Create(string id, string title, DiagnosticSeverity severity) =>
        new(id, title, "{0}", "Fluers.Sdk", severity, isEnabledByDefault: true);
}
