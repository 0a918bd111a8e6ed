using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Fluers.Sdk.Servers;

/// <summary>
/// Ports of the loopback address that nobody uses, and that the system gives to nobody who connects: a client that tries again and again to
/// reach a server that is down would else meet itself there, and keep the server from its port.
/// </summary>
public static class FreePort
{
    private const int First = 10_000;
    private const string Ephemeral = "/proc/sys/net/ipv4/ip_local_port_range";

    private static readonly Lock Taking = new();
    private static readonly HashSet<int> Taken = [];

    /// <summary>A port. No other call in this process gets it.</summary>
    public static int Next()
    {
        int end = File.Exists(Ephemeral) ? int.Parse(File.ReadAllText(Ephemeral).Split()[0], CultureInfo.InvariantCulture) : 32_768;
        int first = Math.Min(First, end / 2);
        lock (Taking)
        {
            while (true)
            {
                int port = Random.Shared.Next(first, end);
                if (!Taken.Contains(port) && IsFree(port))
                {
                    Taken.Add(port);
                    return port;
                }
            }
        }
    }

    /// <summary>As many ports, all different.</summary>
    public static int[] Next(int count) => [.. Enumerable.Range(0, count).Select(_ => Next())];

    private static bool IsFree(int port)
    {
        using var listener = new TcpListener(IPAddress.Loopback, port);
        try
        {
            listener.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
