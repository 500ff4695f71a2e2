using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using VideoGen.PayloadPanel.Tests;
using VideoGen.Server.Tests.Mcp.Rig;
using VideoGen.Testing;
using VideoGen.Web.Tests.Pages;

namespace VideoGen.Web.Tests;

/// <summary>What happens on open pages of the board while the world goes on.</summary>
public sealed partial class BoardLiveTests(Browser browser) : IClassFixture<Browser>, IDisposable
{
    private const int Events = 1_000;
    private const int EventsAtOnce = 20;

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    // Keeps what the page tells.
    private const string Said = """
        window.said = [];
        addEventListener('DOMContentLoaded', () => new MutationObserver(([change]) => window.said.push(change.target.textContent)).observe(document.querySelector('[data-live]'), { childList: true }));
        """;

    private readonly TestFolder _home = new();

    public void Dispose() => _home.Dispose();

    [Fact]
    public async Task A_list_changes_by_itself_and_leaves_the_focus_where_it_is()
    {
        await using ServerProcess server = await ServerProcess.StartAsync(_home.Path);
        string first = await Orders.OrderAsync(server, wait: 60);
        IPage page = await OpenAsync(server, "");
        await page.GetByText("Shown as it happens.").WaitForAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = first }).FocusAsync();

        string second = await Orders.OrderAsync(server, wait: 0);

        await Row(page, second).WaitForAsync();
        await Row(page, second).GetByText("1 of 1").WaitForAsync();
        (await page.EvaluateAsync<string>("() => document.activeElement.textContent")).ShouldBe(first);
        (await page.Locator("tbody tr").First.GetAttributeAsync("data-row")).ShouldBe(second); // the newest first
        await ShouldTellEndsOfStreamsApartAsync(server);
    }

    [Fact]
    public async Task A_pending_job_that_a_webhook_finishes_is_seen_on_the_open_page()
    {
        await using PaidServer paid = await PaidServer.StartAsync("held");
        string id = await Orders.OrderAsync(paid.Server, wait: 0);
        IPage list = await OpenAsync(paid.Server, "");
        await Row(list, id).GetByText("in progress").First.WaitForAsync();
        WatchedPage watched = await WatchedPage.OverAsync(await browser.OpenAsync(Patience), paid.Server.Root.AbsoluteUri);
        IPage page = watched.Page;
        await page.GotoAsync(new Uri(paid.Server.Root, $"board/requests/{id}").AbsoluteUri);
        await page.GetByText("Shown as it happens.").WaitForAsync();
        await page.Locator(".lead").Filter(new() { HasText = "0 of 1 done." }).WaitForAsync();

        await paid.FinishOneAsync();

        await page.Locator(".lead").Filter(new() { HasText = "Delivered." }).WaitForAsync();
        (await page.TitleAsync()).ShouldStartWith("Delivered");
        await page.GetByText("History", new() { Exact = true }).ClickAsync();
        await page.Locator("vg-timeline ol[aria-label] li.webhook").First.WaitForAsync();
        await page.GetByRole(AriaRole.Group, new() { Name = "Film" }).FocusAsync();
        await page.Keyboard.PressAsync("End");
        await page.Locator("vg-player [data-frame]").First.WaitForAsync();
        await Row(list, id).GetByText("delivered").WaitForAsync();
        watched.ShouldBeFaultless();
    }

    [Fact]
    public async Task A_server_that_is_started_anew_under_open_pages_goes_on_with_them()
    {
        await using PaidServer paid = await PaidServer.StartAsync("held");
        string id = await Orders.OrderAsync(paid.Server, wait: 0);
        IPage list = await OpenAsync(paid.Server, "");
        IPage page = await OpenAsync(paid.Server, $"board/requests/{id}");
        await Row(list, id).WaitForAsync();
        await page.GetByText("Shown as it happens.").WaitForAsync();

        await paid.RestartAsync(async () =>
        {
            await Stale(list).WaitForAsync();
            await Stale(page).WaitForAsync();
            await page.GetByText("This page is not up to date").WaitForAsync();
        });

        await Fresh(list).WaitForAsync();
        await Fresh(page).WaitForAsync();
        string next = await Orders.OrderAsync(paid.Server, wait: 0);
        await Row(list, next).WaitForAsync();

        // The forms of the page are of the server that runs now.
        await page.GetByText("Cancel…").ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Cancel what is not finished" }).ClickAsync();
        await page.GetByText("That was not done").Or(page.Locator(".lead").Filter(new() { HasText = "Cancelled" })).First.WaitForAsync();
        (await page.GetByText("That was not done").CountAsync()).ShouldBe(0);
    }

    [Fact]
    public async Task Two_people_at_once_order_once_and_overwrite_nothing()
    {
        await using ServerProcess server = await ServerProcess.StartAsync(_home.Path);
        string storyboard = (await Orders.StoryboardAsync()).ToJsonString();
        IPage[] people = [await OpenAsync(server, "board/plan"), await OpenAsync(server, "board/plan")];
        await people[1].Clock.InstallAsync();
        foreach (IPage person in people)
        {
            await person.SetInputFilesAsync("#file", new FilePayload { Name = "request.json", MimeType = "application/json", Buffer = System.Text.Encoding.UTF8.GetBytes(storyboard) });
            await person.GetByRole(AriaRole.Button, new() { Name = "Plan and price" }).ClickAsync();
            await person.GetByRole(AriaRole.Button, new() { Name = "Render 1 segment, free" }).WaitForAsync();
        }

        await Task.WhenAll(people.Select(person => person.GetByRole(AriaRole.Button, new() { Name = "Render 1 segment, free" }).DblClickAsync()));
        foreach (IPage person in people)
        {
            await person.Locator(".lead").Filter(new() { HasText = "Delivered." }).WaitForAsync();
        }

        people[0].Url.ShouldBe(people[1].Url);
        string take2 = await Orders.OrderAsync(server, wait: 60);
        foreach (IPage person in people)
        {
            await person.GotoAsync(new Uri(server.Root, $"board/requests/{take2}").AbsoluteUri);
        }

        // Take 2 stands, being newer; the second of the two has not seen that take 1 was chosen meanwhile, and cannot have it read.
        await people[1].RouteAsync("**/board/requests/*", route => route.Request.IsNavigationRequest ? route.ContinueAsync() : route.AbortAsync());
        await people[0].GetByRole(AriaRole.Button, new() { Name = "Choose take 1" }).ClickAsync();
        await people[0].GetByText("chosen by").WaitForAsync();
        await people[1].GetByRole(AriaRole.Button, new() { Name = "Choose take 1" }).ClickAsync();
        await people[1].GetByText("Another take was chosen since you loaded the page.").WaitForAsync();
        await people[1].GetByRole(AriaRole.Link, new() { Name = "Back" }).ClickAsync();
        await people[1].GetByText("chosen by").WaitForAsync();
        await people[1].UnrouteAllAsync();

        // What one of them chooses now, the other one sees within its next look.
        await people[0].GetByRole(AriaRole.Button, new() { Name = "Choose take 2" }).ClickAsync();
        await people[0].GetByRole(AriaRole.Button, new() { Name = "Choose take 1" }).WaitForAsync();
        await people[1].Clock.RunForAsync(15_000);
        await people[1].GetByRole(AriaRole.Button, new() { Name = "Choose take 1" }).WaitForAsync();
        await people[1].GotoAsync(server.Root.AbsoluteUri);
        (await people[1].Locator("tbody tr").CountAsync()).ShouldBe(2);
    }

    [Fact]
    public async Task A_thousand_events_leave_nothing_behind()
    {
        await using ServerProcess server = await ServerProcess.StartAsync(_home.Path);
        string id = await Orders.OrderAsync(server, wait: 60);
        IPage page = await browser.OpenAsync(Patience);
        int sent = 0;
        int pages = 0;
        using var renewed = new SemaphoreSlim(0);
        string address = new Uri(server.Root, $"board/requests/{id}").AbsoluteUri;

        // The page as if its request still went on, each time with every part changed.
        await page.RouteAsync(address, async route =>
        {
            string html = await (await route.FetchAsync()).TextAsync();
            string revision = (++pages).ToString(CultureInfo.InvariantCulture);
            html = Revisions().Replace(html, $"data-revision=\"{revision}\"").Replace("<div data-every=\"15\">", $"<div data-events=\"/v1/requests/{id}/events\">", StringComparison.Ordinal);
            await route.FulfillAsync(new() { Body = html, ContentType = "text/html; charset=utf-8" });
            renewed.Release();
        });
        var begun = new TaskCompletionSource();
        var all = new TaskCompletionSource();
        await page.RouteAsync($"**/v1/requests/{id}/events", async route =>
        {
            if (!await renewed.WaitAsync(Patience))
            {
                var stuck = new TimeoutException("Something came, and the page was not read anew.");
                begun.TrySetException(stuck);
                all.TrySetException(stuck);
                return;
            }

            if (sent >= Events / 5)
            {
                begun.TrySetResult();
            }

            if (sent >= Events)
            {
                all.TrySetResult();
                await route.FulfillAsync(new() { Status = 204 });
                return;
            }

            IEnumerable<string> told = Enumerable.Range(sent, EventsAtOnce).Select(n => $"event: progress\ndata: {JsonSerializer.Serialize(new { segment_id = "SEGMENT_1", message = $"step {n}" })}\n\n");
            sent += EventsAtOnce;
            await route.FulfillAsync(new() { ContentType = "text/event-stream", Body = $"retry: 100\n\n{string.Concat(told)}" });
        });
        await page.GotoAsync(address);
        ICDPSession debugger = await page.Context.NewCDPSessionAsync(page);
        await debugger.SendAsync("Performance.enable");
        Footprint first = await Footprint.OfAsync(debugger);

        await begun.Task;
        Footprint before = await Footprint.OfAsync(debugger);
        await all.Task;
        Footprint after = await Footprint.OfAsync(debugger);

        pages.ShouldBeGreaterThanOrEqualTo(Events / EventsAtOnce); // it did renew its parts
        // The page that is being read may be there beside the one that is shown.
        after.Nodes.ShouldBeLessThanOrEqualTo(before.Nodes + (3 * first.Nodes));
        after.Listeners.ShouldBeLessThanOrEqualTo(before.Listeners + (3 * first.Listeners));
        after.Bytes.ShouldBeLessThanOrEqualTo((before.Bytes * 1.2) + 1_000_000); // code is compiled at its own time
    }

    // One that ends in good order is no alarm, and one that breaks is over only once the page was read.
    private async Task ShouldTellEndsOfStreamsApartAsync(ServerProcess server)
    {
        IPage page = await browser.OpenAsync(Patience);
        await page.AddInitScriptAsync(Said);
        var streams = new ConcurrentQueue<TaskCompletionSource<string>>([new(), new()]);
        TaskCompletionSource<string>[] ends = [.. streams];
        await page.RouteAsync("**/board/events*", async route =>
        {
            if (streams.TryDequeue(out TaskCompletionSource<string>? end))
            {
                await route.FulfillAsync(new() { ContentType = "text/event-stream", Body = $"retry: 50\n\n{await end.Task}" });
                return;
            }

            await route.ContinueAsync();
        });
        var asked = new TaskCompletionSource();
        var read = new TaskCompletionSource();
        await page.RouteAsync(server.Root.AbsoluteUri, async route =>
        {
            if (!route.Request.IsNavigationRequest)
            {
                asked.TrySetResult();
                await read.Task;
            }

            await route.ContinueAsync();
        });
        await page.GotoAsync(server.Root.AbsoluteUri);

        // As the server ends it after five minutes, and then as no server does.
        ends[0].SetResult("event: again\ndata: 0\n\n");
        ends[1].SetResult(": broken\n\n");
        await asked.Task.WaitAsync(Patience);
        (await page.EvaluateAsync<string[]>("() => window.said")).ShouldBe(["Shown as it happens.", "This page is not up to date: the connection is lost. Trying again."]);
        (await Stale(page).CountAsync()).ShouldBe(1); // also with its new stream open
        read.SetResult();
        await Fresh(page).WaitForAsync();
        await page.GetByText("Up to date again.").WaitForAsync();
    }

    private async Task<IPage> OpenAsync(ServerProcess server, string path)
    {
        IPage page = await browser.OpenAsync(Patience, new() { ViewportSize = new() { Width = 1100, Height = 900 } });
        await page.GotoAsync(new Uri(server.Root, path).AbsoluteUri);
        return page;
    }

    private static ILocator Row(IPage page, string id) => page.Locator($"tr[data-row='{id}']");

    private static ILocator Stale(IPage page) => page.Locator("html.stale");

    private static ILocator Fresh(IPage page) => page.Locator("html:not(.stale)");

    [GeneratedRegex("data-revision=\"[^\"]*\"", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Revisions();

    private sealed record Footprint(double Nodes, double Listeners, double Bytes)
    {
        public static async Task<Footprint> OfAsync(ICDPSession debugger)
        {
            for (int i = 0; i < 3; i++) // what one collection sets free, the next one takes
            {
                await debugger.SendAsync("HeapProfiler.collectGarbage");
            }

            JsonElement metrics = (await debugger.SendAsync("Performance.getMetrics"))!.Value.GetProperty("metrics");
            double Of(string name) => metrics.EnumerateArray().Single(m => m.GetProperty("name").GetString() == name).GetProperty("value").GetDouble();
            return new Footprint(Of("Nodes"), Of("JSEventListeners"), Of("JSHeapUsedSize"));
        }
    }
}
