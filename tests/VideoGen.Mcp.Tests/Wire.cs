using System.IO.Pipelines;
using ModelContextProtocol.Client;
using ModelContextProtocol.Protocol;
using VideoGen.Mcp.Stdio;
using VideoGen.Testing.Catalog;
using VideoGen.Testing.Jobs;
using VideoGen.Testing.Synthesis;

namespace VideoGen.Mcp.Tests;

/// <summary>A server and its client in one process: the stdio server over two pipes, speaking real MCP.</summary>
internal sealed class Wire : IAsyncDisposable
{
    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    private readonly Pipe _up = new();
    private readonly Pipe _down = new();
    private readonly CancellationTokenSource _stop = new();

    private Wire(ScriptedVideoSegments agent, TimeSpan grace, TimeProvider time, long maxMessageBytes)
    {
        Agent = agent;
        Log = new();
        var host = new McpHost { Version = "1.2.3", Ids = new NumberedIds(), Log = Log, LocalFolder = "/stills", ServesOneClient = true, Time = time };
        Serving = StdioServer.RunAsync(
            McpTools.CreateOptions(new(agent, agent, new MemoryCatalog(), agent, agent) { Previews = new FewPreviews() }, host), _up.Reader.AsStream(), _down.Writer.AsStream(), grace, TimeProvider.System, _stop.Token, maxMessageBytes);
    }

    public ScriptedVideoSegments Agent { get; }

    public RememberedLog Log { get; }

    public Task Serving { get; }

    public Stream ToServer => _up.Writer.AsStream();

    public StreamReader FromServer => field ??= new(_down.Reader.AsStream());

    public McpClient Client { get; private set; } = null!;

    public static Wire Bare(
        ScriptedVideoSegments? agent = null, TimeSpan? grace = null, TimeProvider? time = null, long maxMessageBytes = StdioServer.DefaultMaxMessageBytes) =>
        new(agent ?? new(), grace ?? StdioServer.DefaultGrace, time ?? TimeProvider.System, maxMessageBytes);

    public static async Task<Wire> ConnectAsync(ScriptedVideoSegments? agent = null, string? revision = null)
    {
        Wire wire = Bare(agent);
        var options = new McpClientOptions { ProtocolVersion = revision };
        wire.Client = await McpClient.CreateAsync(new StreamClientTransport(wire.ToServer, wire._down.Reader.AsStream()), options).WaitAsync(Patience);
        return wire;
    }

    public void CloseInput() => _up.Writer.Complete();

    public async ValueTask DisposeAsync()
    {
        if (Client is not null)
        {
            await Client.DisposeAsync();
        }

        await _stop.CancelAsync();
        await Serving.WaitAsync(Patience);
        _stop.Dispose();
    }
}
