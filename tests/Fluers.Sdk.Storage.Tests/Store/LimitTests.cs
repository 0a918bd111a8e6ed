using Fluers.Sdk.Frames;
using Fluers.Sdk.Testing;

namespace Fluers.Sdk.Storage.Tests.Store;

/// <summary>What does not fit, or is damaged, is said in an error of the SDK that loses nothing.</summary>
public sealed class LimitTests
{
    private static readonly SessionSchema<AgentMessage> Schema = SessionSchema<AgentMessage>.Instance;

    [Fact]
    public void Entries_that_are_too_many_bytes_for_one_commit_are_refused_and_those_before_them_kept()
    {
        using var frames = new FrameWriter(most: 9000);
        var message = AgentMessage.User(new string('x', 3000));
        frames.Write(Schema, FrameKind.Entry, message);
        frames.Write(Schema, FrameKind.Entry, message);
        byte[] before = frames.Written.ToArray();

        var refused = Assert.Throws<SessionValueException>(() => frames.Write(Schema, FrameKind.Entry, message));

        Assert.Contains("save more often", refused.Message, StringComparison.Ordinal);
        Assert.Equal(2, frames.Count);
        Assert.Equal(before, frames.Written.ToArray());
        frames.Write(Schema, FrameKind.Entry, AgentMessage.User("short"));
        Assert.Equal(3, frames.Count);
    }

    [Fact]
    public async Task An_error_about_damage_advises_to_keep_what_is_stored()
    {
        await using var faults = new FaultInjectingStorage(new MemoryStorage());
        var store = new SessionStore(faults);
        Session<SessionState> session = await store.ConverseAsync(1);
        faults.FailNext(StorageFault.Damaged, StorageCalls.Read);

        var damaged = await Assert.ThrowsAsync<SessionCorruptException>(async () => await store.LoadAsync<SessionState>(session.Id));

        Assert.Contains("keep what is stored", damaged.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("delete", damaged.Message, StringComparison.OrdinalIgnoreCase);
    }
}
