using System.Net;
using System.Net.Sockets;

namespace Fluers.Sdk.Servers;

/// <summary>Ports of the loopback address that nobody uses. None is given twice: whom it was given to may not have taken it yet.</summary>
public static class FreePort
{
    private static readonly HashSet<int> Given = [];

    /// <summary>A port.</summary>
    public static int Next() => Next(1)[0];

    /// <summary>As many ports, all different.</summary>
    public static int[] Next(int count)
    {
        var listeners = new List<TcpListener>();
        var ports = new List<int>();
        try
        {
            while (ports.Count < count)
            {
                var listener = new TcpListener(IPAddress.Loopback, 0);
                listeners.Add(listener);
                listener.Start();
                int port = ((IPEndPoint)listener.LocalEndpoint).Port;
                lock (Given)
                {
                    if (Given.Add(port))
                    {
                        ports.Add(port);
                    }
                }
            }

            return [.. ports];
        }
        finally
        {
            listeners.ForEach(listener => listener.Dispose());
        }
    }
}
