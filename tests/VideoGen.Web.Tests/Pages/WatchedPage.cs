using System.Collections.Concurrent;
using Microsoft.Playwright;

namespace VideoGen.Web.Tests.Pages;

/// <summary>A page on which nothing may go wrong in silence: errors, breaches of its policy and requests elsewhere are kept.</summary>
public sealed class WatchedPage
{
    private const string Watch = "addEventListener('securitypolicyviolation', e => console.error('policy: ' + e.violatedDirective + ' ' + e.blockedURI + ' ' + e.sample), true);";

    private readonly ConcurrentQueue<string> _faults = new();

    private WatchedPage(IPage page) => Page = page;

    /// <summary>The page.</summary>
    public IPage Page { get; }

    /// <summary>Begins to watch a page.</summary>
    /// <param name="page">The page, still empty.</param>
    /// <param name="allowed">What addresses of requests must begin with.</param>
    public static async Task<WatchedPage> OverAsync(IPage page, params string[] allowed)
    {
        var watched = new WatchedPage(page);
        page.Console += (_, message) =>
        {
            // Frames of chat clients are made so, and the view's origin is another one.
            if (message.Type is "error" or "warning" && !message.Text.Contains("allow-same-origin for its sandbox", StringComparison.Ordinal))
            {
                watched._faults.Enqueue(message.Text);
            }
        };
        page.PageError += (_, error) => watched._faults.Enqueue(error);
        page.Request += (_, request) =>
        {
            if (!allowed.Any(a => request.Url.StartsWith(a, StringComparison.Ordinal)) && !request.Url.StartsWith("data:", StringComparison.Ordinal))
            {
                watched._faults.Enqueue($"request of {request.Url}");
            }
        };
        await page.AddInitScriptAsync(Watch);
        return watched;
    }

    /// <summary>Fails where anything went wrong.</summary>
    public void ShouldBeFaultless() => _faults.ShouldBeEmpty();
}
