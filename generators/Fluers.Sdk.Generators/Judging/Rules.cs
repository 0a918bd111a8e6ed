using System.Collections.Immutable;

namespace Fluers.Sdk.Generators.Judging;

/// <summary>What a change means.</summary>
/// <param name="OldData">Whether today's code reads what an older build wrote, losing nothing.</param>
/// <param name="OldCode">Whether an older build reads and saves what today's code writes, and nothing is lost.</param>
/// <param name="Placement">Where the change may be made.</param>
internal readonly record struct Rule(Verdict OldData, Verdict OldCode, Placement Placement)
{
    /// <summary>Whether two builds that differ by this change cannot harm each other.</summary>
    public bool IsSafe => OldData == Verdict.Safe && OldCode == Verdict.Safe;

    /// <summary>Whether the author of the hop must give a value.</summary>
    public bool IsGap => Placement == Placement.Gap;
}

internal enum Verdict
{
    Safe,

    /// <summary>Breaking where both have one version; safe where the older is read as its own version and then brought up.</summary>
    SafeThroughHop,
    Breaking,
}

internal enum Placement
{
    /// <summary>In a published version.</summary>
    Anywhere,

    /// <summary>With a new version, whose hop is generated.</summary>
    Raise,

    /// <summary>With a new version, whose hop needs a value from its author.</summary>
    Gap,

    /// <summary>Not even with a new version.</summary>
    Never,
}

/// <summary>The table of all changes and their verdicts.</summary>
internal static class Rules
{
    private static readonly ImmutableDictionary<Change, Rule> Table = new Dictionary<Change, Rule>
    {
        [Change.MemberAdded] = Safe,
        [Change.RequiredMemberAdded] = Broken(Placement.Gap),
        [Change.MemberRemoved] = Safe,
        [Change.RequiredMemberRemoved] = ForNewCode,
        [Change.MemberRenamed] = Safe,
        [Change.MemberMoved] = Broken(Placement.Never),
        [Change.KeyReused] = Broken(Placement.Never),
        [Change.Widened] = ForNewCode,
        [Change.Narrowed] = Broken(Placement.Gap),
        [Change.TypeChanged] = Broken(Placement.Gap),
        [Change.BecameNullable] = ForNewCode,
        [Change.BecameNonNullable] = Broken(Placement.Gap),
        [Change.DefaultChanged] = ThroughHop,
        [Change.DefaultLost] = Broken(Placement.Gap),
        [Change.BecameOptional] = Safe,
        [Change.BecameRequired] = ThroughHop,
        [Change.KindChanged] = ForNewCode,
        [Change.FormatterReplaced] = Broken(Placement.Gap),
        [Change.SequenceToSet] = Broken(Placement.Gap),
        [Change.SetToSequence] = ForNewCode,
        [Change.CollectionChanged] = Broken(Placement.Gap),
        [Change.NumberAndEnum] = Safe,
        [Change.EnumValueAdded] = Safe,
        [Change.EnumValueRemoved] = Broken(Placement.Gap),
        [Change.EnumValueRenamed] = Safe,
        [Change.EnumValueRenumbered] = Broken(Placement.Never),
        [Change.EnumNumberReused] = Broken(Placement.Never),
        [Change.CaseAdded] = Safe,
        [Change.CaseRemoved] = Broken(Placement.Gap),
        [Change.CaseRenamed] = Safe,
        [Change.TagMoved] = Broken(Placement.Never),
        [Change.TagReused] = Broken(Placement.Never),
        [Change.LogAdded] = ForNewCode,
        [Change.LogRemoved] = ForNewCode,
        [Change.LogReplaced] = Broken(Placement.Never),
    }.ToImmutableDictionary();

    private static Rule Safe => new(Verdict.Safe, Verdict.Safe, Placement.Anywhere);

    private static Rule ForNewCode => new(Verdict.Safe, Verdict.Breaking, Placement.Raise);

    private static Rule ThroughHop => new(Verdict.SafeThroughHop, Verdict.Breaking, Placement.Raise);

    public static Rule Of(Change change) => Table[change];

    private static Rule Broken(Placement placement) => new(Verdict.Breaking, Verdict.Breaking, placement);
}
