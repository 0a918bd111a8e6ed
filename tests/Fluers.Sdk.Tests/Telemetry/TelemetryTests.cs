using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using Fluers.Sdk.Storage;
using Fluers.Sdk.Telemetry;
using Fluers.Sdk.Tests.Hosting;
using Fluers.Sdk.Tests.Sessions;
using Fluers.Sdk.Tests.TestTypes;
using Microsoft.Extensions.Logging;

namespace Fluers.Sdk.Tests.Telemetry;

/// <summary>What the library tells of its work, and that it tells nothing of what is in sessions.</summary>
public sealed class TelemetryTests : IDisposable
{
    // Every text and number that sessions of these tests hold; no id has any of them.
    private const string Secret = "sekret-ÄÖ";
    private const int Number = 987_654_321;

    private readonly ConcurrentQueue<Activity> _activities = [];
    private readonly ConcurrentQueue<string> _measurements = [];
    private readonly ActivityListener _listener;
    private readonly MeterListener _meter = new();
    private readonly LogSink _logs = new();
    private readonly SessionId _id = new($"telemetry-{Guid.NewGuid():N}");

    public TelemetryTests()
    {
        _listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == "Fluers.Sdk",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = activity => _activities.Enqueue(activity),
        };
        ActivitySource.AddActivityListener(_listener);
        _meter.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Name == "Fluers.Sdk")
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _meter.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Measured(instrument, value > 0, tags));
        _meter.SetMeasurementEventCallback<int>((instrument, value, tags, _) => Measured(instrument, value, tags));
        _meter.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Measured(instrument, value, tags));
        _meter.Start();
    }

    [Fact]
    public async Task A_commit_is_an_activity_a_duration_and_its_size()
    {
        await using SessionStore store = Store(new MemoryStorage());
        Session<Book> session = await store.CreateAsync(_id, new Book { Title = Secret });
        session.AppendEntry(new Entry(Secret));
        await session.SaveAsync();

        Activity commit = Own("fluers.commit")[1];
        Assert.Equal(("default", _id.Value, "Committed"), (commit.GetTagItem("fluers.tenant"), commit.GetTagItem("fluers.session.id"), commit.GetTagItem("fluers.outcome")));
        Assert.Equal((1L, 2L, 1), (commit.GetTagItem("fluers.revision.expected"), commit.GetTagItem("fluers.revision"), commit.GetTagItem("fluers.entries")));
        Assert.Contains("fluers.storage.duration True fluers.operation=commit fluers.outcome=Committed", _measurements);
        Assert.Contains("fluers.commit.entries 1", _measurements);
        Assert.Contains(_logs.Texts, text => text.StartsWith($"Debug Session {_id} committed: revision 2, 1 entries, ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_refused_commit_says_what_was_expected_and_found()
    {
        await using SessionStore store = Store(new MemoryStorage());
        Session<Book> first = await store.CreateAsync(_id, new Book { Title = Secret });
        Session<Book> second = (await store.LoadAsync<Book>(_id))!;
        first.AppendEntry(new Entry(Secret));
        await first.SaveAsync();
        second.AppendEntry(new Entry(Secret));
        await Assert.ThrowsAsync<SessionConflictException>(async () => await second.SaveAsync());

        Assert.Equal("Conflict", Own("fluers.commit")[^1].GetTagItem("fluers.outcome"));
        Assert.Contains($"Information Commit to session {_id} refused: Conflict, expected revision 1, found 2", _logs.Texts);
    }

    [Fact]
    public async Task What_the_guard_says_is_counted_and_logged()
    {
        await using SessionStore store = Store(new MemoryStorage());
        await store.CreateAsync(_id, new NewestBook { Title = Secret });

        await store.TryLoadAsync<NewestBook>(_id);
        await store.TryLoadAsync<Book>(_id);

        Assert.Contains("fluers.session.loads 1 fluers.schema=notebook fluers.verdict=Current", _measurements);
        Assert.Contains("fluers.session.loads 1 fluers.schema=notebook fluers.verdict=TooNew", _measurements);
        Assert.Contains($"Warning Session {_id} cannot be read as schema notebook: TooNew, version 3 was found, versions 1 to 1 are read", _logs.Texts);
    }

    [Fact]
    public async Task A_storage_that_fails_marks_the_activity_and_is_logged()
    {
        await using SessionStore store = Store(new FailingStorage());

        await Assert.ThrowsAsync<SessionStorageException>(async () => await store.CreateAsync(_id, new Book { Title = Secret }));
        await Assert.ThrowsAsync<SessionStorageException>(async () => await store.LoadAsync<Book>(_id));

        Assert.All([Own("fluers.commit")[^1], Own("fluers.read")[^1]], activity =>
            Assert.Equal((ActivityStatusCode.Error, nameof(SessionStorageException)), (activity.Status, activity.GetTagItem("fluers.outcome"))));
        Assert.Contains($"Error The storage failed at commit of {_id}: SessionStorageException", _logs.Texts);
        Assert.Contains($"Error The storage failed at read of {_id}: SessionStorageException", _logs.Texts);
    }

    [Fact]
    public async Task Damage_is_logged_with_its_place()
    {
        var storage = new ProbeStorage();
        await using SessionStore store = Store(storage);
        Session<Book> session = await store.CreateAsync(_id, new Book { Title = Secret });
        session.AppendEntry(new Entry(Secret));
        await session.SaveAsync();
        storage.DamageEntries = (_, frames) => frames[^1] ^= 1;

        await Assert.ThrowsAsync<SessionCorruptException>(async () => await store.LoadAsync<Book>(_id));

        Assert.Contains($"Error Session {_id} is damaged at entry 0, byte 0", _logs.Texts);
    }

    [Fact]
    public async Task No_content_is_told_whatever_happens()
    {
        await A_commit_is_an_activity_a_duration_and_its_size();
        await using SessionStore store = Store(new MemoryStorage());
        SessionId id = (await store.CreateAsync(new Board { Text = Secret })).Id;
        Session<Book> session = await store.CreateAsync(new Book { Title = Secret, Pages = Number });
        session.AppendEntry(new Entry(Secret));
        await session.SaveAsync();
        SessionId fork = await store.ForkAsync(session.Id, 1);
        using var frames = new MemoryStream();
        await store.ExportAsync(fork, frames);
        frames.Position = 0;
        await store.ImportAsync(frames);
        await foreach (SessionInfo info in store.ListAsync())
        {
            await store.TryLoadAsync<Book>(info.Id);
        }

        await store.DeleteAsync(id);
        await Assert.ThrowsAsync<SessionNotFoundException>(async () => await store.DeleteAsync(id));

        string told = string.Join('\n', _logs.Texts.Concat(_measurements).Concat(_activities.SelectMany(Texts)));
        Assert.Contains("fluers.fork", told, StringComparison.Ordinal);
        Assert.Contains("fluers.delete", told, StringComparison.Ordinal);
        Assert.DoesNotContain(Secret, told, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain($"{Number}", told, StringComparison.Ordinal);
    }

    public void Dispose()
    {
        _listener.Dispose();
        _meter.Dispose();
        _logs.Dispose();
    }

    private static IEnumerable<string> Texts(Activity activity) =>
        [activity.OperationName, activity.DisplayName, $"{activity.StatusDescription}", .. activity.TagObjects.Select(tag => $"{tag.Key}={tag.Value}"), .. activity.Events.Select(e => e.Name)];

    private SessionStore Store(ISessionStorage storage) => new(storage, _logs);

    private Activity[] Own(string name) => [.. _activities.Where(activity => activity.OperationName == name && Equals(activity.GetTagItem("fluers.session.id"), _id.Value))];

    private void Measured(Instrument instrument, object value, ReadOnlySpan<KeyValuePair<string, object?>> tags) =>
        _measurements.Enqueue(string.Join(' ', [instrument.Name, $"{value}", .. tags.ToArray().Select(tag => $"{tag.Key}={tag.Value}")]));
}
