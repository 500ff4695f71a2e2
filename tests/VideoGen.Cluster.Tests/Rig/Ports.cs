using System.Net;
using System.Net.Sockets;

namespace VideoGen.Cluster.Tests.Rig;

/// <summary>Free ports of this machine, below those that it gives to connections: nobody else takes one before its program listens there.</summary>
internal static class Ports
{
    private const int First = 20_000;
    private const int End = 32_000;
    private static readonly Lock Guard = new();
    private static int _next = Random.Shared.Next(First, End);

    /// <summary>One that nobody listens to, and that was not given out before.</summary>
    public static int Free()
    {
        lock (Guard)
        {
            for (int tried = First; tried < End; tried++)
            {
                _next = _next + 1 < End ? _next + 1 : First;
                if (IsFree(_next))
                {
                    return _next;
                }
            }
        }

        throw new InvalidOperationException($"Every port from {First} to {End} is taken.");
    }

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
