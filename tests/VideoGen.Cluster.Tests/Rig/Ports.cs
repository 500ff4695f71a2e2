using System.Net;
using System.Net.Sockets;

namespace VideoGen.Cluster.Tests.Rig;

/// <summary>Free ports of this machine.</summary>
internal static class Ports
{
    /// <summary>One that nobody listens to.</summary>
    public static int Free()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
