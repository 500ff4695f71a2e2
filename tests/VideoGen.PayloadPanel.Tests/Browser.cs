using Microsoft.Playwright;

namespace VideoGen.PayloadPanel.Tests;

/// <summary>The Chromium of this machine, without a window.</summary>
public sealed class Browser : IAsyncLifetime
{
    private static readonly string[] Switches =
    [
        "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync",
        "--autoplay-policy=no-user-gesture-required",
    ];

    private IPlaywright? _playwright;
    private IBrowser? _chromium;

    public async Task InitializeAsync()
    {
        _playwright = await Playwright.CreateAsync();
        _chromium = await _playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = Environment.GetEnvironmentVariable("CHROMIUM_PATH") ?? "/usr/bin/chromium",
            Args = Switches,
        });
    }

    public async Task DisposeAsync()
    {
        if (_chromium is not null)
        {
            await _chromium.DisposeAsync();
        }

        _playwright?.Dispose();
    }

    /// <summary>A page of somebody who has never been here.</summary>
    /// <param name="timeout">How long anything may take.</param>
    /// <param name="options">What is particular about the page; null for nothing.</param>
    public async Task<IPage> OpenAsync(TimeSpan timeout, BrowserNewPageOptions? options = null)
    {
        IPage page = await _chromium!.NewPageAsync(options);
        page.SetDefaultTimeout((float)timeout.TotalMilliseconds);
        return page;
    }
}
