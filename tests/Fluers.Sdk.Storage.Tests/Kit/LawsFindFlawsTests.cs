using System.Reflection;
using Fluers.Sdk.Testing;

namespace Fluers.Sdk.Storage.Tests.Kit;

/// <summary>A law is worth what it finds: each flaw breaks the law that it is against, and no storage without a flaw breaks any.</summary>
public sealed class LawsFindFlawsTests
{
    // Far beyond what a law takes on a storage in memory: a law that waits so long has found that something never comes.
    private static readonly TimeSpan Never = TimeSpan.FromSeconds(3);

    [Theory]
    [InlineData(Flaw.IgnoresTheExpectedRevision, typeof(Commits))]
    [InlineData(Flaw.IgnoresTheExpectedRevision, typeof(Model))]
    [InlineData(Flaw.IgnoresCommitIds, typeof(Retries))]
    [InlineData(Flaw.IgnoresCommitIds, typeof(Model))]
    [InlineData(Flaw.TakesAnyContentForARetry, typeof(Retries))]
    [InlineData(Flaw.TakesAnyContentForARetry, typeof(Model))]
    [InlineData(Flaw.LosesTheLastEntryOfLongCommits, typeof(Commits))]
    [InlineData(Flaw.ForgetsThatAnIdIsSpent, typeof(Deletion))]
    [InlineData(Flaw.ForgetsThatAnIdIsSpent, typeof(Model))]
    [InlineData(Flaw.IgnoresCase, typeof(Keys))]
    [InlineData(Flaw.IgnoresTenants, typeof(Keys))]
    [InlineData(Flaw.TellsOfACancellationThatCameTooLate, typeof(Refusals))]
    [InlineData(Flaw.AcceptsDamagedFrames, typeof(Refusals))]
    [InlineData(Flaw.ReadsOneEntryTooMany, typeof(Reading))]
    [InlineData(Flaw.ListsByName, typeof(Listing))]
    [InlineData(Flaw.IgnoresFilters, typeof(Filters))]
    [InlineData(Flaw.NeverTellsOfChanges, typeof(Notice))]
    [InlineData(Flaw.ForksByReference, typeof(Forks))]
    [InlineData(Flaw.ListsTenantsThatHaveNoSession, typeof(Tenants))]
    [InlineData(Flaw.ListsTenantsByLength, typeof(Tenants))]
    [InlineData(Flaw.IgnoresWhatACommitBuildsOn, typeof(Histories))]
    [InlineData(Flaw.IgnoresWhatACommitBuildsOn, typeof(Model))]
    [InlineData(Flaw.HidesTheLastCommit, typeof(Histories))]
    [InlineData(Flaw.RecallsByNumberAlone, typeof(Histories))]
    [InlineData(Flaw.ForgetsAtOnce, typeof(Histories))]
    [InlineData(Flaw.ForgetsByNumberAlone, typeof(Histories))]
    [InlineData(Flaw.ForgetsByAgeAlone, typeof(Histories))]
    [InlineData(Flaw.IgnoresStatedTimes, typeof(Commits))]
    [InlineData(Flaw.IgnoresStatedTimes, typeof(Filters))]
    [InlineData(Flaw.ForksWithTheHistoryOfItsSource, typeof(Forks))]
    [InlineData(Flaw.TellsWhatItToldBefore, typeof(Linear))]
    [InlineData(Flaw.IgnoresTheExpectedRevision, typeof(Linear))]
    [InlineData(Flaw.IgnoresCommitIds, typeof(Linear))]
    [InlineData(Flaw.TakesAnyContentForARetry, typeof(Linear))]
    [InlineData(Flaw.IgnoresWhatACommitBuildsOn, typeof(Linear))]
    [InlineData(Flaw.ReadsOneEntryTooMany, typeof(Linear))]
    [InlineData(Flaw.ForgetsThatAnIdIsSpent, typeof(Linear))]
    [InlineData(Flaw.ForgetsAtOnce, typeof(Linear))]
    public async Task A_flaw_breaks_its_law(Flaw flaw, Type law) => Assert.NotEmpty(await BrokenAsync(flaw, law));

    [Fact]
    public async Task A_storage_that_does_not_listen_to_who_gives_up_breaks_the_law_of_busy_places() => Assert.Equal(
        [nameof(Busy.A_commit_that_is_cancelled_while_it_waits_comes_back_and_stores_nothing), nameof(Busy.A_deletion_that_is_cancelled_while_it_waits_comes_back_and_deletes_nothing)],
        (await BrokenAsync(Flaw.IgnoresTheExpectedRevision, typeof(Busy))).Order(StringComparer.Ordinal));

    [Theory]
    [InlineData(typeof(Commits))]
    [InlineData(typeof(Retries))]
    [InlineData(typeof(Deletion))]
    [InlineData(typeof(Keys))]
    [InlineData(typeof(Refusals))]
    [InlineData(typeof(Reading))]
    [InlineData(typeof(Listing))]
    [InlineData(typeof(Filters))]
    [InlineData(typeof(Notice))]
    [InlineData(typeof(Forks))]
    [InlineData(typeof(Tenants))]
    [InlineData(typeof(Model))]
    [InlineData(typeof(Histories))]
    [InlineData(typeof(Linear))]
    public async Task A_storage_without_a_flaw_breaks_none(Type law) => Assert.Empty(await BrokenAsync(Flaw.None, law));

    /// <summary>The names of the tests of a law that fail on a storage with a flaw.</summary>
    private static async Task<List<string>> BrokenAsync(Flaw flaw, Type law)
    {
        FlawedPlace.Flaw = flaw;
        var broken = new List<string>();
        foreach (MethodInfo test in LawRun.TestsOf(law))
        {
            broken.AddRange((await LawRun.FailuresAsync(law, test, flaw == Flaw.None ? TimeSpan.FromMinutes(10) : Never)).Select(_ => test.Name));
        }

        return broken;
    }

    // Laws that are run by the tests above alone: on purpose not public.
#pragma warning disable xUnit1000
    private sealed class Commits : CommitLaws<FlawedPlace>;

    private sealed class Retries : RetryLaws<FlawedPlace>;

    private sealed class Deletion : DeletionLaws<FlawedPlace>;

    private sealed class Keys : KeyLaws<FlawedPlace>;

    private sealed class Refusals : RefusalLaws<FlawedPlace>;

    private sealed class Reading : ReadingLaws<FlawedPlace>;

    private sealed class Listing : ListingLaws<FlawedPlace>;

    private sealed class Filters : FilterLaws<FlawedPlace>;

    private sealed class Notice : NoticeLaws<FlawedPlace>;

    private sealed class Forks : ForkLaws<FlawedPlace>;

    private sealed class Tenants : TenantLaws<FlawedPlace>;

    private sealed class Model : ModelLaws<FlawedPlace>;

    private sealed class Busy : BusyLaws<BlockingPlace>;

    private sealed class Histories : HistoryLaws<FlawedPlace>;

    private sealed class Linear : LinearizabilityLaws<FlawedPlace>
    {
        protected override TimeSpan? Duration => null;
    }
#pragma warning restore xUnit1000
}
