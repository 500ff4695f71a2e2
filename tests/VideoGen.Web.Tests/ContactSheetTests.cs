using Microsoft.Playwright;
using VideoGen.PayloadPanel.Tests;
using VideoGen.Web.Tests.Pages;

namespace VideoGen.Web.Tests;

/// <summary>The contact sheet from a disk, in a real browser.</summary>
public sealed class ContactSheetTests(ContactSheetFixture sheet, Browser browser) : IClassFixture<ContactSheetFixture>, IClassFixture<Browser>
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    [Fact]
    public async Task The_film_plays_from_the_disk_and_nothing_is_asked_of_a_network()
    {
        WatchedPage watched = await OpenAsync();
        IPage page = watched.Page;
        await page.GetByRole(AriaRole.Group, new() { Name = "Film" }).FocusAsync();

        await page.Keyboard.PressAsync("End");
        await page.Locator("vg-player [data-frame]").Filter(new() { HasText = "96/96" }).WaitForAsync();
        await page.Keyboard.PressAsync("Shift+ArrowLeft");
        await page.Locator("vg-player [data-frame]").Filter(new() { HasText = "86/96" }).WaitForAsync();
        await page.Keyboard.PressAsync("Space");

        await page.Locator("[role=status]").Filter(new() { HasText = "The film is over" }).WaitForAsync();
        (await page.Locator("vg-player .reel img").CountAsync()).ShouldBe(3);
        watched.ShouldBeFaultless();
    }

    [Fact]
    public async Task It_serves_everybody()
    {
        WatchedPage watched = await OpenAsync();
        IPage page = watched.Page;

        await Accessibility.ShouldServeEverybodyAsync(page, "as it opens");
        await page.GetByRole(AriaRole.Button, new() { Name = "Play from Scene 2 · Shot 1" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Pause", Exact = true }).WaitForAsync();
        await page.Keyboard.PressAsync("k");
        await page.GetByRole(AriaRole.Button, new() { Name = "Play", Exact = true }).WaitForAsync();
        await Accessibility.ShouldServeEverybodyAsync(page, "a film that was begun");
        watched.ShouldBeFaultless();
    }

    [Fact]
    public async Task Without_a_script_its_clips_can_be_played_and_read_about()
    {
        IPage page = await browser.OpenAsync(Patience, new() { JavaScriptEnabled = false });
        await page.GotoAsync(sheet.Address);

        (await page.Locator("video[controls]").CountAsync()).ShouldBe(3);
        (await page.Locator("vg-player a").AllInnerTextsAsync()).ShouldBe(["Scene 1 · Shot 1", "Scene 2 · Shot 1", "Scene 3 · Shot 1"]);
        await page.GetByText("Segments", new() { Exact = true }).WaitForAsync();
    }

    [Fact]
    public async Task Reduced_motion_starts_nothing_by_itself()
    {
        WatchedPage watched = await OpenAsync(new() { ReducedMotion = ReducedMotion.Reduce });

        (await watched.Page.EvaluateAsync<bool>("() => [...document.querySelectorAll('video')].every(v => v.paused)")).ShouldBeTrue();
        watched.ShouldBeFaultless();
    }

    [Fact]
    public async Task The_picture_of_it_in_the_documents()
    {
        WatchedPage watched = await OpenAsync(new() { ReducedMotion = ReducedMotion.Reduce, ColorScheme = ColorScheme.Dark, ViewportSize = new() { Width = 1200, Height = 917 } });
        await watched.Page.Locator("vg-player img.poster").WaitForAsync();
        await watched.Page.EvaluateAsync("() => Promise.all([...document.querySelectorAll('video[src]')].map(v => v.readyState >= 2 || new Promise(r => v.addEventListener('loadeddata', r))))");

        Pictures.Keep("contact-sheet.png", await watched.Page.ScreenshotAsync());
    }

    private async Task<WatchedPage> OpenAsync(BrowserNewPageOptions? options = null)
    {
        WatchedPage watched = await WatchedPage.OverAsync(await browser.OpenAsync(Patience, options), "file:");
        await watched.Page.GotoAsync(sheet.Address);
        await watched.Page.GetByRole(AriaRole.Group, new() { Name = "Film" }).WaitForAsync();
        return watched;
    }
}
