using System.Net;
using System.Net.Sockets;
using System.Text;

namespace VideoGen.Server.Tests.Rig;

/// <summary>A connection that sends exactly the bytes a test gives, and reads the status line of the answer.</summary>
internal sealed class RawCall : IDisposable
{
    private readonly TcpClient _client = new();

    public static async Task<RawCall> OpenAsync(Uri server)
    {
        var call = new RawCall();
        await call._client.ConnectAsync(IPAddress.Loopback, server.Port);
        return call;
    }

    public async Task SendAsync(string text) => await _client.GetStream().WriteAsync(Encoding.Latin1.GetBytes(text));

    /// <summary>The answer's status; 0 when the connection was cut.</summary>
    public async Task<int> StatusAsync()
    {
        using var reader = new StreamReader(_client.GetStream(), Encoding.Latin1, leaveOpen: true);
        try
        {
            string? line = await reader.ReadLineAsync(CancellationToken.None).AsTask().WaitAsync(TimeSpan.FromSeconds(30), TimeProvider.System);
            return line is null ? 0 : int.Parse(line.Split(' ')[1]);
        }
        catch (IOException)
        {
            return 0;
        }
    }

    public void Dispose() => _client.Dispose();
}
