using System.Net;
using System.Net.Sockets;

namespace Fluers.Sdk.Servers;

/// <summary>Hears of every command that reaches a Redis server, and keeps those that are about the keys of one store.</summary>
public sealed class RedisMonitor : IAsyncDisposable
{
    private readonly TcpClient _client;
    private readonly Task _listening;
    private readonly string _prefix;
    private readonly Lock _lock = new();
    private readonly List<string> _seen = [];
    private TaskCompletionSource _more = New();

    private RedisMonitor(TcpClient client, StreamReader reader, string prefix)
    {
        _client = client;
        _prefix = prefix;
        _listening = ListenAsync(reader);
    }

    /// <summary>The names of the commands since the last call of <see cref="Forget"/>, in their order.</summary>
    public IReadOnlyList<string> Seen
    {
        get
        {
            lock (_lock)
            {
                return [.. _seen];
            }
        }
    }

    /// <summary>Begins to listen.</summary>
    /// <param name="port">The port of the server on the loopback address.</param>
    /// <param name="prefix">What stands in each command to keep.</param>
    public static async Task<RedisMonitor> StartAsync(int port, string prefix)
    {
        var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, port);
        NetworkStream stream = client.GetStream();
        await stream.WriteAsync("MONITOR\r\n"u8.ToArray());
        var reader = new StreamReader(stream);
        string? answer = await reader.ReadLineAsync();
        return answer == "+OK" ? new RedisMonitor(client, reader, prefix) : throw new InvalidOperationException($"The server answers MONITOR with {answer}.");
    }

    /// <summary>Forgets what was seen.</summary>
    public void Forget()
    {
        lock (_lock)
        {
            _seen.Clear();
        }
    }

    /// <summary>Returns once as many commands were seen.</summary>
    public async Task UntilAsync(int count)
    {
        while (true)
        {
            Task more;
            lock (_lock)
            {
                if (_seen.Count >= count)
                {
                    return;
                }

                more = _more.Task;
            }

            await more;
        }
    }

    /// <summary>Ends.</summary>
    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _listening.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    // +1700000000.123456 [0 127.0.0.1:50000] "EVALSHA" "…": what a script does itself has "lua" in the place of an address.
    private async Task ListenAsync(StreamReader reader)
    {
        while (await reader.ReadLineAsync() is { } line)
        {
            if (line.Contains(_prefix, StringComparison.Ordinal) && !line.Contains(" lua] ", StringComparison.Ordinal) && line.Split('"') is [_, var name, ..])
            {
                lock (_lock)
                {
                    _seen.Add(name.ToUpperInvariant());
                    _more.TrySetResult();
                    _more = New();
                }
            }
        }
    }

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
