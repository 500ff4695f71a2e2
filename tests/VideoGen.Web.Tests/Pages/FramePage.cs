using Microsoft.Playwright;

namespace VideoGen.Web.Tests.Pages;

/// <summary>A page with a player or a comparison, and what can be read from its pictures.</summary>
internal sealed class FramePage(IPage page, string element)
{
    // The number of the frame, from the bars in the picture of a video; −1 where the picture has none.
    private const string Tools = """
        window.barsOf = video => {
          const canvas = document.createElement('canvas'); canvas.width = 320; canvas.height = 180;
          const context = canvas.getContext('2d', { willReadFrequently: true });
          context.drawImage(video, 0, 0, 320, 180);
          const pixels = context.getImageData(0, 20, 320, 1).data;
          let number = 0;
          for (let bit = 0; bit < 8; bit++) if (pixels[4 * (bit * 40 + 20)] > 128) number += 2 ** bit;
          return number;
        };
        window.deep = selector => document.querySelector(ELEMENT).shadowRoot.querySelector(selector);
        """;

    /// <summary>Readies a page.</summary>
    public static async Task<FramePage> OpenAsync(IPage page, string address, string element)
    {
        await page.AddInitScriptAsync(Tools.Replace("ELEMENT", $"'{element}'", StringComparison.Ordinal));
        await page.GotoAsync(address);
        await page.Locator(element).Locator("[part=region]").WaitForAsync();
        return new FramePage(page, element);
    }

    /// <summary>Gives the element the focus.</summary>
    public Task FocusAsync() => page.Locator(element).Locator("[part=region]").FocusAsync();

    /// <summary>Presses keys, one after the other.</summary>
    public async Task PressAsync(params string[] keys)
    {
        foreach (string key in keys)
        {
            await page.Keyboard.PressAsync(key);
        }
    }

    /// <summary>Waits until the read-out says a frame, and tells the frame in the picture.</summary>
    /// <param name="frame">Number of the frame in its cut, from 1, as people read it.</param>
    /// <param name="video">Which video to look at.</param>
    public async Task<int> PictureAtAsync(int frame, string video = "video.on")
    {
        await page.Locator(element).Locator($"[data-frame='{frame}']").WaitForAsync();
        return await page.EvaluateAsync<int>(
            """
            selector => new Promise(done => { const look = () => { const video = window.deep(selector);
              if (video && video.readyState >= 2 && !video.seeking) requestAnimationFrame(() => requestAnimationFrame(() => done(window.barsOf(window.deep(selector)))));
              else requestAnimationFrame(look); }; look(); })
            """,
            video);
    }

    /// <summary>Waits until a condition of the page is true. No code is made of text, which its policy refuses.</summary>
    /// <param name="condition">A function without arguments, as JavaScript.</param>
    public Task UntilAsync(string condition) => page.EvaluateAsync(
        $"() => new Promise(done => {{ const look = () => ({condition})() ? done(0) : requestAnimationFrame(look); look(); }})");

    /// <summary>The time code that is shown.</summary>
    public Task<string> TimeAsync() => page.Locator(element).Locator("[data-time]").InnerTextAsync();
}
