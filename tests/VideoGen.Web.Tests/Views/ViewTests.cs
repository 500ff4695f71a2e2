using System.Reflection;
using System.Text.Json.Nodes;
using Microsoft.Playwright;
using ModelContextProtocol;
using ModelContextProtocol.Client;
using VideoGen.PayloadPanel.Tests;
using VideoGen.Server.Tests.Mcp.Rig;
using VideoGen.Testing;
using VideoGen.Web.Tests.Pages;

namespace VideoGen.Web.Tests.Views;

/// <summary>The view of MCP Apps, judged by the official host bridge in a real browser, over the real program.</summary>
public sealed class ViewTests(ViewBundle bundle, Browser browser) : IClassFixture<ViewBundle>, IClassFixture<Browser>, IDisposable
{
    private const string Plan = "plan_video_segments";
    private const string Synthesize = "synthesize_video_segments";

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    private readonly TestFolder _home = new();

    public void Dispose() => _home.Dispose();

    [Theory]
    [InlineData("stdio", "2025-11-25")]
    [InlineData("http", "2026-07-28")]
    public async Task A_person_sees_the_plan_approves_it_once_and_sees_the_clips(string transport, string revision)
    {
        await using ServerProcess? server = transport == "http" ? await ServerProcess.StartAsync(_home.Path) : null;
        await using McpClient client = await ConnectAsync(server, revision);
        ViewHost host = await OpenAsync(client);

        await host.ShowAsync(Plan, Storyboard());
        ILocator approve = host.View.GetByRole(AriaRole.Button, new() { Name = "Render 1 segment, free" });
        await host.View.Locator("vg-strip").GetByText("wide shot, slow pan right").First.WaitForAsync();
        await approve.DblClickAsync();

        await host.View.GetByRole(AriaRole.Heading, new() { Name = "Finished" }).WaitForAsync();
        host.Seen.Count(s => s.What == "tools/call" && (string?)s.Details["name"] == Synthesize).ShouldBe(1);
        host.Seen.Count(s => s.What == "model-context" && s.Details.ToJsonString().Contains("approved", StringComparison.Ordinal)).ShouldBe(1);
        await host.View.GetByText("✓ Delivered").WaitForAsync();
        (await ListAsync(host)).ShouldHaveSingleItem();

        string product = typeof(Jobs.Job).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0];
        host.Seen.First(s => s.What == "app").Details.ToJsonString().ShouldBe($"{{\"name\":\"VideoGen\",\"version\":\"{product}\"}}");

        // The model orders the same with its own call, and somebody opens the chat again: still one order.
        await host.UnmountAsync();
        await host.ShowAsync(Plan, Storyboard());
        await host.View.GetByRole(AriaRole.Heading, new() { Name = "Finished" }).WaitForAsync();
        (await ListAsync(host)).ShouldHaveSingleItem();
        host.Watched.ShouldBeFaultless();
    }

    [Fact]
    public async Task A_person_sees_what_a_segment_does_until_its_clip_is_there_and_plays_it()
    {
        await using PaidServer paid = await PaidServer.StartAsync("held");
        await using McpClient client = await ConnectAsync(paid.Server, "2025-11-25");
        ViewHost host = await OpenAsync(client);

        await host.ShowAsync(Plan, Storyboard());
        await host.View.GetByRole(AriaRole.Button, new() { Name = "Render 1 segment for $" }).ClickAsync();
        await host.View.GetByRole(AriaRole.Heading, new() { Name = "0 of 1 segments are there" }).WaitForAsync();
        await host.View.GetByText("queued, ").Or(host.View.GetByText("rendering, ")).First.WaitForAsync(); // and since when
        await CheckAsync(host, "in progress");
        await paid.FinishOneAsync();

        await host.View.GetByRole(AriaRole.Heading, new() { Name = "Finished" }).WaitForAsync();
        await host.View.GetByRole(AriaRole.Group, new() { Name = "Film" }).FocusAsync();
        await host.Watched.Page.Keyboard.PressAsync("Home");
        int[] first = await PictureAsync(host, "1/");
        await host.Watched.Page.Keyboard.PressAsync("End");
        int[] last = await PictureAsync(host, "");
        first.ShouldContain(light => light > 16); // no black frame
        last.ShouldNotBe(first);
        host.Watched.ShouldBeFaultless();
    }

    // A row of the picture that the player shows, once it shows a frame whose number begins so.
    private static Task<int[]> PictureAsync(ViewHost host, string frame) => host.Frame.EvaluateAsync<int[]>(
        """
        frame => new Promise(done => {
          const all = root => [...root.querySelectorAll('*')].flatMap(e => [e, ...(e.shadowRoot ? all(e.shadowRoot) : [])]);
          const look = () => {
            const player = all(document).find(e => e.localName === 'vg-player')?.shadowRoot;
            const video = player?.querySelector('video.on');
            const said = player?.querySelector('[data-frame]')?.textContent ?? '';
            const [now, of] = said.split('/');
            if (!video || video.readyState < 2 || video.seeking || (frame === '' ? now !== of : !said.startsWith(frame))) return requestAnimationFrame(look);
            requestAnimationFrame(() => requestAnimationFrame(() => {
              const canvas = document.createElement('canvas'); canvas.width = 32; canvas.height = 18;
              const context = canvas.getContext('2d'); context.drawImage(video, 0, 0, 32, 18);
              done([...context.getImageData(0, 0, 32, 18).data].filter((_, i) => i % 4 !== 3));
            }));
          };
          look();
        })
        """,
        frame);

    [Fact]
    public async Task Results_without_structure_and_results_of_others_do_not_confuse_it()
    {
        await using McpClient client = await ConnectAsync(null, "2025-11-25");
        ViewHost host = await OpenAsync(client);
        host.Hand = result =>
        {
            result.Remove("structuredContent");
            result.Remove("_meta");
            return result;
        };

        await host.ShowAsync(Plan, Storyboard());
        await host.View.GetByRole(AriaRole.Button, new() { Name = "Render 1 segment, free" }).WaitForAsync();
        foreach (JsonObject foreign in (JsonObject[])
            [
                await host.CallAsync("tools/call", new() { ["name"] = "get_video_segments", ["arguments"] = new JsonObject() }),
                await host.CallAsync("tools/call", new() { ["name"] = Plan, ["arguments"] = Storyboard("another picture") }),
                new() { ["content"] = new JsonArray(new JsonObject { ["type"] = "text", ["text"] = "{\"weather\":\"rain\"}" }) },
                new() { ["content"] = new JsonArray() },
            ])
        {
            await host.SendAsync(foreign);
        }

        (await host.View.GetByText("another picture").CountAsync()).ShouldBe(0);
        await host.View.GetByRole(AriaRole.Button, new() { Name = "Render 1 segment, free" }).WaitForAsync();
        host.Watched.ShouldBeFaultless();
    }

    [Fact]
    public async Task A_view_without_its_result_loads_it_again_for_nothing()
    {
        await using McpClient client = await ConnectAsync(null, "2025-11-25");
        ViewHost host = await OpenAsync(client);

        await host.MountAsync(Storyboard(), new() { ["content"] = new JsonArray() });
        await host.View.GetByText("No answer came with this view.").WaitForAsync();
        await CheckAsync(host, "no answer");
        await host.View.GetByRole(AriaRole.Button, new() { Name = "Load again" }).ClickAsync();

        await host.View.GetByRole(AriaRole.Button, new() { Name = "Render 1 segment, free" }).WaitForAsync();
        host.Seen.ShouldNotContain(s => s.What == "tools/call" && (string?)s.Details["name"] == Synthesize);

        await host.UnmountAsync();
        await host.MountAsync(Storyboard(), null);
        await host.View.GetByText("Reading 2 frames").WaitForAsync();
        await host.CancelAsync();
        await host.View.GetByText("Stopped before there was an answer").WaitForAsync();
        await CheckAsync(host, "stopped");
        host.Watched.ShouldBeFaultless();
    }

    [Fact]
    public async Task A_segment_is_ordered_again_with_other_words_and_both_takes_are_compared()
    {
        await using McpClient client = await ConnectAsync(null, "2025-11-25");
        ViewHost host = await OpenAsync(client);
        await host.ShowAsync(Plan, Storyboard());
        await host.View.GetByRole(AriaRole.Button, new() { Name = "Render 1 segment, free" }).ClickAsync();
        await host.View.GetByRole(AriaRole.Heading, new() { Name = "Finished" }).WaitForAsync();

        await host.View.GetByRole(AriaRole.Button, new() { Name = "Again …" }).ClickAsync();
        await host.View.GetByRole(AriaRole.Textbox, new() { Name = "Camera, SCENE_1_SHOT_1" }).FillAsync("slow push-in");
        await CheckAsync(host, "words for another take");
        await host.View.GetByRole(AriaRole.Button, new() { Name = "What does it cost?" }).ClickAsync();
        await host.View.GetByRole(AriaRole.Button, new() { Name = "Render another take, free" }).ClickAsync();
        await host.View.GetByRole(AriaRole.Heading, new() { Name = "take 2: Finished" }).WaitForAsync();

        (await ListAsync(host)).Count.ShouldBe(2);
        host.Seen.ShouldContain(s => s.What == "tools/call" && s.Details.ToJsonString().Contains("\"reason\":\"edited_prompt\"", StringComparison.Ordinal)); // with the earlier take as its parent
        ILocator first = host.View.GetByRole(AriaRole.Region, new() { Name = "Order", Exact = true });
        await first.GetByRole(AriaRole.Button, new() { Name = "Compare takes" }).ClickAsync();
        await first.GetByRole(AriaRole.Radio, new() { Name = "Wipe" }).CheckAsync();
        await first.GetByRole(AriaRole.Slider, new() { Name = "Wipe position" }).WaitForAsync();
        await first.GetByRole(AriaRole.Radio, new() { Name = "Take 1" }).ClickAsync(); // it is chosen once the server says so
        await first.GetByText("chosen by").WaitForAsync();
        (await first.GetByRole(AriaRole.Radio, new() { Name = "Take 1" }).IsCheckedAsync()).ShouldBeTrue();
        host.Seen.ShouldContain(s => s.What == "model-context" && s.Details.ToJsonString().Contains("chose take 1", StringComparison.Ordinal));
        await CheckAsync(host, "takes");
        host.Watched.ShouldBeFaultless();
    }

    [Fact]
    public async Task A_price_that_comes_for_words_that_were_changed_meanwhile_is_no_price()
    {
        await using McpClient client = await ConnectAsync(null, "2025-11-25");
        ViewHost host = await OpenAsync(client);
        await host.ShowAsync(Plan, Storyboard());
        await host.View.GetByRole(AriaRole.Button, new() { Name = "Render 1 segment, free" }).ClickAsync();
        await host.View.GetByRole(AriaRole.Heading, new() { Name = "Finished" }).WaitForAsync();
        await host.View.GetByRole(AriaRole.Button, new() { Name = "Again …" }).ClickAsync();
        ILocator words = host.View.GetByRole(AriaRole.Textbox, new() { Name = "Camera, SCENE_1_SHOT_1" });
        ILocator cost = host.View.GetByRole(AriaRole.Button, new() { Name = "What does it cost?" });
        ILocator render = host.View.GetByRole(AriaRole.Button, new() { Name = "Render another take, free" });
        await words.FillAsync("slow push-in");
        var asked = new TaskCompletionSource();
        var typed = new TaskCompletionSource();
        host.Before = call =>
        {
            asked.TrySetResult();
            return typed.Task;
        };
        await cost.ClickAsync();
        await asked.Task.WaitAsync(Patience);
        await words.FillAsync("whip pan left");
        typed.SetResult();

        await host.View.GetByRole(AriaRole.Button, new() { Name = "What does it cost?", Disabled = false }).Or(render).WaitForAsync();
        (await render.CountAsync()).ShouldBe(0);
        (await words.InputValueAsync()).ShouldBe("whip pan left");
        await cost.ClickAsync();
        await render.ClickAsync();
        await host.View.GetByRole(AriaRole.Heading, new() { Name = "take 2: Finished" }).WaitForAsync();
        host.Seen.Last(s => s.What == "tools/call" && (string?)s.Details["name"] == Plan).Details.ToJsonString().ShouldContain("whip pan left");

        // A choice that is refused is none: what stands is what the server says.
        ILocator first = host.View.GetByRole(AriaRole.Region, new() { Name = "Order", Exact = true });
        ILocator take = first.GetByRole(AriaRole.Radio, new() { Name = "Take 1" });
        host.Before = _ => throw new McpException("Not now.");
        await take.ClickAsync();
        await host.View.GetByText("Not now.").First.WaitForAsync();
        (await take.IsCheckedAsync()).ShouldBeFalse();
        (await first.GetByRole(AriaRole.Radio, new() { Name = "Take 2" }).IsCheckedAsync()).ShouldBeTrue();
    }

    [Fact]
    public async Task What_happened_to_a_segment_is_told_with_its_waits()
    {
        await using McpClient client = await ConnectAsync(null, "2025-11-25");
        ViewHost host = await OpenAsync(client);
        await host.ShowAsync(Plan, Storyboard());
        await host.View.GetByRole(AriaRole.Button, new() { Name = "Render 1 segment, free" }).ClickAsync();
        await host.View.GetByRole(AriaRole.Heading, new() { Name = "Finished" }).WaitForAsync();

        await host.View.GetByRole(AriaRole.Button, new() { Name = "History" }).ClickAsync();

        await host.View.GetByRole(AriaRole.List, new() { Name = "History of Scene 1 · Shot 1" }).GetByText("Planned.").WaitForAsync();
        await CheckAsync(host, "a history");
        host.Watched.ShouldBeFaultless();
    }

    [Fact]
    public async Task A_plan_is_compared_and_made_with_another_model()
    {
        await using McpClient client = await ConnectAsync(null, "2025-11-25", ("FAL_KEY", "sim-key:sim-secret"));
        ViewHost host = await OpenAsync(client);
        JsonObject paid = Storyboard();
        paid["video_settings"] = new JsonObject { ["provider_override"] = "fal-ai" };
        await host.ShowAsync(Plan, paid);

        await host.View.GetByRole(AriaRole.Button, new() { Name = "Compare prices" }).ClickAsync();
        await host.View.GetByText("Prices elsewhere").ClickAsync();
        ILocator others = host.View.GetByRole(AriaRole.Button, new() { Name = "Plan with it: fal-ai" });
        await others.First.WaitForAsync();
        await CheckAsync(host, "prices elsewhere");
        await others.First.ClickAsync();

        await host.View.GetByRole(AriaRole.Region, new() { Name = "With " }).GetByRole(AriaRole.Button, new() { Name = "Render 1 segment for $" }).WaitForAsync();
        host.Seen.ShouldNotContain(s => s.What == "tools/call" && (string?)s.Details["name"] == Synthesize);
        host.Watched.ShouldBeFaultless();
    }

    [Fact]
    public async Task The_picture_of_it_in_the_documents()
    {
        await using McpClient client = await ConnectAsync(null, "2025-11-25");
        IPage page = await browser.OpenAsync(Patience, new() { ColorScheme = ColorScheme.Dark, ViewportSize = new() { Width = 640, Height = 900 } });
        ViewHost host = await ViewHost.OpenAsync(client, page, bundle.Host);
        JsonObject paid = Storyboard();
        paid["video_settings"] = new JsonObject { ["provider_override"] = "fal-ai" };
        await page.EvaluateAsync("() => { document.body.style.background = '#1a1a1a'; }");

        await host.ShowAsync(Plan, paid, "dark");
        await host.View.GetByRole(AriaRole.Button, new() { Name = "Render 1 segment for $" }).WaitForAsync();
        await host.View.Locator("vg-strip img").Nth(1).WaitForAsync();
        await host.Frame.EvaluateAsync("() => { document.documentElement.style.background = '#1a1a1a'; }");

        Pictures.Keep("view.png", await page.Locator("iframe").ScreenshotAsync());
    }

    [Fact]
    public async Task A_refused_storyboard_says_what_is_wrong_and_what_helps()
    {
        await using McpClient client = await ConnectAsync(null, "2026-07-28");
        ViewHost host = await OpenAsync(client);
        JsonObject wrong = Storyboard();
        wrong["storyboard_frames"]![0]!["duration_seconds"] = 40;

        await host.ShowAsync(Plan, wrong);

        await host.View.GetByRole(AriaRole.Heading, new() { Name = "Nothing was ordered or spent" }).WaitForAsync();
        await host.View.GetByText("/storyboard_frames/0/duration_seconds").WaitForAsync();
        await CheckAsync(host, "a refusal");
        await host.View.GetByRole(AriaRole.Button, new() { Name = "Tell the assistant" }).ClickAsync();
        await host.View.GetByRole(AriaRole.Button, new() { Name = "Tell the assistant" }).WaitForAsync();
        host.Seen.ShouldContain(s => s.What == "message" && s.Details.ToJsonString().Contains("duration_seconds", StringComparison.Ordinal));
        host.Watched.ShouldBeFaultless();
    }

    [Theory]
    [InlineData("light")]
    [InlineData("dark")]
    public async Task It_serves_everybody(string theme)
    {
        await using McpClient client = await ConnectAsync(null, "2025-11-25");
        ViewHost host = await OpenAsync(client);
        IPage page = host.Watched.Page;
        await page.EvaluateAsync("dark => { document.body.style.background = dark ? '#1a1a1a' : '#fff'; }", theme == "dark");

        JsonObject paid = Storyboard();
        paid["video_settings"] = new JsonObject { ["provider_override"] = "fal-ai" };
        await host.ShowAsync(Plan, paid, theme);
        await host.View.GetByRole(AriaRole.Button, new() { Name = "Render 1 segment for $" }).WaitForAsync();
        await CheckAsync(host, $"a plan, {theme}");
        await ShouldBeWalkedByTabAsync(host);
        await host.UnmountAsync();

        await host.ShowAsync(Plan, Storyboard(), theme);
        await host.View.GetByRole(AriaRole.Button, new() { Name = "Render 1 segment, free" }).FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await host.View.GetByRole(AriaRole.Heading, new() { Name = "Finished" }).WaitForAsync();
        await CheckAsync(host, $"an order, {theme}");
        await ShouldBeWalkedByTabAsync(host);
        host.Watched.ShouldBeFaultless();
    }

    private static async Task CheckAsync(ViewHost host, string state)
    {
        IPage page = host.Watched.Page;
        // The view is transparent: what is behind it belongs to the client.
        string behind = await page.EvaluateAsync<string>("() => getComputedStyle(document.body).backgroundColor");
        await host.Frame.EvaluateAsync("colour => { document.documentElement.style.background = colour; }", behind);
        await Accessibility.ShouldServeEverybodyAsync(page, state, host.Frame); // at 600 pixels, and at 320
    }

    // Tab alone comes to everything that can be pressed or filled in, and leaves the view again.
    private static async Task ShouldBeWalkedByTabAsync(ViewHost host)
    {
        const string Controls = """
            const all = root => [...root.querySelectorAll('*')].flatMap(e => [e, ...(e.shadowRoot ? all(e.shadowRoot) : [])]);
            const controls = all(document).filter(e => e.matches('button, input, select, textarea, summary, a[href], [tabindex="0"]') && !e.disabled && e.checkVisibility());
            """;
        IPage page = host.Watched.Page;
        await page.EvaluateAsync("() => document.activeElement.blur()");
        int most = await host.Frame.EvaluateAsync<int>($"() => {{ {Controls} document.activeElement.blur(); controls.forEach(e => delete e.dataset.walked); return controls.length; }}");
        bool isInside = true;
        for (int i = 0; isInside && i <= most; i++)
        {
            await page.Keyboard.PressAsync("Tab");
            isInside = await host.Frame.EvaluateAsync<bool>("() => { let e = document.activeElement; while (e?.shadowRoot?.activeElement) e = e.shadowRoot.activeElement; if (!e || e === document.body) return false; e.dataset.walked = ''; return true; }");
        }

        (await host.Frame.EvaluateAsync<string[]>($"() => {{ {Controls} return controls.filter(e => e.dataset.walked === undefined).map(e => e.outerHTML.slice(0, 120)); }}")).ShouldBeEmpty();
        most.ShouldBeGreaterThan(2);
    }

    private static async Task<JsonArray> ListAsync(ViewHost host)
    {
        JsonObject list = await host.CallAsync("tools/call", new() { ["name"] = "get_video_segments", ["arguments"] = new JsonObject() });
        return (JsonArray)list["structuredContent"]!["requests"]!.DeepClone();
    }

    // Two frames of the sample, as bytes: over HTTP nobody can name a file of the server's.
    private static JsonObject Storyboard(string? description = null)
    {
        string folder = Path.Combine(GoldenFile.Repository, "samples", "lighthouse");
        var sample = (JsonObject)JsonNode.Parse(File.ReadAllText(Path.Combine(folder, "request.json")))!;
        var frames = new JsonArray();
        foreach (string shot in (string[])["SCENE_1_SHOT_1", "SCENE_1_SHOT_2"])
        {
            byte[] still = File.ReadAllBytes(Path.Combine(folder, "frames", $"{shot.ToLowerInvariant()}.png"));
            frames.Add(new JsonObject { ["frame_id"] = shot, ["image_base64"] = Convert.ToBase64String(still) });
        }

        JsonNode[] words = [.. sample["storyboard_frames"]!.AsArray().Take(2).Select(w => w!.DeepClone())];
        if (description is not null)
        {
            words[0]["description"] = description;
        }

        words[0]["duration_seconds"] = 1;
        words[1]["duration_seconds"] = 1;
        return new() { ["generated_frames"] = frames, ["storyboard_frames"] = new JsonArray(words) };
    }

    private async Task<ViewHost> OpenAsync(McpClient client)
    {
        IPage page = await browser.OpenAsync(Patience, new() { ViewportSize = new() { Width = 600, Height = 900 } });
        return await ViewHost.OpenAsync(client, page, bundle.Host);
    }

    private Task<McpClient> ConnectAsync(ServerProcess? server, string revision, params (string Name, string Value)[] variables)
    {
        IClientTransport transport = server is not null
            ? new HttpClientTransport(new() { Endpoint = server.Address })
            : new StdioClientTransport(new()
            {
                Command = ProgramFile.Videogen,
                Arguments = ["mcp"],
                WorkingDirectory = _home.Path,
                EnvironmentVariables = new Dictionary<string, string?>([new("VIDEOGEN_HOME", _home.Path), new("VIDEOGEN_PROVIDER", "animatic"), .. variables.Select(v => KeyValuePair.Create(v.Name, (string?)v.Value))]),
            });
        return McpClient.CreateAsync(transport, new McpClientOptions
        {
            ProtocolVersion = revision,
            Capabilities = new() { Extensions = new Dictionary<string, object> { ["io.modelcontextprotocol/ui"] = new JsonObject { ["mimeTypes"] = new JsonArray("text/html;profile=mcp-app") } } },
        });
    }
}
