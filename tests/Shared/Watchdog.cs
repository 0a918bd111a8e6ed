using Microsoft.Testing.Platform.Builder;
using Microsoft.Testing.Platform.Extensions;
using Microsoft.Testing.Platform.Extensions.Messages;
using Microsoft.Testing.Platform.Extensions.TestHost;

namespace Fluers.Sdk.Testing.Shared;

/// <summary>
/// Ends a run in which a test hangs, and says which: a run that never ends tells nobody anything. The limit is far above what any test
/// takes on a machine that is busy with other things.
/// </summary>
internal sealed class Watchdog : IDataConsumer, IDisposable
{
    private static readonly TimeSpan Limit = Environment.GetEnvironmentVariable("FLUERS_FULL") == "1" ? TimeSpan.FromHours(12) : TimeSpan.FromMinutes(25);

    private readonly Lock _lock = new();
    private readonly Dictionary<TestNodeUid, (string Name, long Since)> _running = [];
    private readonly Timer _timer;
    private long _lastSeen = Environment.TickCount64;

    private Watchdog() => _timer = new Timer(_ => Look(), null, Limit / 25, Limit / 25);

    public string Uid => nameof(Watchdog);

    public string Version => "1";

    public string DisplayName => nameof(Watchdog);

    public string Description => "Ends a run in which a test hangs.";

    public Type[] DataTypesConsumed { get; } = [typeof(TestNodeUpdateMessage)];

    /// <summary>The test platform calls this before the run.</summary>
    public static void AddExtensions(ITestApplicationBuilder builder, string[] args) => builder.TestHost.AddDataConsumer(_ => new Watchdog());

    public Task<bool> IsEnabledAsync() => Task.FromResult(true);

    public Task ConsumeAsync(IDataProducer dataProducer, IData value, CancellationToken cancellationToken)
    {
        TestNode test = ((TestNodeUpdateMessage)value).TestNode;
        lock (_lock)
        {
            _lastSeen = Environment.TickCount64;
            if (test.Properties.Any<InProgressTestNodeStateProperty>())
            {
                _running[test.Uid] = (test.DisplayName, _lastSeen);
            }
            else
            {
                _running.Remove(test.Uid);
            }
        }

        return Task.CompletedTask;
    }

    public void Dispose() => _timer.Dispose();

    private void Look()
    {
        long now = Environment.TickCount64;
        string[] hanging;
        lock (_lock)
        {
            hanging = [.. _running.Values.Where(test => now - test.Since > Limit.TotalMilliseconds).Select(test => test.Name)];
            if (hanging.Length == 0 && now - _lastSeen <= Limit.TotalMilliseconds)
            {
                return;
            }
        }

        // A test that was stopped where it hangs would not end: the process does.
        Environment.FailFast(hanging.Length == 0
            ? $"For {Limit} no test began or ended: what sets tests up or takes them down hangs."
            : $"After {Limit} these tests still run: {string.Join(", ", hanging)}.");
    }
}
