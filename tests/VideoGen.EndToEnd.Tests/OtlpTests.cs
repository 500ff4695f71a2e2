using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace VideoGen.EndToEnd.Tests;

/// <summary>The command line and the stdio server export what they do where the standard variables say so, and touch nothing of it otherwise.</summary>
public sealed class OtlpTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    // Linux keeps 15 characters of a thread's name.
    private const string Exporter = "OpenTelemetry-B";

    private readonly Videogen _videogen = new();

    [Fact]
    public async Task Without_the_variables_nothing_of_OpenTelemetry_is_touched()
    {
        (string mapped, string[] threads) = await SeeAsync(new Dictionary<string, string>());

        threads.ShouldNotContain(Exporter);
        // Native code has no libraries of its own to load.
        mapped.ShouldNotContain("OpenTelemetry");
    }

    [Fact]
    public async Task With_the_variables_something_exports()
    {
        using var sink = new Sink();
        (string mapped, string[] threads) = await SeeAsync(sink.Variables);

        threads.ShouldContain(Exporter);
        mapped.Contains("OpenTelemetry.dll", StringComparison.Ordinal).ShouldBe(mapped.Contains("VideoGen.Host.dll", StringComparison.Ordinal));
    }

    // A server's mapped files and the names of its threads, after a call.
    private async Task<(string Mapped, string[] Threads)> SeeAsync(IReadOnlyDictionary<string, string> variables)
    {
        using Process server = _videogen.StartOpen(variables, "mcp");
        await server.StandardInput.WriteLineAsync("""{"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":"2025-06-18","capabilities":{},"clientInfo":{"name":"t","version":"1"}}}""");
        await server.StandardInput.WriteLineAsync("""{"jsonrpc":"2.0","method":"notifications/initialized"}""");
        await server.StandardInput.WriteLineAsync("""{"jsonrpc":"2.0","id":2,"method":"tools/call","params":{"name":"get_video_segments","arguments":{}}}""");
        await server.StandardOutput.ReadLineAsync().WaitAsync(Patience);
        await server.StandardOutput.ReadLineAsync().WaitAsync(Patience);
        string mapped = await File.ReadAllTextAsync($"/proc/{server.Id}/maps");
        string[] threads = [.. Directory.EnumerateDirectories($"/proc/{server.Id}/task").Select(thread => File.ReadAllText(Path.Combine(thread, "comm")).TrimEnd())];
        server.StandardInput.Close();
        await server.WaitForExitAsync().WaitAsync(Patience);

        return (mapped, threads);
    }

    [Fact]
    public async Task An_order_on_the_command_line_is_one_exported_trace()
    {
        using var sink = new Sink();
        (int code, string output, string error) = await _videogen.RunAsync(sink.Variables, "generate", Videogen.Sample("lighthouse"), "--provider", "animatic", "--wait", "600", "--json");

        code.ShouldBe(0, error);
        string traceId = System.Text.Json.Nodes.JsonNode.Parse(output)!["trace_id"]!.GetValue<string>();
        string spans = sink.All("traces");
        spans.ShouldContain("videogen", Case.Sensitive);
        foreach (string name in (string[])["order", "plan", "preflight", "submit", "generate_content", "deliver", "download", "store"])
        {
            spans.ShouldContain(name, Case.Sensitive);
        }

        spans.ShouldContain(Encoding.Latin1.GetString(Convert.FromHexString(traceId)), Case.Sensitive);
        sink.All("metrics").ShouldContain("videogen.segments", Case.Sensitive);
    }

    public void Dispose() => _videogen.Dispose();

    /// <summary>Keeps what is sent to it over OTLP/HTTP.</summary>
    private sealed class Sink : IDisposable
    {
        private readonly HttpListener _listener = new();
        private readonly List<(string Path, string Body)> _received = [];
        private readonly string _address = $"http://127.0.0.1:{FreePort()}/";

        public Sink()
        {
            _listener.Prefixes.Add(_address);
            _listener.Start();
            _ = ReceiveAsync();
        }

        public Dictionary<string, string> Variables => new() { ["OTEL_EXPORTER_OTLP_ENDPOINT"] = _address.TrimEnd('/'), ["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf", ["OTEL_EXPORTER_OTLP_TIMEOUT"] = "600000" };

        public string All(string signal)
        {
            lock (_received)
            {
                return string.Concat(_received.Where(r => r.Path == $"/v1/{signal}").Select(r => r.Body));
            }
        }

        public void Dispose() => _listener.Close();

        private static int FreePort()
        {
            using var listener = new TcpListener(IPAddress.Loopback, 0);
            listener.Start();
            return ((IPEndPoint)listener.LocalEndpoint).Port;
        }

        private async Task ReceiveAsync()
        {
            try
            {
                while (true)
                {
                    HttpListenerContext context = await _listener.GetContextAsync();
                    using var body = new MemoryStream();
                    await context.Request.InputStream.CopyToAsync(body);
                    lock (_received)
                    {
                        _received.Add((context.Request.Url!.AbsolutePath, Encoding.Latin1.GetString(body.ToArray())));
                    }

                    context.Response.ContentType = "application/x-protobuf";
                    context.Response.Close();
                }
            }
            catch (Exception e) when (e is HttpListenerException or ObjectDisposedException)
            {
                // The test has seen enough.
            }
        }
    }
}
