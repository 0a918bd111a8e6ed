namespace Fluers.Sdk.Storage.Tests.Kit;

/// <summary>What a storage may get wrong.</summary>
public enum Flaw
{
    None,
    IgnoresTheExpectedRevision,
    IgnoresCommitIds,
    TakesAnyContentForARetry,
    LosesTheLastEntryOfLongCommits,
    ForgetsThatAnIdIsSpent,
    IgnoresCase,
    IgnoresTenants,
    TellsOfACancellationThatCameTooLate,
    AcceptsDamagedFrames,
    ReadsOneEntryTooMany,
    ListsByName,
    IgnoresFilters,
    NeverTellsOfChanges,
    ForksByReference,
    ListsTenantsThatHaveNoSession,
    ListsTenantsByLength,
    IgnoresWhatACommitBuildsOn,
    HidesTheLastCommit,
    RecallsByNumberAlone,
    ForgetsAtOnce,
    ForgetsByNumberAlone,
    ForgetsByAgeAlone,
    IgnoresStatedTimes,
    TellsWhatItToldBefore,
    ForksWithTheHistoryOfItsSource,
}
