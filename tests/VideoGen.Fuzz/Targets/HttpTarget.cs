using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using VideoGen.Host.Configuration;
using VideoGen.Server;
using Rfc8032 = Org.BouncyCastle.Math.EC.Rfc8032.Ed25519;

namespace VideoGen.Fuzz.Targets;

/// <summary>
/// The whole server over a real connection. An input is what a stranger sends: head and body of a webhook, of an MCP message or of a REST call.
/// A webhook whose signature is the word <c>sign</c> gets fal's, so that what lies behind the signature is tried too.
/// </summary>
/// <param name="planted">True makes an address of the Host header without a look at it.</param>
internal sealed partial class HttpTarget(bool planted) : ITarget, IDisposable
{
    private const string KeySet = """{"keys":[{"kty":"OKP","crv":"Ed25519","x":"A6EHv_POEL4dcN0Y50vAmWfk1jCbpQ1fHdyGZBJVMbg"}]}""";
    private const string SignatureHeader = "X-Fal-Webhook-Signature: sign";
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan ForMore = TimeSpan.FromMilliseconds(50);

    private readonly byte[] _seed = [.. Enumerable.Range(0, 32).Select(i => (byte)i)];
    private readonly HttpClient _http = new();
    private readonly Lazy<Running> _server = new(Running.Start);

    public IReadOnlyList<string> Words { get; } =
    [
        "sign", "\r\n", "\r\n\r\n", "Host: ", "localhost", "localhost:99999", "[::1]", "Content-Length: ", "Content-Type: application/json", "Transfer-Encoding: chunked", "0\r\n\r\n", "Accept: application/json, text/event-stream",
        "POST ", "GET ", "DELETE ", " HTTP/1.1", "/webhooks/fal/job_1.secret", "/mcp", "/v1/plans", "/v1/requests/req_a", "/media/", "%00", "..", "Authorization: Bearer ", "vgt_", "e30.e30.e30", "MCP-Protocol-Version: 2026-07-28", "Mcp-Session-Id: ",
        "Mcp-Method: tools/call", "X-Fal-Webhook-Request-Id: ", "X-Fal-Webhook-User-Id: ", "X-Fal-Webhook-Timestamp: ", "X-Fal-Webhook-Signature: ", "1767225600", "request_id", "Origin: ", "Expect: 100-continue", "traceparent: ", "Range: bytes=", "\u0000", "tools/call", "jsonrpc",
    ];

    public InputKind Kind => InputKind.Json;

    public long Allowance(int bytes) => 5_000_000 + (100L * bytes);

    public void Dispose()
    {
        _http.Dispose();
        if (_server.IsValueCreated)
        {
            _server.Value.Dispose();
        }
    }

    public void Try(byte[] input)
    {
        string text = Encoding.Latin1.GetString(input);
        bool isFals = text.Contains(SignatureHeader, StringComparison.Ordinal);
        string sent = isFals ? Signed(text) : text;
        if (planted && HostHeader().Match(sent) is { Success: true } host)
        {
            _ = new Uri($"http://{host.Groups["host"].Value}/media/");
        }

        string answer = Exchange(Encoding.Latin1.GetBytes(sent));
        foreach (Match status in StatusLine().Matches(answer))
        {
            int code = int.Parse(status.Groups["code"].ValueSpan, System.Globalization.CultureInfo.InvariantCulture);
            Rule.Require(code is < 500 or 501 or 505, "Whatever a client sends is the client's mistake, not the server's.", answer);
            Rule.Require(isFals || code is not 200 || !text.StartsWith("POST /webhooks/", StringComparison.Ordinal) || StatusLine().Count(answer) > 1, "A forged delivery is never accepted.");
        }

        Rule.Require(!answer.Contains("   at ", StringComparison.Ordinal) && !answer.Contains(_server.Value.Home, StringComparison.Ordinal), "An answer shows nothing of the inside.");
        using HttpResponseMessage health = _http.GetAsync(new Uri($"http://127.0.0.1:{_server.Value.Port}/health")).GetAwaiter().GetResult();
        Rule.Require(health.IsSuccessStatusCode, "The server goes on.");
    }

    private string Exchange(byte[] bytes)
    {
        using var client = new TcpClient { NoDelay = true, ReceiveTimeout = (int)Patience.TotalMilliseconds, SendTimeout = (int)Patience.TotalMilliseconds };
        client.Connect(IPAddress.Loopback, _server.Value.Port);
        using NetworkStream stream = client.GetStream();
        using var answer = new MemoryStream();
        byte[] buffer = new byte[4096];
        try
        {
            stream.Write(bytes);
            while (client.Client.Poll(ForMore, SelectMode.SelectRead))
            {
                int read = stream.Read(buffer);
                if (read == 0)
                {
                    return Encoding.Latin1.GetString(answer.ToArray());
                }

                answer.Write(buffer, 0, read);
            }

            client.Client.Shutdown(SocketShutdown.Send); // the server waits for more of this, and gets none
            stream.CopyTo(answer);
        }
        catch (IOException)
        {
            // Cut: the server wants nothing more of this.
        }

        return Encoding.Latin1.GetString(answer.ToArray());
    }

    private string Signed(string text)
    {
        int end = text.IndexOf("\r\n\r\n", StringComparison.Ordinal);
        string head = end < 0 ? text : text[..end];
        byte[] body = end < 0 ? [] : Encoding.Latin1.GetBytes(text[(end + 4)..]);
        string message = $"{Value(head, "Request-Id")}\n{Value(head, "User-Id")}\n{Value(head, "Timestamp")}\n{Convert.ToHexStringLower(SHA256.HashData(body))}";
        byte[] bytes = Encoding.UTF8.GetBytes(message);
        byte[] signature = new byte[Rfc8032.SignatureSize];
        Rfc8032.Sign(_seed, 0, bytes, 0, bytes.Length, signature, 0);
        return text.Replace(SignatureHeader, $"X-Fal-Webhook-Signature: {Convert.ToHexStringLower(signature)}", StringComparison.Ordinal);
    }

    private static string Value(string head, string name) =>
        head.Split("\r\n").Select(line => line.Split(": ", 2)).FirstOrDefault(line => line.Length == 2 && line[0] == $"X-Fal-Webhook-{name}")?[1] ?? "";

    [GeneratedRegex(@"HTTP/1\.1 (?<code>\d{3})", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex StatusLine();

    [GeneratedRegex(@"\r\nHost: (?<host>[^\r\n]*)", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex HostHeader();

    /// <summary>The server and where it gets fal's keys.</summary>
    private sealed class Running : IDisposable
    {
        private readonly WebApplication _keys;
        private readonly VideoGenServer _server;

        private Running(WebApplication keys, VideoGenServer server, string home) => (_keys, _server, Home) = (keys, server, home);

        public string Home { get; }

        public int Port => new Uri(_server.Addresses.First()).Port;

        public static Running Start()
        {
            WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
            builder.Logging.ClearProviders();
            WebApplication keys = builder.Build();
            keys.Urls.Add("http://127.0.0.1:0");
            keys.MapGet("/", () => Results.Text(KeySet, "application/json"));
            keys.StartAsync().GetAwaiter().GetResult();
            var settings = new Settings
            {
                Home = Directory.CreateTempSubdirectory("videogen-fuzz-").FullName,
                Provider = "animatic",
                Server = new ServerSettings { Port = 0, MaxRequestsPerMinute = 1_000_000 },
                Fal = new FalSettings { JwksUrl = new Uri(keys.Urls.First()) },
                Jobs = new JobSettings { MaxInFlight = 1 },
            };
            var server = new VideoGenServer(settings, new StoppedTime(), _ => null, logging => logging.ClearProviders());
            server.StartAsync().GetAwaiter().GetResult();
            return new Running(keys, server, settings.Home);
        }

        public void Dispose()
        {
            _server.DisposeAsync().AsTask().GetAwaiter().GetResult();
            _keys.DisposeAsync().AsTask().GetAwaiter().GetResult();
            Directory.Delete(Home, recursive: true);
        }
    }

    // Signatures hold for a moment that never passes; waits and sweeps are those of the machine.
    private sealed class StoppedTime : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    }
}
