using System.Net;
using System.Net.Sockets;

namespace Fluers.Sdk.Servers;

/// <summary>
/// Stands between a client and a server: counts how often the client waits for the server, and cuts the wire where a test says. Every
/// connection through it is cut at once.
/// </summary>
public sealed class WireProxy : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly int _server;
    private readonly Lock _lock = new();
    private readonly List<TcpClient> _open = [];
    private int _lostQuestions;
    private int _lostAnswers;
    private int _roundTrips;
    private TaskCompletionSource _passing = Done();

    private WireProxy(int server)
    {
        _server = server;
        _listener.Start();
        _ = AcceptAsync();
    }

    /// <summary>The port of the loopback address to connect to instead of the server's.</summary>
    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>How often the client asked something after it had the server's last answer.</summary>
    public int RoundTrips => Volatile.Read(ref _roundTrips);

    /// <summary>Begins to stand in front of a server on a port of the loopback address.</summary>
    public static WireProxy Before(int server) => new(server);

    /// <summary>Cuts the wire before the next questions reach the server.</summary>
    public void LoseQuestions(int count = 1) => Volatile.Write(ref _lostQuestions, count);

    /// <summary>Cuts the wire behind the next questions: the server has them, and its answers are lost.</summary>
    public void LoseAnswers(int count = 1) => Volatile.Write(ref _lostAnswers, count);

    /// <summary>Keeps the answers of the server back, until <see cref="Release"/>. Questions pass.</summary>
    public void HoldAnswers() => Volatile.Write(ref _passing, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));

    /// <summary>Lets the answers pass that were kept back, and all others.</summary>
    public void Release() => Volatile.Read(ref _passing).TrySetResult();

    /// <summary>Cuts all connections, as a server does that goes down while nobody asks.</summary>
    public void Cut()
    {
        lock (_lock)
        {
            _open.ForEach(connection => connection.Close());
            _open.Clear();
        }
    }

    /// <summary>Cuts all connections and takes no more.</summary>
    public void Dispose()
    {
        _listener.Stop();
        Release();
        Cut();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                TcpClient client = await _listener.AcceptTcpClientAsync();
                _ = ServeAsync(client);
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // Disposed.
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        var server = new TcpClient { NoDelay = true };
        client.NoDelay = true;
        lock (_lock)
        {
            _open.AddRange([client, server]);
        }

        try
        {
            await server.ConnectAsync(IPAddress.Loopback, _server);
            var conversation = new Conversation();
            await Task.WhenAny(AskAsync(client.GetStream(), server.GetStream(), conversation), AnswerAsync(server.GetStream(), client.GetStream(), conversation));
        }
        catch (Exception e) when (e is IOException or SocketException or ObjectDisposedException)
        {
            // Cut.
        }
        finally
        {
            client.Close();
            server.Close();
        }
    }

    private async Task AskAsync(NetworkStream client, NetworkStream server, Conversation conversation)
    {
        byte[] buffer = new byte[64 * 1024];
        for (int read; (read = await client.ReadAsync(buffer)) > 0;)
        {
            if (Interlocked.Exchange(ref conversation.IsAnswered, 0) == 1)
            {
                Interlocked.Increment(ref _roundTrips);
                if (Take(ref _lostQuestions))
                {
                    return;
                }
            }

            await server.WriteAsync(buffer.AsMemory(0, read));
        }
    }

    private async Task AnswerAsync(NetworkStream server, NetworkStream client, Conversation conversation)
    {
        byte[] buffer = new byte[64 * 1024];
        for (int read; (read = await server.ReadAsync(buffer)) > 0;)
        {
            if (Interlocked.Exchange(ref conversation.IsAnswered, 1) == 0 && Take(ref _lostAnswers))
            {
                return;
            }

            await Volatile.Read(ref _passing).Task;
            await client.WriteAsync(buffer.AsMemory(0, read));
        }
    }

    private static TaskCompletionSource Done()
    {
        var done = new TaskCompletionSource();
        done.SetResult();
        return done;
    }

    private static bool Take(ref int count)
    {
        for (int left = Volatile.Read(ref count); left > 0; left = Volatile.Read(ref count))
        {
            if (Interlocked.CompareExchange(ref count, left - 1, left) == left)
            {
                return true;
            }
        }

        return false;
    }

    private sealed class Conversation
    {
        public int IsAnswered = 1;
    }
}
