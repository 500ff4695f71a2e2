using Microsoft.Playwright;
using VideoGen.Access;
using VideoGen.Host.Access;
using VideoGen.PayloadPanel.Tests;
using VideoGen.Server.Tests.Mcp.Rig;
using VideoGen.Testing;
using VideoGen.Web.Tests.Pages;

namespace VideoGen.Web.Tests;

/// <summary>The board serves everybody, whatever state it is in.</summary>
public sealed class BoardStatesTests(Browser browser) : IClassFixture<Browser>, IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    private readonly TestFolder _home = new();

    public void Dispose() => _home.Dispose();

    [Fact]
    public async Task While_something_is_made_and_when_the_server_is_gone()
    {
        await using PaidServer paid = await PaidServer.StartAsync("held");
        string id = await Orders.OrderAsync(paid.Server, wait: 0);
        IPage page = await OpenAsync(paid.Server, $"board/requests/{id}");
        await page.GetByText("History", new() { Exact = true }).ClickAsync();
        await page.Locator("vg-timeline ol[aria-label] li.wait").First.WaitForAsync();
        await page.GetByText("Cancel…").ClickAsync();
        await Accessibility.ShouldServeEverybodyAsync(page, "a request in progress");

        await paid.RestartAsync(async () =>
        {
            await page.Locator("html.stale").WaitForAsync();
            await Accessibility.ShouldServeEverybodyAsync(page, "a page that is not up to date");
        });
    }

    [Fact]
    public async Task When_something_failed_and_its_bill_is_settled_by_hand()
    {
        await using PaidServer paid = await PaidServer.StartAsync("request-error=client_disconnected");
        string id = await Orders.OrderAsync(paid.Server, wait: 60);
        IPage page = await OpenAsync(paid.Server, $"board/requests/{id}");
        await page.GetByText("Nobody knows whether this was billed.").First.WaitForAsync();
        await Accessibility.ShouldServeEverybodyAsync(page, "a failure with an unknown bill");

        await page.GetByRole(AriaRole.Radio, new() { Name = "nothing" }).FocusAsync();
        await page.Keyboard.PressAsync("Space");
        await page.GetByLabel("Where that is written, for the history").FillAsync("invoice of March");
        await page.Keyboard.PressAsync("Enter");

        await page.GetByText("Correct the bill…").WaitForAsync();
        await page.GetByText("History", new() { Exact = true }).ClickAsync();
        await page.GetByRole(AriaRole.List, new() { Name = "History" }).GetByText("invoice of March").WaitForAsync();
        await Accessibility.ShouldServeEverybodyAsync(page, "a settled failure");
    }

    [Fact]
    public async Task When_a_plan_is_compared_and_takes_are_looked_at()
    {
        await using PaidServer paid = await PaidServer.StartAsync("instant");
        IPage page = await OpenAsync(paid.Server, "board/plan");
        await page.SetInputFilesAsync("#file", new FilePayload { Name = "request.json", MimeType = "application/json", Buffer = System.Text.Encoding.UTF8.GetBytes((await Orders.StoryboardAsync()).ToJsonString()) });
        await page.GetByRole(AriaRole.Button, new() { Name = "Plan and price" }).ClickAsync();
        await page.GetByText("Prices elsewhere: ").ClickAsync();
        await page.GetByRole(AriaRole.Region, new() { Name = "Prices elsewhere" }).WaitForAsync();
        await Accessibility.ShouldServeEverybodyAsync(page, "a plan with prices elsewhere");
        await page.GetByRole(AriaRole.Button, new() { Name = "Render 1 segment" }).ClickAsync();
        await page.Locator(".lead").Filter(new() { HasText = "Delivered." }).WaitForAsync();

        await page.GetByText("Make it again…").ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Plan another take" }).ClickAsync();
        await page.GetByRole(AriaRole.Heading, new() { Name = "Another take of" }).WaitForAsync();
        await Accessibility.ShouldServeEverybodyAsync(page, "another take with its price");
        await page.GetByRole(AriaRole.Button, new() { Name = "Render it" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Compare takes" }).ClickAsync();
        await page.Locator("vg-compare [data-frame]").WaitForAsync();
        foreach (string mode in (string[])["Side by side", "Wipe", "Difference"])
        {
            await page.GetByRole(AriaRole.Radio, new() { Name = mode }).CheckAsync();
            await Accessibility.ShouldServeEverybodyAsync(page, $"two takes compared: {mode}");
        }
    }

    [Fact]
    public async Task When_it_wants_a_token_refuses_something_or_shows_states_alone()
    {
        var tokens = new TokenFile(_home.Path, TimeProvider.System);
        tokens.Add("ann", Scopes.Read | Scopes.Spend, out string ann).ShouldBeNull();
        tokens.Add("wall", Scopes.States, out string wall).ShouldBeNull();
        await using ServerProcess server = await ServerProcess.StartAsync(_home.Path, ("VIDEOGEN_ACCESS_REQUIRE_TOKEN", "true"));
        string id = await Orders.OrderAsync(server, wait: 60, ann);
        IPage page = await OpenAsync(server, "");
        await Accessibility.ShouldServeEverybodyAsync(page, "sign-in");
        await page.GetByLabel("Token").FillAsync("vgt_wrong");
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();
        await page.GetByText("The token opens nothing here.").WaitForAsync();
        await Accessibility.ShouldServeEverybodyAsync(page, "a wrong token");

        string? clip = null;
        foreach ((string token, string who) in ((string, string)[])[(ann, "a person"), (wall, "somebody who sees states alone")])
        {
            await page.GotoAsync(new Uri(server.Root, $"board/requests/{id}").AbsoluteUri);
            await page.GetByLabel("Token").FillAsync(token);
            await page.GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();
            await page.GetByRole(AriaRole.Heading, new() { Name = "Segments" }).WaitForAsync();
            await Accessibility.ShouldServeEverybodyAsync(page, $"a request for {who}");
            clip ??= await page.Locator("[data-clip]").First.GetAttributeAsync("data-clip");
            (await page.EvaluateAsync<int>("clip => fetch(clip).then(async answer => { await answer.arrayBuffer(); return answer.status; })", clip)).ShouldBe(token == ann ? 200 : 403); // one browser, two people
            await page.GetByRole(AriaRole.Link, new() { Name = "Requests" }).ClickAsync();
            await page.GetByRole(AriaRole.Link, new() { Name = id }).WaitForAsync();
            await page.GotoAsync(new Uri(server.Root, "board/requests/req_none").AbsoluteUri);
            await Accessibility.ShouldServeEverybodyAsync(page, $"nothing there for {who}");
            await page.GetByRole(AriaRole.Button, new() { Name = "Sign out" }).ClickAsync();
            await page.GetByLabel("Token").WaitForAsync();
        }
    }

    [Fact]
    public async Task Who_is_signed_out_meanwhile_is_told_so_and_of_nothing_else()
    {
        var tokens = new TokenFile(_home.Path, TimeProvider.System);
        tokens.Add("ann", Scopes.Read | Scopes.Spend, out string ann).ShouldBeNull();
        await using ServerProcess server = await ServerProcess.StartAsync(_home.Path, ("VIDEOGEN_ACCESS_REQUIRE_TOKEN", "true"));
        IPage page = await OpenAsync(server, "");
        await page.GetByLabel("Token").FillAsync(ann);
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();
        await page.GetByText("Shown as it happens.").WaitForAsync();

        tokens.Revoke("ann").ShouldBeNull();

        ILocator told = page.GetByText("You are signed out, and this page is not up to date");
        await told.WaitForAsync();
        await page.EvaluateAsync("() => document.dispatchEvent(new Event('visibilitychange'))"); // as if somebody came back to it
        await page.EvaluateAsync("() => fetch('/').then(answer => answer.text())"); // later than anything that the page asked for by then
        await page.EvaluateAsync("() => new Promise(done => requestIdleCallback(done))");
        (await told.CountAsync()).ShouldBe(1);
        (await page.Locator("html.stale").CountAsync()).ShouldBe(1);
    }

    private async Task<IPage> OpenAsync(ServerProcess server, string path)
    {
        IPage page = await browser.OpenAsync(Patience, new() { ViewportSize = new() { Width = 1280, Height = 900 } });
        await page.GotoAsync(new Uri(server.Root, path).AbsoluteUri);
        return page;
    }
}
