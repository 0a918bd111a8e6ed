using BenchmarkDotNet.Attributes;
using Fluers.Sdk.Servers;

namespace Fluers.Sdk.Benchmarks.Stores;

/// <summary>Persists one more turn, a user's message and an answer, in sessions of different length.</summary>
[WarmupCount(4), IterationCount(8)]
public class PersistTurnBenchmarks
{
    // Few turns for each iteration, so that the session keeps about the length that is being measured; as many as make one segment.
    private const int Turns = 32;

    private readonly string _folder = Directory.CreateTempSubdirectory("fluers-benchmarks-").FullName;
    private readonly Message[] _turn = Conversation.Turn();
    private Message[] _messages = [];
    private ITurns _turns = null!;

    /// <summary>How a session is kept.</summary>
    [ParamsSource(nameof(Ways))]
    public string Way { get; set; } = "";

    /// <summary>The number of messages in the session.</summary>
    [Params(10, 1000, 10_000)]
    public int Messages { get; set; }

    /// <summary>The storages of this SDK, and the ways without it.</summary>
    public static IEnumerable<string> Ways =>
    [
        .. Enum.GetValues<Kind>().Where(kind => kind.IsThere()).Select(kind => $"{kind}"),
        nameof(RewrittenFile),
        .. PostgreSqlServer.WhyMissing is null ? [nameof(RewrittenRow)] : Array.Empty<string>(),
    ];

    /// <summary>Opens what keeps the session.</summary>
    [GlobalSetup]
    public void Open()
    {
        _messages = Conversation.Take(Messages);
        _turns = Way switch
        {
            nameof(RewrittenFile) => new RewrittenFile(_folder),
            nameof(RewrittenRow) => new RewrittenRow(),
            _ => new StoredTurns(Enum.Parse<Kind>(Way), _folder),
        };
    }

    /// <summary>Closes it.</summary>
    [GlobalCleanup]
    public async Task Close()
    {
        await _turns.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    /// <summary>Makes a session of the length, and adds a turn to it: what a long session leaves to the next writer to tidy up is no turn's cost.</summary>
    [IterationSetup]
    public void Fill()
    {
        _turns.FillAsync(_messages).GetAwaiter().GetResult();
        _turns.PersistAsync(_turn).GetAwaiter().GetResult();
    }

    /// <summary>Adds turns.</summary>
    [Benchmark(OperationsPerInvoke = Turns)]
    public async Task Persist()
    {
        for (int i = 0; i < Turns; i++)
        {
            await _turns.PersistAsync(_turn);
        }
    }
}
