using Fluers.Sdk.Storage.Tests.Store;

namespace Fluers.Sdk.Storage.Tests.Histories;

/// <summary>Who outlived a restore of his store never adds to a history that is not his own, whatever the numbers say.</summary>
public sealed class DivergedSaveTests
{
    private readonly RestorableStorage _storage = new();
    private readonly SessionStore _store;

    public DivergedSaveTests() => _store = new SessionStore(_storage);

    /// <param name="written">How many commits another process makes behind the two that are restored; the writer was at four.</param>
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task A_save_after_a_restore_is_refused_and_says_that_the_histories_diverged(int written)
    {
        Session<SessionState> writer = await _store.ConverseAsync(3);
        Session<SessionState> other = await RestoreAsync(writer.Id, written);
        writer.Append(AgentMessage.User("mine"));

        var refused = await Assert.ThrowsAsync<SessionConflictException>(async () => await writer.SaveAsync());

        Assert.True(refused.Diverged);
        Assert.Contains("diverged", refused.Message, StringComparison.Ordinal);
        Assert.Equal((4, 2 + written), (refused.ExpectedRevision, refused.ActualRevision));
        Assert.Equal(other.State, (await _store.LoadAsync<SessionState>(writer.Id))!.State);
    }

    [Fact]
    public async Task After_a_refresh_the_writer_goes_on_with_what_is_stored()
    {
        Session<SessionState> writer = await _store.ConverseAsync(3);
        await RestoreAsync(writer.Id, written: 2);
        writer.Append(AgentMessage.User("mine"));
        await Assert.ThrowsAsync<SessionConflictException>(async () => await writer.SaveAsync());

        await writer.RefreshAsync();
        writer.Append(AgentMessage.User("mine"));
        await writer.SaveAsync();

        Assert.Equal(["0", "other 0", "other 1", "mine"], (await _store.LoadAsync<SessionState>(writer.Id))!.State.Messages.Select(message => message.Text));
    }

    [Fact]
    public async Task A_save_that_came_too_late_is_no_divergence()
    {
        Session<SessionState> writer = await _store.ConverseAsync(3);
        Session<SessionState> other = (await _store.LoadAsync<SessionState>(writer.Id))!;
        other.Append(AgentMessage.User("other"));
        await other.SaveAsync();
        writer.Append(AgentMessage.User("mine"));

        var refused = await Assert.ThrowsAsync<SessionConflictException>(async () => await writer.SaveAsync());

        Assert.False(refused.Diverged);
    }

    [Fact]
    public async Task Where_the_storage_cannot_say_whether_they_diverged_the_save_is_refused_all_the_same()
    {
        Session<SessionState> writer = await _store.ConverseAsync(3);
        await RestoreAsync(writer.Id, written: 3);
        _storage.Recalling = () => throw new SessionStorageException("the storage is away");
        writer.Append(AgentMessage.User("mine"));

        var refused = await Assert.ThrowsAsync<SessionConflictException>(async () => await writer.SaveAsync());

        Assert.False(refused.Diverged);
    }

    [Fact]
    public async Task A_restore_that_lost_nothing_disturbs_nobody()
    {
        Session<SessionState> writer = await _store.ConverseAsync(3);
        await _storage.RestoreAsync(commits: 4);   // a restore that lost nothing
        writer.Append(AgentMessage.User("mine"));

        await writer.SaveAsync();

        Assert.Equal(5, writer.Revision);
    }

    /// <summary>Restores the first two commits, and lets another process go on from them.</summary>
    private async Task<Session<SessionState>> RestoreAsync(SessionId id, int written)
    {
        await _storage.RestoreAsync(commits: 2);
        Session<SessionState> other = (await _store.LoadAsync<SessionState>(id))!;
        for (int i = 0; i < written; i++)
        {
            other.Append(AgentMessage.User($"other {i}"));
            await other.SaveAsync();
        }

        return other;
    }
}
