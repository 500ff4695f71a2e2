using System.Collections.Immutable;
using System.Net;
using System.Net.Sockets;
using System.Text.Json.Nodes;
using VideoGen.Access;
using VideoGen.Cluster.Tests.Rig;
using VideoGen.Host.Access;
using VideoGen.Host.Configuration;
using VideoGen.Host.Doctor;
using VideoGen.Server.Access;
using VideoGen.Server.Tests.Board;
using VideoGen.Server.Tests.Mcp.Rig;
using VideoGen.Testing;

namespace VideoGen.Cluster.Tests;

/// <summary>What a caller began at one node goes on at another: tasks, sessions, streams, pages, tokens, limits.</summary>
public sealed class AnyNodeTests(TwoServers nodes) : IClassFixture<TwoServers>, IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    public Task InitializeAsync()
    {
        nodes.Fal.Play("held");
        return Task.CompletedTask;
    }

    public Task DisposeAsync()
    {
        nodes.Fal.Play("");
        return Task.CompletedTask;
    }

    [Fact]
    public async Task A_task_of_one_node_is_read_followed_and_ends_at_another()
    {
        using McpCalls a = nodes.Mcp(nodes.A), b = nodes.Mcp(nodes.B);
        JsonObject created = await a.ToolAsync("synthesize_video_segments", Order("task"), tasks: true);
        created["resultType"]!.GetValue<string>().ShouldBe("task");
        string id = (string)created["taskId"]!;

        JsonObject working = await TaskAsync(b, id);
        using HttpRequestMessage listen = b.Standalone("subscriptions/listen", new() { ["notifications"] = new JsonObject { ["taskIds"] = new JsonArray(id) } }, tasks: true);
        using EventReader news = await b.OpenAsync(listen);
        (await news.NextAsync())!["params"]!["notifications"]!["taskIds"]!.AsArray().Count.ShouldBe(1);
        await nodes.ReleaseAsync();
        await news.UntilAsync(m => (string?)m["params"]?["status"] == "completed");

        working["status"]!.GetValue<string>().ShouldBe("working");
        foreach (McpCalls node in (McpCalls[])[a, b])
        {
            JsonObject completed = await TaskAsync(node, id);
            completed["status"]!.GetValue<string>().ShouldBe("completed");
            completed["result"]!["structuredContent"]!["request_id"]!.GetValue<string>().ShouldBe(id);
        }
    }

    [Fact]
    public async Task A_task_of_one_node_is_cancelled_at_another()
    {
        nodes.Fal.Play("stuck"); // what the provider has begun it ends
        using McpCalls a = nodes.Mcp(nodes.A), b = nodes.Mcp(nodes.B);
        string id = (string)(await a.ToolAsync("synthesize_video_segments", Order("cancelled"), tasks: true))["taskId"]!;

        JsonObject acknowledged = await b.AskAsync("tasks/cancel", new() { ["taskId"] = id }, tasks: true);

        acknowledged["error"].ShouldBeNull();
        await ThreeNodes.UntilAsync("the task to be cancelled, as both nodes see it", async () =>
            (string)(await TaskAsync(a, id))["status"]! == "cancelled" && (string)(await TaskAsync(b, id))["status"]! == "cancelled");
    }

    [Fact]
    public async Task A_session_of_another_node_is_unknown_and_the_one_that_follows_finds_requests_and_tasks()
    {
        using McpCalls a = nodes.Mcp(nodes.A), b = nodes.Mcp(nodes.B);
        string session = await a.InitializeAsync();
        using HttpRequestMessage order = a.InSession(session, "tools/call", new() { ["name"] = "synthesize_video_segments", ["arguments"] = Order("session", wait: 0) });
        using EventReader ordered = await a.OpenAsync(order);
        string id = (string)(await ordered.AnswerAsync())["result"]!["structuredContent"]!["request_id"]!;

        // What the revisions with sessions say: 404, and a client that gets it initializes anew.
        foreach (HttpRequestMessage call in (HttpRequestMessage[])[b.InSession(session, "tools/list", []), b.Get(session), b.Delete(session)])
        {
            using HttpResponseMessage unknown = await b.SendAsync(call);
            unknown.StatusCode.ShouldBe(HttpStatusCode.NotFound, call.Method.ToString());
            JsonNode.Parse(await unknown.Content.ReadAsStringAsync())!["error"]!["code"]!.GetValue<int>().ShouldBe(-32001);
            call.Dispose();
        }

        string next = await b.InitializeAsync();
        using HttpRequestMessage look = b.InSession(next, "tools/call", new() { ["name"] = "get_video_segments", ["arguments"] = new JsonObject { ["request_id"] = id } });
        using EventReader looked = await b.OpenAsync(look);
        (await looked.AnswerAsync())["result"]!["structuredContent"]!["request_id"]!.GetValue<string>().ShouldBe(id);
        (await TaskAsync(b, id))["status"]!.GetValue<string>().ShouldBe("working");
    }

    [Fact]
    public async Task A_stream_that_broke_off_at_one_node_goes_on_at_another_with_each_event_once_and_in_order()
    {
        string id = await nodes.OrderAsync(nodes.A, "stream");
        List<(string Id, string Type, string Data)> seen = [];
        using (HttpResponseMessage first = await nodes.SendAsync(HttpMethod.Get, Events(nodes.A, id), nodes.Token))
        using (var lines = new StreamReader(await first.Content.ReadAsStreamAsync()))
        {
            while (seen.Count == 0 || !seen[^1].Data.Contains("\"state\":\"running\"", StringComparison.Ordinal))
            {
                seen.Add((await NextAsync(lines)).ShouldNotBeNull());
            }
        }

        int before = seen.Count;
        await nodes.ReleaseAsync();
        using (HttpResponseMessage rest = await nodes.SendAsync(HttpMethod.Get, Events(nodes.B, id), nodes.Token, h => h.Add("Last-Event-ID", seen[^1].Id)))
        using (var lines = new StreamReader(await rest.Content.ReadAsStreamAsync()))
        {
            while (await NextAsync(lines) is { } item)
            {
                seen.Add(item);
            }
        }

        seen.Count.ShouldBeGreaterThan(before, "there was an end to tell");
        seen.Select(e => e.Data).ShouldBeUnique();
        seen.Count(e => e.Type == "answer").ShouldBe(1);
        seen[^1].Type.ShouldBe("answer");
        seen[..^1].Select(e => JsonNode.Parse(e.Data)!["progress"]!.GetValue<double>()).ShouldBeInOrder();
        seen.Select(e => e.Id).SkipLast(1).Select(int.Parse).ShouldBeInOrder();
        using HttpResponseMessage over = await nodes.SendAsync(HttpMethod.Get, Events(nodes.A, id), nodes.Token, h => h.Add("Last-Event-ID", seen[^1].Id));
        over.StatusCode.ShouldBe(HttpStatusCode.NoContent);
    }

    [Fact]
    public async Task A_clip_and_its_pictures_are_handed_out_by_a_node_that_had_no_part_in_them()
    {
        nodes.Fal.Play("");
        string id = await nodes.OrderAsync(nodes.A, "media", wait: 90);
        using HttpResponseMessage read = await nodes.SendAsync(HttpMethod.Get, new Uri(nodes.B, $"v1/requests/{id}"), nodes.Token);
        JsonNode segment = JsonNode.Parse(await read.Content.ReadAsStringAsync())!["video_segments"]![0]!;
        string clip = new Uri((string)segment["video_url"]!).AbsolutePath, own = $"v1/requests/{id}/segments/{segment["segment_id"]}/";

        foreach ((string path, string type) in ((string, string)[])[(clip, "video/mp4"), (own + "poster", "image/jpeg"), (own + "proxy", "video/mp4")])
        {
            HttpResponseMessage given = await nodes.SendAsync(HttpMethod.Get, new Uri(nodes.B, path), nodes.Token);
            while (given.StatusCode is HttpStatusCode.NotFound && path != clip)
            {
                given.Dispose(); // pictures of a clip are made behind its delivery
                await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System);
                given = await nodes.SendAsync(HttpMethod.Get, new Uri(nodes.B, path), nodes.Token);
            }

            using HttpResponseMessage last = given;
            (given.StatusCode, given.Content.Headers.ContentType?.MediaType).ShouldBe((HttpStatusCode.OK, type), path);
            (await given.Content.ReadAsByteArrayAsync()).Length.ShouldBeGreaterThan(500, path);
        }
    }

    [Fact]
    public async Task Whoever_signed_in_at_one_node_is_signed_in_at_all_until_it_signs_out_of_any()
    {
        string token = nodes.NewToken("eve");
        using var eve = new Person(nodes.A);
        (await GoAsync(eve, nodes.A)).ShouldBe(HttpStatusCode.Unauthorized); // with the form of A …
        using (HttpResponseMessage signedIn = await eve.SendAsync("/board/sign-in", ("token", token)))
        {
            signedIn.StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        }

        (await GoAsync(eve, nodes.A)).ShouldBe(HttpStatusCode.OK);
        (await GoAsync(eve, nodes.B)).ShouldBe(HttpStatusCode.OK);
        string cookie = eve.Cookies.GetCookieHeader(nodes.A);
        cookie.ShouldContain(BoardSessions.CookieName);
        Directory.EnumerateFiles(nodes.Home, "*", SearchOption.AllDirectories).Where(f => f.Contains("sessions", StringComparison.Ordinal) || f.Contains("keys", StringComparison.Ordinal))
            .ShouldAllBe(f => !File.ReadAllText(f).Contains(token, StringComparison.Ordinal));

        using var other = new Person(nodes.B); // a form of B, sent to A
        (await GoAsync(other, nodes.B)).ShouldBe(HttpStatusCode.Unauthorized);
        using (HttpResponseMessage signedIn = await other.PostAsync(new Uri(nodes.A, "board/sign-in").ToString(), other.Fill("/board/sign-in", ("token", token))))
        {
            signedIn.StatusCode.ShouldBe(HttpStatusCode.SeeOther, other.Page);
        }

        (await GoAsync(other, nodes.B)).ShouldBe(HttpStatusCode.OK);
        using (HttpResponseMessage left = await eve.PostAsync(new Uri(nodes.B, "board/sign-out").ToString(), eve.Fill("/board/sign-out")))
        {
            left.StatusCode.ShouldBe(HttpStatusCode.SeeOther, eve.Page);
        }

        foreach (Uri node in (Uri[])[nodes.A, nodes.B])
        {
            using HttpResponseMessage gone = await nodes.SendAsync(HttpMethod.Get, node, null, h => h.Add("Cookie", cookie)); // kept by whoever saw it
            gone.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        }

        (await GoAsync(other, nodes.A)).ShouldBe(HttpStatusCode.OK, "that one is signed in still");
        nodes.Tokens.Revoke("eve").ShouldBeNull();
        (await GoAsync(other, nodes.A)).ShouldBe(HttpStatusCode.Unauthorized);
        (await GoAsync(other, nodes.B)).ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task The_list_of_one_node_follows_what_is_ordered_at_another()
    {
        var events = new Uri(nodes.B, "board/events");
        using HttpResponseMessage open = await nodes.SendAsync(HttpMethod.Get, events, nodes.Token);
        using var lines = new StreamReader(await open.Content.ReadAsStreamAsync());
        string first = (await NextAsync(lines)).ShouldNotBeNull().Id;

        string id = await nodes.OrderAsync(nodes.A, "listed");
        (string changed, string type, _) = (await NextAsync(lines)).ShouldNotBeNull();

        (type, changed == first).ShouldBe(("list", false));
        foreach (Uri node in (Uri[])[nodes.A, nodes.B])
        {
            using HttpResponseMessage page = await nodes.SendAsync(HttpMethod.Get, new Uri(node, $"board/requests/{id}"), nodes.Token);
            page.StatusCode.ShouldBe(HttpStatusCode.OK);
            (await page.Content.ReadAsStringAsync()).ShouldContain(id);
        }
    }

    [Fact]
    public async Task A_token_that_is_made_or_revoked_is_so_at_every_node_at_once()
    {
        using HttpClient http = From("127.0.0.3");
        string token = nodes.NewToken("temp");
        foreach (Uri node in (Uri[])[nodes.A, nodes.B])
        {
            (await StatusAsync(http, node, token)).ShouldBe(HttpStatusCode.OK);
        }

        nodes.Tokens.Revoke("temp").ShouldBeNull();
        foreach (Uri node in (Uri[])[nodes.A, nodes.B])
        {
            (await StatusAsync(http, node, token)).ShouldBe(HttpStatusCode.Unauthorized);
        }
    }

    [Fact]
    public async Task Who_guesses_tokens_at_one_node_has_guessed_at_all()
    {
        const int Guesses = 30;
        using HttpClient http = From("127.0.0.2");
        for (int i = 0; i < Guesses; i++)
        {
            (await StatusAsync(http, nodes.A, $"vgt_wrong{i}")).ShouldBe(HttpStatusCode.Unauthorized);
        }

        int more = 0;
        while (await StatusAsync(http, nodes.B, $"vgt_another{more}") is HttpStatusCode.Unauthorized)
        {
            more++;
            await Task.Delay(TimeSpan.FromSeconds(1), TimeProvider.System); // two for a guess that is given back
        }

        more.ShouldBeLessThan(Guesses / 2);
    }

    [Fact]
    public async Task A_node_with_a_folder_of_its_own_does_not_start()
    {
        using var own = new TestFolder();
        new TokenFile(own.Path, TimeProvider.System).Add("ann", Scopes.Read, out _).ShouldBeNull();
        var alone = new Node(9, own.Path, nodes.VariablesOf(new Uri("http://127.0.0.1:1/"), own.Path).Where(v => v.Key is not ("VIDEOGEN_SERVER_PORT" or "VIDEOGEN_CLUSTER_PORT")).ToDictionary(v => v.Key, v => v.Value, StringComparer.Ordinal));
        await using (alone)
        {
            alone.Start();
            (await alone.EndedAsync()).ShouldBe(2, alone.Output);
            await alone.PrintedAsync();
        }

        alone.Output.ShouldContain($"home {own.Path} is not the folder");
        alone.Output.ShouldContain("VIDEOGEN_HOME");
        alone.Output.ShouldNotContain("Unhandled exception");

        Finding shared = (await DoctorAsync(nodes.Home)).Single(f => f.Subject == "home"), apart = (await DoctorAsync(own.Path)).Single(f => f.Subject == "home");
        (shared.State, apart.State).ShouldBe((FindingState.Good, FindingState.Broken));
        apart.Remedy.ShouldNotBeNull().ShouldContain("Set home");
    }

    private async Task<ImmutableArray<Finding>> DoctorAsync(string home)
    {
        Settings settings = nodes.SettingsOf(nodes.A, nodes.Home) with { Home = home };
        return await new DiagnosticRun(settings, nodes.ServerA.Agent, TimeProvider.System, _ => null).ClusterAsync(CancellationToken.None);
    }

    private static JsonObject Order(string key, double wait = 90) => ThreeNodes.OrderJson(key, wait);

    private static async Task<JsonObject> TaskAsync(McpCalls calls, string id) =>
        (JsonObject)(await calls.AskAsync("tasks/get", new() { ["taskId"] = id }, tasks: true))["result"]!;

    private static Uri Events(Uri node, string id) => new(node, $"v1/requests/{id}/events");

    private static async Task<HttpStatusCode> GoAsync(Person person, Uri page)
    {
        using HttpResponseMessage answer = await person.GoAsync(page.ToString());
        return answer.StatusCode;
    }

    private static async Task<HttpStatusCode> StatusAsync(HttpClient http, Uri node, string token)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(node, "v1/requests"));
        request.Headers.Authorization = new("Bearer", token);
        using HttpResponseMessage answer = await http.SendAsync(request);
        return answer.StatusCode;
    }

    // Somebody at another address of this machine.
    private static HttpClient From(string address) => new(new SocketsHttpHandler
    {
        ConnectCallback = async (call, cancellationToken) =>
        {
            var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            socket.Bind(new IPEndPoint(IPAddress.Parse(address), 0));
            await socket.ConnectAsync(call.DnsEndPoint, cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        },
    });

    // The next event; null at the end.
    private static async Task<(string Id, string Type, string Data)?> NextAsync(StreamReader lines)
    {
        (string id, string type, string data) = ("", "message", "");
        while (await lines.ReadLineAsync().WaitAsync(Patience) is { } line)
        {
            if (line.Length == 0 && data.Length > 0)
            {
                return (id, type, data);
            }

            (string name, string value) = line.Split(": ", 2) is [var n, var v] ? (n, v) : (line, "");
            (id, type, data) = name switch
            {
                "id" => (value, type, data),
                "event" => (id, value, data),
                "data" => (id, type, data + value),
                _ => (id, type, data),
            };
        }

        return null;
    }
}
