using System.Reflection;
using Fluers.Sdk.Testing;

namespace Fluers.Sdk.Storage.Tests.Kit.Places;

/// <summary>The laws of places that can be looked at, moved and damaged find what they are against, and nothing where nothing is wrong.</summary>
public sealed class FileLawsFindFlawsTests
{
    // Only against hanging.
    private static readonly TimeSpan Never = TimeSpan.FromMinutes(5);

    [Theory]
    [InlineData(FileFlaw.MakesThePlaceThatItLooksAt, typeof(Looks), nameof(Looks.A_look_at_a_place_that_is_not_there_makes_none))]
    [InlineData(FileFlaw.TouchesWhatItLooksAt, typeof(Looks), nameof(Looks.A_look_at_everything_changes_nothing))]
    [InlineData(FileFlaw.TouchesWhatItLooksAt, typeof(Looks), nameof(Looks.What_would_change_a_session_is_refused_and_changes_nothing))]
    [InlineData(FileFlaw.TakesCommitsThoughItOnlyLooks, typeof(Looks), nameof(Looks.What_would_change_a_session_is_refused_and_changes_nothing))]
    [InlineData(FileFlaw.KeepsWritersOutWhileItLooks, typeof(Looks), nameof(Looks.Who_looks_beside_a_writer_sees_each_commit_and_hinders_nobody))]
    [InlineData(FileFlaw.SeesWhatWasThereWhenItBeganToLook, typeof(Looks), nameof(Looks.Who_looks_beside_a_writer_sees_each_commit_and_hinders_nobody))]
    [InlineData(FileFlaw.SeesWhatWasThereWhenItBeganToLook, typeof(Looks), nameof(Looks.Who_looks_while_commits_come_sees_one_revision))]
    [InlineData(FileFlaw.TellsTheHeadThatItToldBefore, typeof(Looks), nameof(Looks.Who_looks_beside_a_writer_sees_each_commit_and_hinders_nobody))]
    [InlineData(FileFlaw.AcknowledgesWhatItDoesNotStore, typeof(Moves), nameof(Moves.A_place_that_was_renamed_acknowledges_nothing))]
    [InlineData(FileFlaw.AcknowledgesWhatItDoesNotStore, typeof(Moves), nameof(Moves.A_place_that_was_deleted_acknowledges_nothing))]
    [InlineData(FileFlaw.AcknowledgesWhatItDoesNotStore, typeof(Moves), nameof(Moves.A_place_that_was_replaced_is_free_for_others_and_the_first_one_acknowledges_nothing))]
    [InlineData(FileFlaw.IgnoresWhatACommitBuildsOn, typeof(Moves), nameof(Moves.Who_outlived_a_restore_is_refused_though_the_numbers_agree))]
    [InlineData(FileFlaw.HidesWhatIsDamaged, typeof(Losses), nameof(Losses.A_part_that_lost_its_end_or_holds_zeros_is_reported_and_left_as_it_is))]
    [InlineData(FileFlaw.DeniesDamage, typeof(Losses), nameof(Losses.A_part_that_lost_its_end_or_holds_zeros_is_reported_and_left_as_it_is))]
    [InlineData(FileFlaw.EmptiesWhatIsDamaged, typeof(Losses), nameof(Losses.A_part_that_lost_its_end_or_holds_zeros_is_reported_and_left_as_it_is))]
    public async Task A_flaw_breaks_its_law(FileFlaw flaw, Type law, string test)
    {
        FlawedFilePlace.Flaw = flaw;

        Exception failure = Assert.Single(await LawRun.FailuresAsync(law, law.GetMethod(test)!, Never));

        Assert.True(failure is Xunit.Sdk.IAssertionException or TimeoutException or SessionStorageException, $"{failure}");
    }

    [Theory]
    [InlineData(typeof(Looks))]
    [InlineData(typeof(Moves))]
    [InlineData(typeof(Losses))]
    public async Task A_storage_without_a_flaw_breaks_none(Type law)
    {
        FlawedFilePlace.Flaw = FileFlaw.None;
        foreach (MethodInfo test in LawRun.TestsOf(law))
        {
            Assert.Empty(await LawRun.FailuresAsync(law, test, Never));
        }
    }

    // Laws that are run by the tests above alone: on purpose not public.
#pragma warning disable xUnit1000
    private sealed class Looks : LookLaws<FlawedFilePlace>;

    private sealed class Moves : ReplacedLaws<FlawedFilePlace>;

    private sealed class Losses : LostBytesLaws<FlawedFilePlace>;
#pragma warning restore xUnit1000
}
