using System.Net;
using System.Net.Sockets;
using System.Text;

namespace VideoGen.Server.Tests.Rig;

/// <summary>A connection that sends exactly the bytes a test gives, and reads the status line of the answer.</summary>
internal sealed class RawCall : IDisposable
{
    private readonly TcpClient _client = new();
    private NetworkStream? _stream; // taken once: a client whose peer has hung up gives none

    public static async Task<RawCall> OpenAsync(Uri server)
    {
        var call = new RawCall();
        await call._client.ConnectAsync(IPAddress.Loopback, server.Port);
        call._stream = call._client.GetStream();
        return call;
    }

    /// <summary>A connection from another address of this machine.</summary>
    public static async Task<RawCall> OpenFromAsync(IPAddress from, Uri server)
    {
        var call = new RawCall();
        call._client.Client.Bind(new IPEndPoint(from, 0));
        await call._client.ConnectAsync(IPAddress.Loopback, server.Port);
        call._stream = call._client.GetStream();
        return call;
    }

    public async Task SendAsync(string text) => await _stream!.WriteAsync(Encoding.Latin1.GetBytes(text));

    /// <summary>The answer's status; 0 when the connection was cut.</summary>
    public async Task<int> StatusAsync()
    {
        using var reader = new StreamReader(_stream!, Encoding.Latin1, leaveOpen: true);
        try
        {
            string? line = await reader.ReadLineAsync(CancellationToken.None).AsTask().WaitAsync(TimeSpan.FromMinutes(10), TimeProvider.System);
            return line is null ? 0 : int.Parse(line.Split(' ')[1]);
        }
        catch (IOException)
        {
            return 0;
        }
    }

    /// <summary>Everything that comes until the server ends the connection. A connection that is never ended fails the test.</summary>
    public async Task<string> UntilClosedAsync()
    {
        var all = new StringBuilder();
        byte[] buffer = new byte[4096];
        try
        {
            while (await _stream!.ReadAsync(buffer).AsTask().WaitAsync(TimeSpan.FromMinutes(10), TimeProvider.System) is > 0 and int read)
            {
                all.Append(Encoding.Latin1.GetString(buffer, 0, read));
            }
        }
        catch (IOException)
        {
            // Cut.
        }

        return all.ToString();
    }

    public void Dispose() => _client.Dispose();
}
