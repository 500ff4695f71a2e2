using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;
using VideoGen.Frames;

namespace VideoGen.Tests.Frames;

/// <summary>Stills and clips go the way of the other calls: through a real proxy on this machine, which answers by itself.</summary>
public sealed class ProxyTests : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly List<string> _asked = [];
    private readonly CancellationTokenSource _end = new();
    private readonly Uri _proxy;

    public ProxyTests()
    {
        _listener.Start();
        _proxy = new Uri($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}");
        _ = ServeAsync();
    }

    public void Dispose()
    {
        _end.Cancel();
        _listener.Dispose();
        _end.Dispose();
    }

    [Theory]
    [InlineData("http://93.184.215.14/clip.mp4")]
    [InlineData("http://clips.nowhere.invalid/clip.mp4")] // only the proxy knows the name
    public async Task A_public_address_goes_through_the_proxy_though_that_is_private(string address)
    {
        using HttpClient http = Http(new WebProxy(_proxy));
        (await http.GetStringAsync(new Uri(address))).ShouldBe("by the proxy");
        _asked.ShouldHaveSingleItem().ShouldStartWith($"GET {address} HTTP/1.1");
    }

    [Fact]
    public async Task A_tunnel_is_asked_of_the_proxy()
    {
        using HttpClient http = Http(new WebProxy(_proxy));
        await Should.ThrowAsync<HttpRequestException>(() => http.GetStringAsync(new Uri("https://93.184.215.14/clip.mp4"))); // it refuses
        _asked.ShouldHaveSingleItem().ShouldStartWith("CONNECT 93.184.215.14:443 HTTP/1.1");
    }

    [Fact]
    public async Task An_address_of_a_private_network_is_refused_and_the_proxy_is_not_asked()
    {
        using HttpClient http = Http(new WebProxy(_proxy));
        foreach (string address in (string[])["http://127.0.0.1:9/x", "http://169.254.169.254/latest/meta-data", "http://localhost/x", "http://[::1]/x", _proxy.AbsoluteUri])
        {
            (await Should.ThrowAsync<HttpRequestException>(() => http.GetAsync(new Uri(address)))).InnerException.ShouldBeOfType<AddressRefusedException>(address);
        }

        _asked.ShouldBeEmpty();
    }

    [Fact]
    public async Task An_address_that_the_settings_leave_out_goes_the_direct_way()
    {
        var proxy = new WebProxy(new Uri("http://127.0.0.1:9")) { BypassList = ["127\\.0\\.0\\.1"] };
        using HttpClient http = Http(proxy, allowed: true);
        (await http.GetStringAsync(new Uri(_proxy, "/direct"))).ShouldBe("by the proxy");
        _asked.ShouldHaveSingleItem().ShouldStartWith("GET /direct HTTP/1.1");
    }

    [Fact]
    public async Task No_trace_of_ours_goes_to_a_host_that_a_stranger_chose()
    {
        using ActivityListener listener = new() { ShouldListenTo = _ => true, Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded };
        ActivitySource.AddActivityListener(listener);
        using var source = new ActivitySource("ProxyTests");
        using Activity? ours = source.StartActivity("call").ShouldNotBeNull().AddBaggage("tenant", "acme");
        ours.TraceStateString = "vendor=1";

        using HttpClient http = Http(new WebProxy(_proxy));
        await http.GetStringAsync(new Uri("http://93.184.215.14/clip.mp4"));

        string head = _asked.ShouldHaveSingleItem();
        foreach (string name in (string[])["traceparent", "tracestate", "baggage", "Request-Id", "Correlation-Context"])
        {
            head.ShouldNotContain(name, Case.Insensitive);
        }
    }

    private static HttpClient Http(IWebProxy proxy, bool allowed = false) => new(NetworkGuard.CreateHandler((_, _) => allowed, proxy));

    private async Task ServeAsync()
    {
        while (!_end.IsCancellationRequested)
        {
            using TcpClient client = await _listener.AcceptTcpClientAsync(_end.Token);
            await using NetworkStream stream = client.GetStream();
            var head = new StringBuilder();
            byte[] buffer = new byte[4096];
            while (!head.ToString().Contains("\r\n\r\n", StringComparison.Ordinal))
            {
                head.Append(Encoding.ASCII.GetString(buffer, 0, await stream.ReadAsync(buffer, _end.Token)));
            }

            _asked.Add(head.ToString());
            bool isTunnel = head.ToString().StartsWith("CONNECT", StringComparison.Ordinal);
            await stream.WriteAsync(Encoding.ASCII.GetBytes(isTunnel ? "HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\nConnection: close\r\n\r\n" : "HTTP/1.1 200 OK\r\nContent-Length: 12\r\nConnection: close\r\n\r\nby the proxy"), _end.Token);
        }
    }
}
