using System.Net;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace VideoGen.Server.Traffic;

/// <summary>Keeps one address from taking all the connections there are: what it opens beyond its share is cut at once.</summary>
internal sealed class ConnectionGate(int all, int each)
{
    private readonly Places _places = new(all, each);

    /// <summary>Guards every connection of a listener.</summary>
    public void Guard(ListenOptions listener) => listener.Use(next => connection => ServeAsync(connection, next));

    private async Task ServeAsync(ConnectionContext connection, ConnectionDelegate next)
    {
        string who = AddressKey.Of((connection.RemoteEndPoint as IPEndPoint)?.Address);
        if (_places.Take(who) is not PlaceResult.Taken)
        {
            connection.Abort();
            return;
        }

        try
        {
            await next(connection);
        }
        finally
        {
            _places.Leave(who);
        }
    }
}
