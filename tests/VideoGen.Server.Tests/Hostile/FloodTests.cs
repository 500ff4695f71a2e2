using System.Net;
using System.Net.Sockets;
using VideoGen.Server.Tests.Rig;
using VideoGen.Server.Traffic;

namespace VideoGen.Server.Tests.Hostile;

public sealed class FloodTests
{
    [Fact]
    public async Task Two_thousand_idle_connections_of_one_address_leave_room_for_others()
    {
        await using Site site = await Site.StartAsync(s => s with { Server = s.Server with { MaxConnections = 1500, MaxConnectionsPerAddress = 1000 } });
        var idle = new List<RawCall>();
        int cut = 0;
        try
        {
            for (int i = 0; i < 2000; i++)
            {
                try
                {
                    idle.Add(await RawCall.OpenFromAsync(IPAddress.Parse("127.0.0.2"), site.Address));
                }
                catch (SocketException)
                {
                    cut++; // as fast as that
                }
            }

            (idle.Count + cut).ShouldBe(2000);
            cut += (await Task.WhenAll(idle.Skip(1000).Select(call => call.UntilClosedAsync()))).Length;
            cut.ShouldBeGreaterThanOrEqualTo(1000); // beyond the share of its address
            (await site.StatusAsync(HttpMethod.Get, "health").WaitAsync(TimeSpan.FromMinutes(10), TimeProvider.System)).ShouldBe(HttpStatusCode.OK);
        }
        finally
        {
            idle.ForEach(call => call.Dispose());
        }
    }

    [Fact]
    public async Task A_flood_of_the_port_for_webhooks_leaves_the_other_port_alone()
    {
        await using Site site = await Site.StartAsync(s => s with { Server = s.Server with { MaxConnections = 16, WebhookPort = 0 } });
        Uri webhooks = site.Server.Addresses.Select(a => new Uri(a)).Single(a => a.Host != "127.0.0.1");
        var idle = new List<RawCall>();
        try
        {
            for (int i = 0; i < 40; i++)
            {
                try
                {
                    idle.Add(await RawCall.OpenAsync(webhooks));
                }
                catch (SocketException)
                {
                    // Cut as fast as that.
                }
            }

            List<Task<string>> open = [.. idle.Select(call => call.UntilClosedAsync())];
            while (open.Count > 8)
            {
                Task<string> cut = await Task.WhenAny(open);
                (await cut).ShouldBeEmpty();
                open.Remove(cut);
            }

            (await site.StatusAsync(HttpMethod.Get, "health")).ShouldBe(HttpStatusCode.OK);
        }
        finally
        {
            idle.ForEach(call => call.Dispose());
        }
    }

    [Fact]
    public async Task A_connection_that_is_slow_with_its_head_or_idle_is_ended()
    {
        await using Site site = await Site.StartAsync(s => s with { Server = s.Server with { HeaderTimeoutSeconds = 1, IdleTimeoutSeconds = 1 } });
        using RawCall slow = await RawCall.OpenAsync(site.Address);
        using RawCall idle = await RawCall.OpenAsync(site.Address);

        await slow.SendAsync("GET /health HTTP/1.1\r\nHost: local");

        (await slow.UntilClosedAsync()).ShouldStartWith("HTTP/1.1 408");
        (await idle.UntilClosedAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_body_that_comes_too_slowly_is_ended()
    {
        await using Site site = await Site.StartAsync(s => s with { Server = s.Server with { MinBodyBytesPerSecond = 1_000_000 } });
        using RawCall call = await RawCall.OpenAsync(site.Address);

        await call.SendAsync("POST /v1/plans HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n\r\n{");

        (await call.StatusAsync()).ShouldBeOneOf(408, 0);
    }

    [Fact]
    public async Task A_body_that_is_too_large_is_refused_unread_or_at_the_limit()
    {
        await using Site site = await Site.StartAsync(s => s with { MaxRequestBytes = 2048 });
        using RawCall told = await RawCall.OpenAsync(site.Address);
        await told.SendAsync("POST /v1/segments HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 999999999\r\n\r\n");
        (await told.StatusAsync()).ShouldBe(413);

        using RawCall untold = await RawCall.OpenAsync(site.Address);
        await untold.SendAsync("POST /v1/segments HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n");
        try
        {
            for (int i = 0; i < 40; i++)
            {
                await untold.SendAsync($"4000\r\n{new string(' ', 0x4000)}\r\n");
            }
        }
        catch (IOException)
        {
            // The server has stopped to listen, as it should.
        }

        (await untold.StatusAsync()).ShouldBeOneOf(413, 0);
        using HttpResponseMessage little = await site.SendAsync(HttpMethod.Post, "v1/plans", body: new string(' ', 4096));
        little.StatusCode.ShouldBe(HttpStatusCode.RequestEntityTooLarge);
        (await Site.CodeAsync(little)).ShouldBe("request_too_large");
    }

    [Fact]
    public async Task Bodies_in_memory_are_bounded_in_all()
    {
        await using Site site = await Site.StartAsync(s => s with { MaxRequestBytes = 1024, Server = s.Server with { MaxRequestBytesInMemory = 100_000 } });
        using RawCall first = await RawCall.OpenAsync(site.Address);
        await first.SendAsync("POST /v1/plans HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 60000\r\nExpect: 100-continue\r\n\r\n");
        (await first.StatusAsync()).ShouldBe(100); // it is being read

        using HttpResponseMessage second = await site.SendAsync(HttpMethod.Post, "v1/plans", body: new string(' ', 50_000));

        second.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        (await Site.CodeAsync(second)).ShouldBe("server_busy");
        second.Headers.RetryAfter!.Delta!.Value.ShouldBeGreaterThan(TimeSpan.Zero);
    }

    [Fact]
    public async Task A_caller_has_its_share_of_the_bytes_in_memory_and_a_body_that_was_read_counts_as_what_it_is()
    {
        const string Listen = """{"jsonrpc":"2.0","id":1,"method":"subscriptions/listen","params":{"notifications":{"toolsListChanged":true},"_meta":{"io.modelcontextprotocol/protocolVersion":"2026-07-28","io.modelcontextprotocol/clientInfo":{"name":"t","version":"1"},"io.modelcontextprotocol/clientCapabilities":{}}}}""";
        await using Site site = await Site.StartClosedAsync(s => s with { MaxRequestBytes = 1024, Server = s.Server with { MaxRequestBytesInMemory = 200_000 } });
        (string ann, string bob) = (site.Token("ann"), site.Token("bob"));
        string Chunked(string path, string headers) =>
            $"POST /{path} HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {ann}\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n{headers}\r\n";
        Task<HttpStatusCode> StatusAsync(string token) => site.StatusAsync(HttpMethod.Post, "v1/plans", token, "{}", h => h.TransferEncodingChunked = true);

        using RawCall listening = await RawCall.OpenAsync(site.Address);
        await listening.SendAsync(Chunked("mcp", "Accept: application/json, text/event-stream\r\nMCP-Protocol-Version: 2026-07-28\r\nMcp-Method: subscriptions/listen\r\n"));
        await listening.SendAsync($"{Listen.Length:x}\r\n{Listen}\r\n0\r\n\r\n");
        (await listening.StatusAsync()).ShouldBe(200); // it goes on, but it has been read
        using RawCall small = await RawCall.OpenAsync(site.Address);
        await small.SendAsync($"POST /v1/plans HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {ann}\r\nContent-Type: application/json\r\nContent-Length: 60000\r\nExpect: 100-continue\r\n\r\n");
        (await small.StatusAsync()).ShouldBe(100);

        (await StatusAsync(ann)).ShouldBe(HttpStatusCode.TooManyRequests); // one largest body is her share
        (await StatusAsync(bob)).ShouldBe(HttpStatusCode.UnprocessableEntity);
    }

    [Fact]
    public async Task A_caller_has_so_many_requests_a_minute_and_others_have_theirs()
    {
        await using Site site = await Site.StartClosedAsync(s => s with { Server = s.Server with { MaxRequestsPerMinute = 1 } });
        (string ann, string bob) = (site.Token("ann"), site.Token("bob"));
        (await site.StatusAsync(HttpMethod.Get, "v1/requests/x", ann)).ShouldBe(HttpStatusCode.NotFound);

        using HttpResponseMessage tooMany = await site.SendAsync(HttpMethod.Get, "v1/requests/x", ann);
        tooMany.StatusCode.ShouldBe(HttpStatusCode.TooManyRequests);
        tooMany.Headers.RetryAfter!.Delta!.Value.ShouldBe(TimeSpan.FromMinutes(1));
        (await site.StatusAsync(HttpMethod.Get, "v1/requests/x", bob)).ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_caller_has_so_many_requests_at_once_and_others_have_theirs()
    {
        await using Site site = await Site.StartClosedAsync(s => s with { Server = s.Server with { MaxConcurrentRequestsPerCaller = 1 } });
        (string ann, string bob) = (site.Token("ann"), site.Token("bob"));
        using RawCall open = await RawCall.OpenAsync(site.Address);
        await open.SendAsync($"POST /v1/plans HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {ann}\r\nContent-Type: application/json\r\nContent-Length: 10\r\nExpect: 100-continue\r\n\r\n");
        (await open.StatusAsync()).ShouldBe(100);

        (await site.StatusAsync(HttpMethod.Get, "v1/requests/x", ann)).ShouldBe(HttpStatusCode.TooManyRequests);
        (await site.StatusAsync(HttpMethod.Get, "v1/requests/x", bob)).ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public void What_is_remembered_of_addresses_is_bounded()
    {
        HashSet<string> partitions = [.. Enumerable.Range(0, 100_000).Select(i => AddressKey.PartitionOf(new IPAddress(BitConverter.GetBytes(i))))];
        partitions.Count.ShouldBeInRange(9_000, 10_000);
        AddressKey.PartitionOf(IPAddress.Parse("2001:db8::1")).ShouldBe(AddressKey.PartitionOf(IPAddress.Parse("2001:db8::ffff:1")));
    }

    [Fact]
    public void Addresses_of_one_IPv6_network_are_one()
    {
        AddressKey.Of(IPAddress.Parse("2001:db8::1")).ShouldBe(AddressKey.Of(IPAddress.Parse("2001:db8::ffff:1")));
        AddressKey.Of(IPAddress.Parse("2001:db8::1")).ShouldNotBe(AddressKey.Of(IPAddress.Parse("2001:db8:0:1::1")));
        AddressKey.Of(IPAddress.Parse("::ffff:10.0.0.1")).ShouldBe(AddressKey.Of(IPAddress.Parse("10.0.0.1")));
    }
}
