using System.Globalization;
using Fluers.Sdk.Redis.Keys;
using Fluers.Sdk.Servers;
using Fluers.Sdk.Storage;
using Fluers.Sdk.Testing;
using StackExchange.Redis;

namespace Fluers.Sdk.Redis.Tests.Laws;

/// <summary>A prefix whose fields, elements, members and scores a test can change, those by which a session is found included.</summary>
public sealed class RedisTablePlace : RedisPlace, ITablePlace
{
    private const string Tombstone = "deleted";

    private static readonly SessionKey[] Sessions =
    [
        .. new[] { "session", "neighbour", Tombstone }.Select(id => new SessionKey(new SessionId(id))), new SessionKey("other", new SessionId("session")),
    ];

    // Opened for each change: over connections that are there already.
    private readonly ConnectionMultiplexer? _connections = RedisServer.WhyMissing is null ? ConnectionMultiplexer.Connect(RedisServer.Shared.Configuration) : null;

    private IDatabase Db => _connections!.GetDatabase();

    public override ValueTask<ISessionStorage> OpenAsync(TimeProvider clock)
    {
        Assert.SkipWhen(_connections is null, RedisServer.WhyMissing ?? "");
        return ValueTask.FromResult<ISessionStorage>(RedisStorage.Open(_connections, new RedisOptions { Prefix = Prefix, Clock = clock }));
    }

    public async Task<IReadOnlyList<StoredCell>> CellsAsync()
    {
        var cells = new List<StoredCell>();
        foreach (SessionKey session in Sessions)
        {
            SessionKeys keys = new StoreKeys(Prefix).Of(session);
            cells.AddRange(await FieldsAsync(session, keys.Session));
            cells.AddRange(await ElementsAsync(session, "log", keys.Log));
            cells.AddRange(await ElementsAsync(session, "order", keys.Order));
            cells.AddRange(await CommitsAsync(session, keys.Commits));
            cells.AddRange(await PlacesAsync(session, keys));
        }

        ILookup<string, StoredCell> columns = cells.ToLookup(cell => cell.Name);
        return [.. cells.Select(cell => cell with { Others = [.. columns[cell.Name].Where(other => other != cell).Select(other => other.Value)] })];
    }

    public Task KeepAsync() => BackUpAsync();

    public Task PutBackAsync() => RestoreAsync();

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        if (_connections is not null)
        {
            await _connections.DisposeAsync();
        }
    }

    private async Task<IEnumerable<StoredCell>> FieldsAsync(SessionKey session, RedisKey key) => (await Db.HashGetAllAsync(key)).Select(field => Cell(
        $"the field {field.Name}",
        session,
        field.Name == "state" ? $"{field.Value}" : (byte[])field.Value!,
        async value =>
        {
            if (value is null && session.Id.Value == Tombstone)
            {
                return false;   // what is gone as a whole leaves no trace
            }

            _ = value is null ? await Db.HashDeleteAsync(key, field.Name) : await Db.HashSetAsync(key, field.Name, Bytes(value));
            return true;
        }));

    private async Task<IEnumerable<StoredCell>> ElementsAsync(SessionKey session, string name, RedisKey key) => (await Db.ListRangeAsync(key)).Select((element, i) => Cell(
        $"an element of the {name}",
        session,
        name == "order" ? $"{element}" : (byte[])element!,
        async value =>
        {
            if (value is null)
            {
                return false;   // a list has no holes
            }

            await Db.ListSetByIndexAsync(key, i, Bytes(value));
            return true;
        }));

    private async Task<IEnumerable<StoredCell>> CommitsAsync(SessionKey session, RedisKey key)
    {
        var cells = new List<StoredCell>();
        foreach (HashEntry commit in await Db.HashGetAllAsync(key))
        {
            byte[]? id = commit.Name;
            RedisValue outcome = commit.Value;
            cells.Add(Cell("the id of a commit", session, id, async value =>
            {
                if (value is not null && await Db.HashExistsAsync(key, (byte[])value))
                {
                    return false;   // of one id a hash has one field
                }

                await Db.HashDeleteAsync(key, id ?? []);
                id = (byte[]?)value;
                return id is null || await Db.HashSetAsync(key, id, outcome);
            }));
            cells.Add(Cell("the outcome of a commit", session, $"{outcome}", async value =>
            {
                _ = value is null ? await Db.HashDeleteAsync(key, commit.Name) : await Db.HashSetAsync(key, commit.Name, Bytes(value));
                return true;
            }));
        }

        return cells;
    }

    private async Task<IEnumerable<StoredCell>> PlacesAsync(SessionKey session, SessionKeys keys)
    {
        var cells = new List<StoredCell>();
        if (await Db.SortedSetScoreAsync(keys.Index, keys.Id) is { } score)
        {
            string? listed = keys.Id;
            cells.Add(Cell("the id in the index", session, listed, async value =>
            {
                if (value is not null && await Db.SortedSetScoreAsync(keys.Index, Bytes(value)) is not null)
                {
                    return false;
                }

                await Db.SortedSetRemoveAsync(keys.Index, listed ?? "");
                listed = (string?)value;
                return listed is null || await Db.SortedSetAddAsync(keys.Index, listed, score);
            }));
            cells.Add(Cell("the time in the index", session, (long)score, async value =>
            {
                _ = value is null ? await Db.SortedSetRemoveAsync(keys.Index, keys.Id) : await Db.SortedSetAddAsync(keys.Index, keys.Id, (long)value);
                return true;
            }));
        }

        if (await Db.HashExistsAsync(keys.Known, keys.Id))
        {
            string? known = keys.Id;
            cells.Add(Cell("the id that is known", session, known, async value =>
            {
                if (value is not null && await Db.HashExistsAsync(keys.Known, Bytes(value)))
                {
                    return false;
                }

                await Db.HashDeleteAsync(keys.Known, known ?? "");
                known = (string?)value;
                return known is null || await Db.HashSetAsync(keys.Known, known, "");
            }));
        }

        return cells;
    }

    private static StoredCell Cell(string name, SessionKey session, object? value, Func<object?, Task<bool>> replace) => new(name, session, value, [], replace);

    private static RedisValue Bytes(object value) => value switch
    {
        byte[] bytes => bytes,
        string text => text,
        _ => Convert.ToString(value, CultureInfo.InvariantCulture),
    };
}
