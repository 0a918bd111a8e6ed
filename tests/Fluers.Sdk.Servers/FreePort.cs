using System.Net;
using System.Net.Sockets;

namespace Fluers.Sdk.Servers;

/// <summary>Ports of the loopback address that nobody uses.</summary>
public static class FreePort
{
    /// <summary>A port.</summary>
    public static int Next() => Next(1)[0];

    /// <summary>As many ports, all different.</summary>
    public static int[] Next(int count)
    {
        TcpListener[] listeners = [.. Enumerable.Range(0, count).Select(_ => new TcpListener(IPAddress.Loopback, 0))];
        try
        {
            Array.ForEach(listeners, listener => listener.Start());
            return [.. listeners.Select(listener => ((IPEndPoint)listener.LocalEndpoint).Port)];
        }
        finally
        {
            Array.ForEach(listeners, listener => listener.Dispose());
        }
    }
}
