using System.Net;
using System.Net.Sockets;

namespace VideoGen.Operations.Tests.Rig;

/// <summary>A port that nobody has; another may take it before it is used, so whoever uses it tries again.</summary>
internal static class FreePort
{
    public static int Find()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
