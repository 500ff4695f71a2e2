using System.Text.Json.Nodes;
using Microsoft.Playwright;
using VideoGen.PayloadPanel.Tests;
using VideoGen.Server.Tests.Mcp.Rig;
using VideoGen.Testing;
using VideoGen.Web.Tests.Pages;

namespace VideoGen.Web.Tests;

/// <summary>The board of the real server, in a real browser.</summary>
public sealed class BoardTests(Browser browser) : IClassFixture<Browser>, IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    private const string Field = "Storyboard, as the JSON of a request";

    // Drops a file on a field, and waits until the field has its text.
    private const string Drop = """
        (field, text) => {
          const dataTransfer = new DataTransfer();
          dataTransfer.items.add(new File([text], 'request.json', { type: 'application/json' }));
          for (const kind of ['dragenter', 'dragover', 'drop']) {
            const wanted = !field.dispatchEvent(new DragEvent(kind, { dataTransfer, bubbles: true, cancelable: true, composed: true }));
            if (kind !== 'dragenter' && !wanted) throw new Error(kind + ' was left to the browser');
          }
          return new Promise(done => { const look = () => field.value === text ? done(0) : requestAnimationFrame(look); look(); });
        }
        """;

    private readonly TestFolder _home = new();

    public void Dispose() => _home.Dispose();

    [Fact]
    public async Task A_person_finds_a_request_watches_its_film_makes_another_take_and_chooses()
    {
        await using ServerProcess server = await ServerProcess.StartAsync(_home.Path);
        string id = await Orders.OrderAsync(server, wait: 60);
        WatchedPage watched = await OpenAsync(server);
        IPage page = watched.Page;

        await page.GetByLabel("Text or id").FillAsync("lighthouse");
        await page.GetByRole(AriaRole.Button, new() { Name = "Show", Exact = true }).ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = id }).ClickAsync();
        (await page.TitleAsync()).ShouldStartWith("Delivered");
        await page.GetByRole(AriaRole.Group, new() { Name = "Film" }).FocusAsync();
        await page.Keyboard.PressAsync("End");
        await page.Locator("vg-player [data-frame]").Filter(new() { HasText = "48/48" }).WaitForAsync();
        await page.GetByText("History", new() { Exact = true }).ClickAsync();
        await page.GetByRole(AriaRole.List, new() { Name = "History" }).GetByText("Planned.").WaitForAsync();

        await page.GetByText("Make it again…").ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Plan another take" }).ClickAsync();
        await page.GetByRole(AriaRole.Heading, new() { Name = "Another take of Scene 1 · Shot 1" }).WaitForAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Render it, free" }).DblClickAsync();

        // The page of the new request follows it to its end by itself.
        await page.Locator(".lead").Filter(new() { HasText = "Delivered." }).WaitForAsync();
        await page.GetByText("Take 2").First.WaitForAsync();
        (await page.TitleAsync()).ShouldStartWith("Delivered");
        await page.GetByRole(AriaRole.Button, new() { Name = "Choose take 1" }).ClickAsync();
        await page.GetByText("chosen by").WaitForAsync();
        ILocator compare = page.GetByRole(AriaRole.Button, new() { Name = "Compare takes" });
        await compare.FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await page.Locator("vg-compare [data-frame]").WaitForAsync();
        await page.Locator("vg-pair:focus-within vg-compare [part=region]:focus").WaitForAsync(); // its keys are at hand
        await page.Keyboard.PressAsync("ArrowRight");
        await page.Locator("vg-compare [data-frame='2']").WaitForAsync();
        await compare.ClickAsync();
        await page.Locator("vg-compare").WaitForAsync(new() { State = WaitForSelectorState.Detached });
        await page.GetByRole(AriaRole.Link, new() { Name = "Requests" }).ClickAsync();
        (await page.Locator("tbody tr").CountAsync()).ShouldBe(2); // a double click is one order
        watched.ShouldBeFaultless();
    }

    [Fact]
    public async Task A_storyboard_that_is_put_in_is_corrected_priced_approved_and_watched()
    {
        await using ServerProcess server = await ServerProcess.StartAsync(_home.Path);
        WatchedPage watched = await OpenAsync(server);
        IPage page = watched.Page;
        string storyboard = (await Orders.StoryboardAsync()).ToString();
        IPage wrong = await browser.OpenAsync(Patience); // a refusal is an error to a browser's console
        await wrong.GotoAsync(new Uri(server.Root, "board/plan").AbsoluteUri);

        JsonObject small = await Orders.StoryboardAsync(); // what is too long is not shown again
        Array.ForEach([.. small["generated_frames"]!.AsArray()], frame => frame!["image_base64"] = "AAAA");
        string odd = small.ToString().Replace("\"duration_seconds\": 1", "\"duration_seconds\": \"long\"", StringComparison.Ordinal)
            .Replace("slow pan right", "slow می\u200Cخواهم \U0001F468\u200D\U0001F469 ❤\uFE0F <i>&amp;</i> \u202E\u2028\u0085\u00AD", StringComparison.Ordinal);
        await wrong.GetByLabel(Field).FillAsync(odd);
        await wrong.GetByRole(AriaRole.Button, new() { Name = "Plan and price" }).ClickAsync();
        await wrong.GetByText("\"duration_seconds\": \"long\"").First.WaitForAsync();
        await wrong.GetByText("Nothing was ordered.").WaitForAsync();
        (await wrong.GetByLabel(Field).InputValueAsync()).ShouldBe(odd); // to the letter, also those that are not seen
        await page.GetByRole(AriaRole.Link, new() { Name = "New request" }).ClickAsync();
        await page.GetByLabel(Field).EvaluateAsync(Drop, storyboard);
        await page.GetByRole(AriaRole.Button, new() { Name = "Plan and price" }).ClickAsync();
        await page.GetByRole(AriaRole.Img, new() { Name = "Still of SCENE_1_SHOT_1" }).WaitForAsync();
        await Accessibility.ShouldServeEverybodyAsync(page, "a plan");
        await page.GetByRole(AriaRole.Button, new() { Name = "Render 1 segment, free" }).DblClickAsync();

        await page.Locator(".lead").Filter(new() { HasText = "Delivered." }).WaitForAsync();
        await page.GetByRole(AriaRole.Group, new() { Name = "Film" }).FocusAsync();
        await page.Keyboard.PressAsync("End");
        await page.Locator("vg-player [data-frame]").Filter(new() { HasText = "48/48" }).WaitForAsync();
        watched.ShouldBeFaultless();
    }

    [Fact]
    public async Task Without_a_script_everything_can_be_found_played_and_done()
    {
        await using ServerProcess server = await ServerProcess.StartAsync(_home.Path);
        string id = await Orders.OrderAsync(server, wait: 60);
        IPage page = await browser.OpenAsync(Patience, new() { JavaScriptEnabled = false });
        await page.GotoAsync(server.Root.AbsoluteUri);

        await page.GetByRole(AriaRole.Link, new() { Name = id }).ClickAsync();
        (await page.Locator("video[controls]").CountAsync()).ShouldBe(1);
        await page.GetByText("Make it again…").ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Plan another take" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Render it, free" }).ClickAsync();
        await page.GetByText("Made again (new seed) after").WaitForAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Costs and times" }).ClickAsync();
        await page.GetByRole(AriaRole.Cell, new() { Name = "$0.00" }).WaitForAsync();
    }

    [Fact]
    public async Task It_serves_everybody()
    {
        await using ServerProcess server = await ServerProcess.StartAsync(_home.Path);
        WatchedPage watched = await OpenAsync(server);
        IPage page = watched.Page;
        await Accessibility.ShouldServeEverybodyAsync(page, "nothing ordered yet");
        string id = await Orders.OrderAsync(server, wait: 60);

        foreach ((string path, string state) in ((string, string)[])[("", "a list"), ("?text=nothing", "nothing found"), ($"board/requests/{id}", "a delivered request"), ("board/costs?by=model", "costs"), ("board/plan", "a new request"), ("board/sign-in", "sign-in")])
        {
            await page.GotoAsync(new Uri(server.Root, path).AbsoluteUri);
            await Accessibility.ShouldServeEverybodyAsync(page, state);
        }

        await page.GotoAsync(new Uri(server.Root, $"board/requests/{id}").AbsoluteUri);
        foreach (string summary in (string[])["Prompt", "History", "Make it again…"])
        {
            await page.GetByText(summary, new() { Exact = true }).First.ClickAsync();
        }

        await Accessibility.ShouldServeEverybodyAsync(page, "a request with everything open");
        watched.ShouldBeFaultless();
    }

    [Fact]
    public async Task The_picture_of_it_in_the_documents()
    {
        await using ServerProcess server = await ServerProcess.StartAsync(_home.Path);
        string id = await Orders.OrderAsync(server, wait: 60);
        IPage page = await browser.OpenAsync(Patience, new() { ColorScheme = ColorScheme.Dark, ViewportSize = new() { Width = 1100, Height = 1000 } });
        await page.GotoAsync(new Uri(server.Root, $"board/requests/{id}").AbsoluteUri);
        await page.Locator("vg-player img.poster").WaitForAsync();

        Pictures.Keep("board.png", await page.ScreenshotAsync());
    }

    [Fact]
    public async Task A_page_whose_server_is_gone_says_that_it_is_not_up_to_date()
    {
        await using ServerProcess server = await ServerProcess.StartAsync(_home.Path);
        IPage page = await browser.OpenAsync(Patience);
        await page.GotoAsync(server.Root.AbsoluteUri);

        await page.GetByText("Shown as it happens.").WaitForAsync();
        await server.KillAsync();

        await page.GetByText("This page is not up to date").WaitForAsync();
        (await page.Locator("html.stale").CountAsync()).ShouldBe(1);
    }

    private async Task<WatchedPage> OpenAsync(ServerProcess server)
    {
        WatchedPage watched = await WatchedPage.OverAsync(await browser.OpenAsync(Patience, new() { ViewportSize = new() { Width = 1100, Height = 900 } }), server.Root.AbsoluteUri);
        await watched.Page.GotoAsync(server.Root.AbsoluteUri);
        return watched;
    }
}
