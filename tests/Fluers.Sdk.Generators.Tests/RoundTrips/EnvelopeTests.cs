using Fluers.Sdk.Storage;
using MessagePack;

namespace Fluers.Sdk.Generators.Tests.RoundTrips;

[SessionSchema(1)]
public sealed partial record Remark([property: Key(0)] string Text);

[SessionSchema(1)]
public sealed partial record CopiedEnvelope([property: Key(0)] int Number, SessionLog<Remark> Log);

[SessionSchema(1)]
public sealed partial class SetEnvelope
{
    [Key(0)] public int Number { get; set; }
    public SessionLog<Remark> Log { get; set; } = [];
}

[SessionSchema(1)]
public sealed partial class InitEnvelope
{
    [Key(0)] public int Number { get; set; }
    public required SessionLog<Remark> Log { get; init; }
}

[SessionSchema(1)]
public partial struct StructEnvelope
{
    [Key(0)] public int Number { get; set; }
    public SessionLog<Remark> Log { get; init; }
}

public abstract class EnvelopeBase
{
    public SessionLog<Remark> Log { get; init; } = [];
}

[SessionSchema(1)]
public sealed partial class DerivedEnvelope : EnvelopeBase
{
    [Key(0)] public int Number { get; set; }
}

/// <summary>An envelope takes its log however it is written.</summary>
public sealed class EnvelopeTests
{
    [Fact]
    public Task A_record_takes_its_log_by_a_copy() =>
        TakesItsLog(new CopiedEnvelope(1, []), (session, entry) => session.Append(entry), envelope => envelope.Log, envelope => envelope.Number);

    [Fact]
    public Task A_class_takes_its_log_by_the_setter() =>
        TakesItsLog(new SetEnvelope { Number = 1 }, (session, entry) => session.Append(entry), envelope => envelope.Log, envelope => envelope.Number);

    [Fact]
    public Task A_class_takes_its_log_by_the_init_accessor() =>
        TakesItsLog(new InitEnvelope { Number = 1, Log = [] }, (session, entry) => session.Append(entry), envelope => envelope.Log, envelope => envelope.Number);

    [Fact]
    public Task A_struct_takes_its_log_by_a_copy() =>
        TakesItsLog(new StructEnvelope { Number = 1 }, (session, entry) => session.Append(entry), envelope => envelope.Log, envelope => envelope.Number);

    [Fact]
    public Task A_class_takes_the_log_of_its_base() =>
        TakesItsLog(new DerivedEnvelope { Number = 1 }, (session, entry) => session.Append(entry), envelope => envelope.Log, envelope => envelope.Number);

    private static async Task TakesItsLog<T>(T envelope, Action<Session<T>, Remark> append, Func<T, SessionLog<Remark>> log, Func<T, int> number)
        where T : ISessionEnvelope<T>
    {
        await using var store = new SessionStore(new MemoryStorage());
        Session<T> session = await store.CreateAsync(envelope);
        append(session, new Remark("one"));
        append(session, new Remark("two"));
        await session.SaveAsync();

        Session<T>? again = await store.LoadAsync<T>(session.Id);
        Assert.NotNull(again);
        Assert.Equal([new Remark("one"), new Remark("two")], log(again.State));
        Assert.Equal(1, number(again.State));
    }
}
