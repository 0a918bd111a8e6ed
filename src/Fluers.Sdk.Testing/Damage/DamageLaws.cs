using System.Globalization;
using Fluers.Sdk.Storage;

namespace Fluers.Sdk.Testing;

/// <summary>
/// Whatever bit of a stored session flips, nobody is told what was never stored: it is reported, listed and marked, or harmless; and no other
/// session is hurt.
/// </summary>
/// <typeparam name="TPlace">The storage that the law is held against.</typeparam>
/// <remarks>
/// The environment variable <c>FLUERS_BITS</c> says how many bits of each byte are flipped; one unless stated, and all with 8.
/// </remarks>
public abstract class DamageLaws<TPlace> : StorageLaws<TPlace>
    where TPlace : StoragePlace, IDamagedPlace, new()
{
    private const int Entries = 5;

    private static readonly int Bits =
        int.TryParse(Environment.GetEnvironmentVariable("FLUERS_BITS"), NumberStyles.None, CultureInfo.InvariantCulture, out int bits) ? Math.Clamp(bits, 1, 8) : 1;

    private static readonly SessionKey Neighbour = Key("neighbour");

    [Fact]
    public async Task A_flipped_bit_is_reported_or_changes_nothing_that_anybody_is_told()
    {
        SessionCommit[] commits = await FillAsync();
        Told whole = await AskAsync(commits);
        await Storage.DisposeAsync();

        IReadOnlyList<StoredPart> parts = await Place.PartsAsync(Key());
        Assert.NotEmpty(parts);
        int reported = 0;
        foreach (StoredPart part in parts)
        {
            for (int i = 0; i < part.Bytes.Length * Bits; i++)
            {
                int at = i / Bits;
                int bit = (at + (i % Bits)) % 8;
                byte[] damaged = [.. part.Bytes];
                damaged[at] ^= (byte)(1 << bit);
                await part.Replace(damaged);
                await ReopenAsync();
                reported += await CheckAsync(whole, commits, $"bit {bit} of byte {at} of {part.Name}") ? 1 : 0;
                await Storage.DisposeAsync();
            }

            await part.Replace(part.Bytes);
        }

        // Frames are most of what is stored, and no bit of them may flip unnoticed.
        Assert.True(reported > parts.Sum(part => part.Bytes.Length) * Bits / 2, "Hardly any damage is reported.");
        await ReopenAsync();
        Told again = await AskAsync(commits);
        Assert.Equal(whole.Reads, again.Reads);
        Assert.Equal(whole.Retries, again.Retries);
        Assert.Equal(whole.Info, again.Info);
    }

    /// <returns>Whether the damage was reported by a reading of all.</returns>
    private async Task<bool> CheckAsync(Told whole, SessionCommit[] commits, string what)
    {
        Told told = await AskAsync(commits);
        foreach ((string? read, string? expected) in told.Reads.Zip(whole.Reads))
        {
            Assert.True(read is null || read == expected, $"{what}: instead of {expected} is read {read}.");
        }

        foreach ((CommitOutcome? retry, CommitOutcome? expected) in told.Retries.Zip(whole.Retries))
        {
            Assert.True(
                retry is null || retry == expected || retry.Value.Status is CommitStatus.CommitIdReused or CommitStatus.Conflict,
                $"{what}: a repeated commit is answered with {retry}.");
        }

        bool isReported = told.Reads[0] is null;
        Assert.True(told.Info == whole.Info || told.Info?.Damage is not null, $"{what}: the session is told of as {told.Info}.");
        await AssertListedAsync(whole, isReported, what);
        Assert.Equal("1: next door [x y]", await Content(Neighbour));
        return isReported;
    }

    private async Task AssertListedAsync(Told whole, bool isReported, string what)
    {
        StoredSessionPage page = await Storage.ListAsync(new StoredSessionQuery { Tenant = SessionKey.DefaultTenant });
        StoredSessionInfo? listed = page.Sessions.SingleOrDefault(session => session.Key == Key());
        Assert.True(listed is not null, $"{what}: the session is not listed.");
        Assert.True(listed.Damage is not null || (!isReported && listed == whole.Info), $"{what}: the session is listed as {listed}.");
        Assert.True(page.Sessions.Single(session => session.Key == Neighbour).Damage is null, $"{what}: its neighbour is listed as damaged.");
        Assert.Equal(2, page.Sessions.Count);
    }

    private async Task<SessionCommit[]> FillAsync()
    {
        SessionCommit[] commits =
        [
            TestCommits.Commit(Key(), 0, "the head", "0", "1"),
            TestCommits.Commit(Key(), 1, null, "2", "3"),
            TestCommits.Commit(Key(), 2, "another head", "4"),
        ];
        foreach (SessionCommit commit in commits)
        {
            await Store(commit);
        }

        await Store(TestCommits.Commit(Neighbour, 0, "next door", "x", "y"));
        return commits;
    }

    /// <summary>All that a storage tells of a session; <see langword="null"/> where it says that it is damaged.</summary>
    private async Task<Told> AskAsync(SessionCommit[] commits)
    {
        var reads = new List<string?> { await ReportedAsync(() => Content(Key())) };
        for (int entry = 0; entry < Entries; entry++)
        {
            reads.Add(await ReportedAsync(async () => string.Join(' ', (await Read(Key(), new EntryRange(entry, 1))).Entries)));
        }

        var retries = new List<CommitOutcome?>();
        foreach (SessionCommit commit in commits)
        {
            retries.Add(await ReportedAsync<CommitOutcome?>(async () => await Storage.CommitAsync(commit)));
        }

        StoredSessionInfo? info = await Storage.GetInfoAsync(Key());
        return new Told(reads, retries, info);
    }

    private static async Task<T?> ReportedAsync<T>(Func<Task<T>> ask)
    {
        try
        {
            return await ask();
        }
        catch (SessionCorruptException e)
        {
            Assert.Equal(Key(), e.Session ?? Key());
            Assert.NotEmpty(e.Reason);
            return default;
        }
    }

    private sealed record Told(List<string?> Reads, List<CommitOutcome?> Retries, StoredSessionInfo? Info);
}
