using System.Text.Json;
using BenchmarkDotNet.Attributes;
using Fluers.Sdk.Benchmarks.Peers;
using Fluers.Sdk.Frames;
using IOFile = System.IO.File;

namespace Fluers.Sdk.Benchmarks.Stores;

/// <summary>Loads a whole session, saved turn by turn, beside reading and decoding the same frames as one file.</summary>
[MemoryDiagnoser]
public class LoadSessionBenchmarks
{
    private readonly string _folder = Directory.CreateTempSubdirectory("fluers-benchmarks-").FullName;
    private readonly Dictionary<Kind, SessionStore> _stores = [];
    private readonly SessionId _id = SessionId.New();

    /// <summary>The number of messages in the session.</summary>
    [Params(1000, 10_000)]
    public int Messages { get; set; }

    /// <summary>Stores the session everywhere.</summary>
    [GlobalSetup]
    public async Task Fill()
    {
        Message[] messages = Conversation.Take(Messages);
        using var frames = new FrameWriter();
        foreach (Message message in messages)
        {
            frames.Write(SessionSchema<Message>.Instance, FrameKind.Entry, message);
        }

        await IOFile.WriteAllBytesAsync(Path.Combine(_folder, "frames"), frames.Written.ToArray());
        await IOFile.WriteAllBytesAsync(Path.Combine(_folder, "session.json"), JsonSerializer.SerializeToUtf8Bytes(messages, PeerJson.Default.MessageArray));
        foreach (Kind kind in new[] { Kind.Memory, Kind.File, Kind.Sqlite, Kind.PostgreSql, Kind.Redis }.Where(kind => kind.IsThere()))
        {
            SessionStore store = _stores[kind] = new SessionStore(kind.Open(_folder));
            Session<Talk> session = await store.CreateAsync(_id, new Talk { Subject = "benchmark" });
            foreach (Message[] turn in messages.Chunk(2))
            {
                Array.ForEach(turn, message => session.Append(message));
                await session.SaveAsync();
            }
        }
    }

    /// <summary>Closes the stores.</summary>
    [GlobalCleanup]
    public async Task Close()
    {
        foreach (SessionStore store in _stores.Values)
        {
            await store.DisposeAsync();
        }

        Directory.Delete(_folder, recursive: true);
    }

    /// <summary>The floor: one file of frames, read at once and decoded.</summary>
    [Benchmark(Baseline = true)]
    public async Task<int> OneFileOfFrames()
    {
        byte[] bytes = await IOFile.ReadAllBytesAsync(Path.Combine(_folder, "frames"));
        var messages = new List<Message>();
        for (var reader = new FrameReader(bytes); reader.MoveNext();)
        {
            messages.Add(SessionSchema<Message>.Instance.Decode(reader.Frame));
        }

        return messages.Count;
    }

    /// <summary>This SDK in memory.</summary>
    [Benchmark]
    public Task<int> Memory() => LoadAsync(Kind.Memory);

    /// <summary>This SDK on files.</summary>
    [Benchmark]
    public Task<int> File() => LoadAsync(Kind.File);

    /// <summary>This SDK on SQLite.</summary>
    [Benchmark]
    public Task<int> Sqlite() => LoadAsync(Kind.Sqlite);

    /// <summary>This SDK on PostgreSQL.</summary>
    [Benchmark]
    public Task<int> PostgreSql() => LoadAsync(Kind.PostgreSql);

    /// <summary>This SDK on Redis.</summary>
    [Benchmark]
    public Task<int> Redis() => LoadAsync(Kind.Redis);

    /// <summary>What most agents do: the whole session as one JSON file.</summary>
    [Benchmark]
    public async Task<int> JsonFile() =>
        JsonSerializer.Deserialize(await IOFile.ReadAllBytesAsync(Path.Combine(_folder, "session.json")), PeerJson.Default.MessageArray)!.Length;

    private async Task<int> LoadAsync(Kind kind) => (await _stores[kind].LoadAsync<Talk>(_id))!.State.Messages.Count;
}
