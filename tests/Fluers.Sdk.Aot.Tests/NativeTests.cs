using System.Text.RegularExpressions;

namespace Fluers.Sdk.Aot.Tests;

/// <summary>The SDK without a compiler and without reflection.</summary>
public sealed partial class NativeTests(Published published)
{
    private const double Growth = 1.05;

    [Fact]
    public void Neither_the_native_compiler_nor_the_trimmer_has_anything_to_warn_of()
    {
        SkipWhereNothingIsPublished();
        Assert.DoesNotMatch(Warning, published.Said);
    }

    [Fact]
    public async Task The_program_migrates_loads_appends_follows_and_talks()
    {
        SkipWhereNothingIsPublished();
        using var folder = new SdkFolder();
        (bool succeeded, string text) = await folder.RunProgramAsync(published.Shop, "play", "sessions.db");

        Assert.Equal("""
            migrated from version 1: Lamp arrived broken, High, 2 messages
            saved at revision 2
            followed: message 0, message 1, message 2
            Completed: I looked: A-1042 was delivered on Monday.
            the log ends with Settled

            """.ReplaceLineEndings("\n"), text);
        Assert.True(succeeded);
    }

    [Fact]
    public async Task The_measure_beside_it_runs_too()
    {
        SkipWhereNothingIsPublished();
        using var folder = new SdkFolder();
        Assert.Equal((true, "Lamp arrived broken, 5 messages\n"), await folder.RunProgramAsync(published.Bare, "write", "ticket.msgpack", "5"));
    }

    [Theory]
    [InlineData("shop")]
    [InlineData("bare")]
    public void A_program_is_no_larger_than_when_somebody_last_looked_at_its_size(string program)
    {
        SkipWhereNothingIsPublished();
        Assert.SkipWhen(Repository.Configuration != "Release", "The sizes are those of a release.");
        long size = new FileInfo(program == "shop" ? published.Shop : published.Bare).Length / 1024;
        Assert.True(size <= Published.Baseline(program) * Growth, $"{program} has {size} KiB, expected at most 5 % above the {Published.Baseline(program)} KiB of sizes.txt. Where it is worth it, write the new size there.");
    }

    private static void SkipWhereNothingIsPublished() => Assert.SkipWhen(Published.Missing is not null, $"Native AOT: {Published.Missing}.");

    [GeneratedRegex(@"(warning|error) [A-Z]+\d+")]
    private static partial Regex Warning { get; }
}
