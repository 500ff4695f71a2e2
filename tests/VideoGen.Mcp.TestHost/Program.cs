// The stdio server over a scripted agent: what the client scripts under tests/clients/mcp run against.
using VideoGen.Mcp;
using VideoGen.Mcp.Stdio;
using VideoGen.Testing.Catalog;
using VideoGen.Testing.Jobs;
using VideoGen.Testing.Synthesis;

TimeSpan step = TimeSpan.FromMilliseconds(200);
var agent = new ScriptedVideoSegments { AfterStep = end => Task.Delay(step, TimeProvider.System, end) };
var host = new McpHost
{
    Version = "0.0.0",
    Ids = new NumberedIds(),
    Log = new StandardErrorLog(),
    LocalFolder = Environment.CurrentDirectory,
};
using var stop = new CancellationTokenSource();
Console.CancelKeyPress += (_, pressed) =>
{
    pressed.Cancel = true;
    stop.Cancel();
};
await StdioServer.RunAsync(McpTools.CreateOptions(new(agent, agent, new MemoryCatalog(), agent, agent), host), stop.Token);
