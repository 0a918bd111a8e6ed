using Fluers.Sdk.Storage;

namespace Fluers.Sdk.Testing;

/// <summary>
/// Builds of every age work in one storage: what each wrote, each of the others reads, or refuses untouched; and what an older build saves
/// of a newer one's, the newer finds whole.
/// </summary>
/// <typeparam name="TPlace">The storage that the law is held against.</typeparam>
public abstract class VersionLaws<TPlace> : StorageLaws<TPlace>
    where TPlace : StoragePlace, new()
{
    // Not closed: that would close the storage with it.
    private SessionStore Sessions => new(Storage);

    [Fact]
    public async Task What_every_build_wrote_every_build_reads_or_refuses_and_saves_without_loss()
    {
        await ReadBackAsync<Build1>();
        await ReadBackAsync<Build2>();
        await ReadBackAsync<Build3>();
        await ReadBackAsync<Build4>();
    }

    private async Task ReadBackAsync<TWriter>()
        where TWriter : IBuild
    {
        await ReadBackAsync<TWriter, Build1>();
        await ReadBackAsync<TWriter, Build2>();
        await ReadBackAsync<TWriter, Build3>();
        await ReadBackAsync<TWriter, Build4>();
    }

    private async Task ReadBackAsync<TWriter, TReader>()
        where TWriter : IBuild
        where TReader : IBuild
    {
        SessionId id = new($"{TWriter.Version}-by-{TReader.Version}");
        await Sessions.CreateAsync(id, new BuildSession<TWriter>(Numbers.Of(TWriter.Version, 1)) { Entries = [Entry<TWriter>(1), Entry<TWriter>(2)] });

        SessionLoad<BuildSession<TReader>> load = await Sessions.TryLoadAsync<BuildSession<TReader>>(id);
        Assert.Equal(Verdict<TWriter, TReader>(), load.Refusal?.Verdict ?? load.Verdict);
        await AssertStoredAsync(id, TWriter.Version, revision: 1);
        if (load.Session is not { } session)
        {
            return;
        }

        Assert.Equal(Expected<TReader>(TWriter.Version, 1), session.State.Numbers.Known);
        Assert.Equal([Expected<TReader>(TWriter.Version, 1), Expected<TReader>(TWriter.Version, 2)], session.State.Entries.Select(entry => entry.Numbers.Known));

        session.Update(state => state with { Numbers = state.Numbers.With(first: 7) });
        session.AppendEntry(Entry<TReader>(3));
        await session.SaveAsync();

        int newest = Math.Max(TWriter.Version, TReader.Version);
        await AssertStoredAsync(id, newest, revision: 2);
        await AssertReadAgainAsync<TWriter, TReader>(id);
    }

    /// <summary>The build that wrote first reads what the other made of it.</summary>
    private async Task AssertReadAgainAsync<TWriter, TReader>(SessionId id)
        where TWriter : IBuild
        where TReader : IBuild
    {
        SessionLoad<BuildSession<TWriter>> again = await Sessions.TryLoadAsync<BuildSession<TWriter>>(id);
        if (TReader.Version <= TWriter.Version)
        {
            // Its own data, with all that the other did not know.
            Assert.Equal(SchemaVerdict.Current, again.Verdict);
            Assert.Equal(Numbers.Of(TWriter.Version, 1).With(first: 7).Known, again.Session!.State.Numbers.Known);
            Assert.Equal(
                [Numbers.Of(TWriter.Version, 1).Known, Numbers.Of(TWriter.Version, 2).Known, Expected<TWriter>(TReader.Version, 3)],
                again.Session.State.Entries.Select(entry => entry.Numbers.Known));
            return;
        }

        Assert.Equal(Verdict<TReader, TWriter>(), again.Refusal?.Verdict ?? again.Verdict);
        Assert.Equal(again.Refusal is null ? 3 : 0, again.Session?.State.Entries.Count ?? 0);
    }

    private async Task AssertStoredAsync(SessionId id, int version, long revision)
    {
        StoredSessionInfo? info = await Storage.GetInfoAsync(new SessionKey(id));
        Assert.Equal((version, revision), (info!.SchemaVersion, info.Revision));
        StoredSessionPage page = await Storage.ListAsync(new StoredSessionQuery { Tenant = SessionKey.DefaultTenant, SchemaVersion = version });
        Assert.Contains(info, page.Sessions);
    }

    private static SchemaVerdict Verdict<TWriter, TReader>()
        where TWriter : IBuild
        where TReader : IBuild =>
        TWriter.Version == TReader.Version ? SchemaVerdict.Current
        : TWriter.Version < TReader.Version ? SchemaVerdict.Older
        : TWriter.MinReader <= TReader.Version ? SchemaVerdict.NewerReadable : SchemaVerdict.TooNew;

    /// <summary>What a build makes of what another version wrote: its own numbers, 0 where that version had none.</summary>
    private static int[] Expected<TReader>(int written, int number)
        where TReader : IBuild =>
        [.. Numbers.Of(Math.Min(written, TReader.Version), number).Known, .. new int[Math.Max(0, TReader.Version - written)]];

    private static BuildEntry<TBuild> Entry<TBuild>(int number)
        where TBuild : IBuild => new(Numbers.Of(TBuild.Version, number));
}
