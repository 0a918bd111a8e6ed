using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace Fluers.Sdk.Generators.Diagnostics;

/// <summary>What is reported of the hops between versions. The words are those of the review.</summary>
internal static class HistoryDescriptors
{
    public static readonly DiagnosticDescriptor FormatterGone = Describe.Fatal("FLU1208", "A formatter that a locked version names is gone", "{0}");
    public static readonly DiagnosticDescriptor MissingHop = Describe.Fatal("FLU1501", "Missing hop; the message lists its gaps", "{0}");
    public static readonly DiagnosticDescriptor MemberDropped = Describe.Warning("FLU1503", "A member of the old version is dropped by the hop", "{0}");
    public static readonly DiagnosticDescriptor NotNeeded = Describe.Info("FLU1502", "Hop no longer needed", "{0}");
    public static readonly DiagnosticDescriptor LiveType = Describe.Error("FLU1504", "A migration uses a live type", "{0}");
    public static readonly DiagnosticDescriptor Impure = Describe.Warning("FLU1505", "A migration is not pure", "{0}");
    public static readonly DiagnosticDescriptor TooOld = Describe.Fatal("FLU1508", "Hop below OldestReadable: its snapshot is no longer generated", "{0}");
    public static readonly DiagnosticDescriptor ThrowingStub = Describe.Error("FLU1506", "A throwing stub is left in a hop", "{0}");

    public static readonly DiagnosticDescriptor StrayHop = Describe.Fatal("FLU1509", "Hop that belongs to no version", "{0}");

    public static ImmutableArray<DiagnosticDescriptor> All { get; } = [FormatterGone, MissingHop, NotNeeded, MemberDropped, ThrowingStub, TooOld, StrayHop];

    /// <summary>Those without which the compiler would tell of what follows from them, so that the generator reports them.</summary>
    public static ImmutableArray<string> OfGenerator { get; } = [FormatterGone.Id, MissingHop.Id, TooOld.Id, StrayHop.Id];
}
