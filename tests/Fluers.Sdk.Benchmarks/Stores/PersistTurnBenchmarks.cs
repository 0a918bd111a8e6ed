using System.Text.Json;
using BenchmarkDotNet.Attributes;
using Fluers.Sdk.Benchmarks.Peers;

namespace Fluers.Sdk.Benchmarks.Stores;

/// <summary>Persists one more turn, a user's message and an answer, in sessions of different length.</summary>
[IterationCount(40)]
public class PersistTurnBenchmarks
{
    // Few turns for each iteration, so that the session keeps about the length that is being measured.
    private const int Turns = 32;

    private readonly string _folder = Directory.CreateTempSubdirectory("fluers-benchmarks-").FullName;
    private readonly Dictionary<Kind, SessionStore> _stores = [];
    private readonly Dictionary<Kind, Session<Talk>> _sessions = [];
    private List<Message> _rewritten = [];
    private Message[] _turn = [];

    /// <summary>The number of messages in the session.</summary>
    [Params(10, 1000, 10_000)]
    public int Messages { get; set; }

    /// <summary>Opens the stores.</summary>
    [GlobalSetup]
    public void Open()
    {
        foreach (Kind kind in Enum.GetValues<Kind>())
        {
            _stores[kind] = new SessionStore(kind.Open(_folder));
        }

        _turn = Conversation.Take(2);
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

    /// <summary>Makes sessions of the length.</summary>
    [IterationSetup]
    public void Fill()
    {
        Message[] messages = Conversation.Take(Messages);
        _rewritten = [.. messages];
        foreach (Kind kind in _stores.Keys)
        {
            _sessions[kind] = _stores[kind].CreateAsync(new Talk { Subject = "benchmark", Messages = [.. messages] }).AsTask().GetAwaiter().GetResult();
        }
    }

    /// <summary>This SDK in memory.</summary>
    [Benchmark(OperationsPerInvoke = Turns)]
    public Task FluersMemory() => PersistAsync(Kind.Memory);

    /// <summary>This SDK on files.</summary>
    [Benchmark(OperationsPerInvoke = Turns)]
    public Task FluersFile() => PersistAsync(Kind.File);

    /// <summary>This SDK on files, flushed to the disk.</summary>
    [Benchmark(OperationsPerInvoke = Turns)]
    public Task FluersFileFull() => PersistAsync(Kind.FileFull);

    /// <summary>This SDK on SQLite.</summary>
    [Benchmark(OperationsPerInvoke = Turns)]
    public Task FluersSqlite() => PersistAsync(Kind.Sqlite);

    /// <summary>This SDK on SQLite, flushed to the disk.</summary>
    [Benchmark(OperationsPerInvoke = Turns)]
    public Task FluersSqliteFull() => PersistAsync(Kind.SqliteFull);

    /// <summary>What most agents do: the whole session as one JSON file.</summary>
    [Benchmark(OperationsPerInvoke = Turns)]
    public async Task RewriteJson()
    {
        for (int i = 0; i < Turns; i++)
        {
            _rewritten.AddRange(_turn);
            byte[] json = JsonSerializer.SerializeToUtf8Bytes([.. _rewritten], PeerJson.Default.MessageArray);
            await File.WriteAllBytesAsync(Path.Combine(_folder, "session.json"), json);
        }
    }

    private async Task PersistAsync(Kind kind)
    {
        Session<Talk> session = _sessions[kind];
        for (int i = 0; i < Turns; i++)
        {
            session.Append(_turn[0]);
            session.Append(_turn[1]);
            await session.SaveAsync();
        }
    }
}
