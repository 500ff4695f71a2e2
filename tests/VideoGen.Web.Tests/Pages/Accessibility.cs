using System.Text.Json;
using Microsoft.Playwright;

namespace VideoGen.Web.Tests.Pages;

/// <summary>What axe-core has to say of a page, in the ways people look at it.</summary>
internal static class Accessibility
{
    private const string Run = """
        async contrast => (await axe.run(document, { rules: { 'color-contrast': { enabled: contrast } }, runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'], resultTypes: ['violations'] }))
          .violations.flatMap(v => v.nodes.map(n => v.id + ': ' + n.target.join(' ') + ' — ' + (n.any[0] ?? n.all[0] ?? n.none[0])?.message))
        """;

    private const int ZoomedWidth = 640;
    private const string Width = "() => document.documentElement.scrollWidth";
    private const string Larger = "size => { document.documentElement.style.fontSize = size; }";

    // Words of which a part lies outside of what hides what does not fit, other than by an ellipsis or for screen readers alone.
    private const string Cut = """
        () => { const deep = root => [...root.querySelectorAll('*')].flatMap(e => [e, ...(e.shadowRoot ? deep(e.shadowRoot) : [])]);
          const above = e => e.assignedSlot ?? e.parentElement ?? e.getRootNode().host ?? null;
          const found = [];
          for (const e of deep(document.body).filter(e => e.checkVisibility({ visibilityProperty: true }))) {
            for (const text of [...e.childNodes].filter(n => n.nodeType === Node.TEXT_NODE && n.data.trim() !== '')) {
              const range = document.createRange();
              range.selectNodeContents(text);
              const words = range.getBoundingClientRect();
              for (let box = e; box !== null && words.width > 0; box = above(box)) {
                const style = getComputedStyle(box);
                const edge = box.getBoundingClientRect();
                if (['auto', 'scroll'].includes(style.overflowX) || style.textOverflow === 'ellipsis' || (edge.width <= 1 && edge.height <= 1)) { break; }
                if (['hidden', 'clip'].includes(style.overflowX) && style.display !== 'inline' && (words.right > edge.right + 1 || words.left < edge.left - 1)) {
                  found.push(text.data.trim().slice(0, 60) + ' in ' + box.tagName + '.' + box.className);
                  break;
                }
              }
            }
          }
          return found; }
        """;

    // Animations that run, and videos that play.
    private const string Moving = """
        () => { const deep = root => [...root.querySelectorAll('*')].flatMap(e => [e, ...(e.shadowRoot ? deep(e.shadowRoot) : [])]);
          return document.getAnimations().filter(a => a.playState === 'running').length + deep(document).filter(e => e instanceof HTMLVideoElement && !e.paused).length; }
        """;

    private static readonly string Axe = Path.Combine(NodeRun.Web, "node_modules", "axe-core", "axe.min.js");

    /// <summary>Looks at the page in light and dark, with forced colours, without motion, at 200 % of zoom, and on a narrow screen.</summary>
    /// <param name="page">The page.</param>
    /// <param name="state">What is to be seen, for the message.</param>
    /// <param name="frame">The frame that is looked at, where it is not the page itself.</param>
    public static async Task ShouldServeEverybodyAsync(IPage page, string state, IFrame? frame = null)
    {
        IFrame looked = frame ?? page.MainFrame;
        (int width, int height) = (page.ViewportSize!.Width, page.ViewportSize.Height);
        foreach ((string name, PageEmulateMediaOptions media) in ((string, PageEmulateMediaOptions)[])
            [
                ("light", new() { ColorScheme = ColorScheme.Light }),
                ("dark", new() { ColorScheme = ColorScheme.Dark }),
                ("forced colours", new() { ForcedColors = ForcedColors.Active }),
            ])
        {
            await page.EmulateMediaAsync(media);
            await ShouldPassAsync(looked, $"{state}, {name}", contrast: media.ForcedColors is null); // forced colours are the person's own
        }

        // First the wish, then the colours: else their change begins to move before the wish is known.
        await page.EmulateMediaAsync(new() { ReducedMotion = ReducedMotion.Reduce });
        await page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Null, ForcedColors = ForcedColors.None, ReducedMotion = ReducedMotion.Reduce });
        await looked.EvaluateAsync("() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))"); // the page hears of it with its next picture
        (await looked.EvaluateAsync<int>(Moving)).ShouldBe(0, $"{state}: nothing moves for somebody who asked for that");
        await page.EmulateMediaAsync(new() { ReducedMotion = ReducedMotion.Null });
        if (width > ZoomedWidth)
        {
            // What 200 % of zoom make of a window of 1280 pixels, and text alone of twice its size.
            await page.SetViewportSizeAsync(ZoomedWidth, height);
            (await looked.EvaluateAsync<int>(Width)).ShouldBeLessThanOrEqualTo(ZoomedWidth, $"{state} at 200 %");
            (await looked.EvaluateAsync<string[]>(Cut)).ShouldBeEmpty($"{state} at 200 %: every word is to be read");
            await looked.EvaluateAsync(Larger, "200%");
            (await looked.EvaluateAsync<int>(Width)).ShouldBeLessThanOrEqualTo(ZoomedWidth, $"{state} with letters of twice their size");
            await looked.EvaluateAsync(Larger, "");
        }

        await page.SetViewportSizeAsync(320, height);
        (await looked.EvaluateAsync<int>(Width)).ShouldBeLessThanOrEqualTo(320, $"{state} at 320 pixels");
        await ShouldPassAsync(looked, $"{state}, 320 pixels");
        await page.SetViewportSizeAsync(width, height);
        (await looked.EvaluateAsync<int>(Regions)).ShouldBe(1, $"{state}: one live region");
    }

    private const string Regions = """
        () => { const count = root => [...root.querySelectorAll('*')].reduce((sum, e) => sum + (e.matches('[role=status],[aria-live=polite]') ? 1 : 0) + (e.shadowRoot ? count(e.shadowRoot) : 0), 0);
          return count(document); }
        """;

    private static async Task ShouldPassAsync(IFrame frame, string state, bool contrast = true)
    {
        if (!await frame.EvaluateAsync<bool>("() => 'axe' in window"))
        {
            // Through the debugger: the page's policy stays as it is.
            await frame.EvaluateAsync(await File.ReadAllTextAsync(Axe));
        }

        (await frame.EvaluateAsync<string[]>(Cut)).ShouldBeEmpty($"{state}: every word is to be read");
        JsonElement found = await frame.EvaluateAsync<JsonElement>(Run, contrast);
        found.EnumerateArray().Select(v => v.GetString()).ShouldBeEmpty(state);
    }
}
