using System.Text.Json;
using BenchmarkDotNet.Attributes;
using Fluers.Sdk.Benchmarks.Peers;
using Fluers.Sdk.Sqlite;
using MessagePack;

namespace Fluers.Sdk.Benchmarks;

/// <summary>Persists one more turn, a user's message and an answer, in sessions of different length.</summary>
[IterationCount(40)]
public partial class PersistTurnBenchmarks
{
    // Few turns for each iteration, so that the session keeps about the length that is being measured.
    private const int Turns = 32;

    private readonly string _folder = Directory.CreateTempSubdirectory("fluers-benchmarks-").FullName;
    private SessionStore? _store;
    private Session<Talk>? _session;
    private List<Message> _rewritten = [];
    private Message[] _turn = [];

    /// <summary>The number of messages in the session.</summary>
    [Params(10, 1000, 10_000)]
    public int Messages { get; set; }

    /// <summary>Opens the store.</summary>
    [GlobalSetup]
    public void Open()
    {
        _store = new SessionStore(SqliteStorage.Open(Path.Combine(_folder, "sessions.db")));
        _turn = Conversation.Take(2);
    }

    /// <summary>Closes the store.</summary>
    [GlobalCleanup]
    public async Task Close()
    {
        await _store!.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    /// <summary>Makes a session of the length.</summary>
    [IterationSetup]
    public void Fill()
    {
        Message[] messages = Conversation.Take(Messages);
        _rewritten = [.. messages];
        _session = _store!.CreateAsync(new Talk { Subject = "benchmark", Messages = [.. messages] }).AsTask().GetAwaiter().GetResult();
    }

    /// <summary>This SDK on SQLite.</summary>
    [Benchmark(OperationsPerInvoke = Turns)]
    public async Task FluersSqlite()
    {
        for (int i = 0; i < Turns; i++)
        {
            _session!.Append(_turn[0]);
            _session!.Append(_turn[1]);
            await _session!.SaveAsync();
        }
    }

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

    /// <summary>The envelope of the measured sessions.</summary>
    [SessionSchema(1)]
    public sealed partial record Talk
    {
        /// <summary>A setting.</summary>
        [Key(0)]
        public required string Subject { get; init; }

        /// <summary>The conversation.</summary>
        public SessionLog<Message> Messages { get; init; } = [];
    }
}
