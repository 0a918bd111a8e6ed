using BenchmarkDotNet.Attributes;

namespace Fluers.Sdk.Benchmarks.Stores;

/// <summary>Appends to as many sessions as there are writers, all at once; the time is that of one append.</summary>
[IterationCount(10)]
public class ConcurrentWriterBenchmarks
{
    private const int Appends = 256;

    private readonly string _folder = Directory.CreateTempSubdirectory("fluers-benchmarks-").FullName;
    private SessionStore? _store;
    private Session<Talk>[] _sessions = [];
    private Message _message = null!;

    /// <summary>The storage.</summary>
    [ParamsSource(nameof(Ways))]
    public Kind Way { get; set; }

    /// <summary>The number of writers.</summary>
    [Params(1, 8, 64)]
    public int Writers { get; set; }

    /// <summary>The storages that outlive the process.</summary>
    public static IEnumerable<Kind> Ways => Enum.GetValues<Kind>().Where(kind => kind != Kind.Memory && kind.IsThere());

    /// <summary>Opens the store and creates the sessions.</summary>
    [GlobalSetup]
    public async Task Open()
    {
        _store = new SessionStore(Way.Open(_folder));
        _message = Conversation.Turn()[0];
        _sessions = new Session<Talk>[Writers];
        for (int i = 0; i < Writers; i++)
        {
            _sessions[i] = await _store.CreateAsync(new Talk { Subject = "benchmark" });
        }
    }

    /// <summary>Closes the store.</summary>
    [GlobalCleanup]
    public async Task Close()
    {
        await _store!.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    /// <summary>This SDK.</summary>
    [Benchmark(OperationsPerInvoke = Appends)]
    public Task Fluers() => Task.WhenAll(_sessions.Select(session => Task.Run(async () =>
    {
        for (int i = 0; i < Appends / Writers; i++)
        {
            session.Append(_message);
            await session.SaveAsync();
        }
    })));
}
