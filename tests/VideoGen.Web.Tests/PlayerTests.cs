using System.Text.Json;
using Microsoft.Playwright;
using VideoGen.PayloadPanel.Tests;
using VideoGen.Web.Tests.Pages;

namespace VideoGen.Web.Tests;

/// <summary>The player, judged by the pictures that a real browser shows.</summary>
public sealed class PlayerTests(PageServer site, Browser browser) : IClassFixture<PageServer>, IClassFixture<Browser>
{
    private const string Film = """
        <p role="status"></p><vg-player label="Film">
        <i data-id="SEGMENT_1" data-name="Scene 1 · Shot 1" data-seconds="2" data-fps="24" data-clip="a.mp4"></i>
        <i data-id="SEGMENT_2" data-name="Scene 1 · Shot 3" data-seconds="0.5" data-fps="24" data-why="content rejected"></i>
        <i data-id="SEGMENT_3" data-name="Scene 2 · Shot 1" data-seconds="1.5" data-fps="24" data-clip="b.mp4"></i></vg-player>
        <input id="elsewhere" aria-label="elsewhere"><script src="sheet.js"></script>
        """;

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    [Fact]
    public async Task Keys_step_through_the_film_frame_by_frame_and_the_picture_is_the_frame_that_is_named()
    {
        (WatchedPage watched, FramePage player) = await OpenAsync();
        await player.FocusAsync();

        await player.PressAsync("Home");
        (await player.PictureAtAsync(1)).ShouldBe(0);
        foreach (int frame in Enumerable.Range(1, 12))
        {
            await player.PressAsync("ArrowRight");
            (await player.PictureAtAsync(frame + 1)).ShouldBe(frame);
        }

        await player.PressAsync("ArrowLeft", "Comma");
        (await player.PictureAtAsync(11)).ShouldBe(10);
        await player.PressAsync("Shift+ArrowRight", "ArrowRight", "ArrowRight");
        (await player.PictureAtAsync(23)).ShouldBe(22);
        await player.PressAsync("ArrowDown");
        (await watched.Page.Locator("vg-player .slug").InnerTextAsync()).ShouldContain("content rejected", Case.Insensitive);
        await player.PressAsync("ArrowDown");
        (await player.PictureAtAsync(1)).ShouldBe(100);
        await player.PressAsync("End");
        (await player.PictureAtAsync(36)).ShouldBe(135);
        (await player.TimeAsync()).ShouldBe("00:00:03:23");
        await player.PressAsync("ArrowUp", "ArrowUp");
        (await player.PictureAtAsync(1)).ShouldBe(0);
        watched.ShouldBeFaultless();
    }

    [Fact]
    public async Task It_plays_as_one_film_without_a_gap_and_a_slug_keeps_the_time_of_what_is_missing()
    {
        (WatchedPage watched, FramePage player) = await OpenAsync();
        await player.FocusAsync();
        await player.PressAsync("Home");
        await player.PictureAtAsync(1);

        // What is seen when the player turns from one cut to the next, at that moment: how busy the machine is changes nothing about it.
        await watched.Page.EvaluateAsync("""
            () => {
              window.turns = []; window.late = 0; window.order = [];
              const film = document.querySelector('vg-player');
              const slug = () => window.deep('.slug') !== null;
              const play = HTMLMediaElement.prototype.play;
              HTMLMediaElement.prototype.play = function () { window.turns.push({ what: 'play', at: performance.now(), picture: window.barsOf(this) }); return play.call(this); };
              let since = null, ready = 0;
              new MutationObserver(() => {
                if (slug() === (since !== null)) return;
                const first = window.deep('video');
                since = slug() ? performance.now() : null;
                ready = 0;
                if (slug()) window.turns.push({ what: 'slug', at: since, picture: window.barsOf(first), ended: first.ended || first.currentTime >= 47 / 24 });
              }).observe(film.shadowRoot, { childList: true, subtree: true });
              const look = now => {
                // Looks at a slug whose time is over, although the next clip lay ready: a busy machine may have it later.
                const over = since !== null && now - since > 500;
                if (over && ready > 2) window.late++;
                if (since !== null && !over && [...film.shadowRoot.querySelectorAll('video')].some(video => window.barsOf(video) === 100)) ready++;
                const on = window.deep('video.on');
                if (on && !on.seeking) window.order.push(window.barsOf(on));
                requestAnimationFrame(look);
              };
              requestAnimationFrame(look);
            }
            """);
        await player.PressAsync("Space");
        await watched.Page.Locator("[role=status]").Filter(new() { HasText = "The film is over" }).WaitForAsync();
        (await player.PictureAtAsync(36)).ShouldBe(135);

        JsonElement[] turns = [.. (await watched.Page.EvaluateAsync<JsonElement>("() => window.turns")).EnumerateArray()];
        turns.Select(t => t.GetProperty("what").GetString()).ShouldBe(["play", "slug", "play"]);
        turns[0].GetProperty("picture").GetInt32().ShouldBe(0);
        turns[1].GetProperty("ended").GetBoolean().ShouldBeTrue("the slug began before the cut was over");
        turns[2].GetProperty("picture").GetInt32().ShouldBe(100); // the first frame, at once: nothing black, nothing left out
        (turns[2].GetProperty("at").GetDouble() - turns[1].GetProperty("at").GetDouble()).ShouldBeGreaterThan(440);
        (await watched.Page.EvaluateAsync<int>("() => window.late")).ShouldBeLessThanOrEqualTo(2);
        int[] order = await watched.Page.EvaluateAsync<int[]>("() => window.order");
        order.ShouldBe(order.Order());
        order.ShouldNotContain(-1);
        watched.ShouldBeFaultless();
    }

    [Fact]
    public async Task One_clip_follows_the_other_without_a_gap()
    {
        WatchedPage watched = await WatchedPage.OverAsync(await browser.OpenAsync(Patience), site.Address);
        FramePage player = await FramePage.OpenAsync(watched.Page, site.Put("cut.html", """
            <p role="status"></p><vg-player label="Film">
            <i data-id="SEGMENT_1" data-name="Scene 1 · Shot 1" data-seconds="2" data-fps="24" data-clip="a.mp4"></i>
            <i data-id="SEGMENT_2" data-name="Scene 1 · Shot 3" data-seconds="1.5" data-fps="24" data-clip="b.mp4"></i></vg-player><script src="sheet.js"></script>
            """), "vg-player");
        await player.FocusAsync();
        await watched.Page.EvaluateAsync("() => document.querySelector('vg-player').seek(36)");
        (await player.PictureAtAsync(37)).ShouldBe(36);

        await watched.Page.EvaluateAsync("""
            () => {
              window.turns = []; window.order = [];
              const play = HTMLMediaElement.prototype.play;
              HTMLMediaElement.prototype.play = function () {
                const screen = this;
                const before = [...document.querySelector('vg-player').shadowRoot.querySelectorAll('video')].find(video => video !== screen);
                window.turns.push({ picture: window.barsOf(screen), ready: screen.readyState >= 2, over: before.ended || before.currentTime >= 47 / 24 });
                return play.call(this);
              };
              const look = () => {
                const on = window.deep('video.on');
                if (!on?.seeking) window.order.push(on && on.readyState >= 2 ? window.barsOf(on) : -1);
                requestAnimationFrame(look);
              };
              requestAnimationFrame(look);
            }
            """);
        await player.PressAsync("Space");
        await watched.Page.Locator("[role=status]").Filter(new() { HasText = "The film is over" }).WaitForAsync();

        // The second begins with its first frame at the moment in which the first is over, and no picture between them is another one.
        JsonElement[] turns = [.. (await watched.Page.EvaluateAsync<JsonElement>("() => window.turns")).EnumerateArray()];
        turns.Select(t => t.GetProperty("picture").GetInt32()).ShouldBe([36, 100]);
        turns[1].GetProperty("ready").GetBoolean().ShouldBeTrue();
        turns[1].GetProperty("over").GetBoolean().ShouldBeTrue();
        int[] order = await watched.Page.EvaluateAsync<int[]>("() => window.order");
        order.ShouldBe(order.Order());
        order.ShouldAllBe(frame => (frame >= 36 && frame <= 47) || (frame >= 100 && frame <= 135));
        watched.ShouldBeFaultless();
    }

    [Fact]
    public async Task Takes_of_different_rates_go_in_step_without_a_black_frame()
    {
        WatchedPage watched = await WatchedPage.OverAsync(await browser.OpenAsync(Patience), site.Address);
        IPage page = watched.Page;
        FramePage pair = await FramePage.OpenAsync(page, site.Put("rates.html", "<vg-compare></vg-compare><script src=\"elements.js\"></script>"), "vg-compare");
        await page.EvaluateAsync("""
            () => { const take = (clip, fps) => ({ id: clip, name: clip, seconds: 2, fps, clip });
              const pair = document.querySelector('vg-compare'); pair.a = take('a.mp4', 24); pair.b = take('d.mp4', 30); }
            """);
        await pair.PictureAtAsync(1, "video + video");
        await pair.FocusAsync();

        // The same moment: frame 31 of 24 a second begins at 1.25 s, its middle is in frame 38 of 30 a second.
        await pair.PressAsync("Shift+ArrowRight", "Shift+ArrowRight", "Shift+ArrowRight");
        (await pair.PictureAtAsync(31, "video")).ShouldBe(30);
        (await pair.PictureAtAsync(31, "video + video")).ShouldBe(38);
        await page.EvaluateAsync("""
            () => { window.shown = [];
              const look = () => { window.shown.push(...['video', 'video + video'].map(each => window.deep(each)).filter(video => !video.seeking).map(video => video.readyState < 2 ? -1 : window.barsOf(video))); requestAnimationFrame(look); };
              requestAnimationFrame(look); }
            """);
        foreach (string mode in (string[])["w", "d", "s", "l"])
        {
            await pair.PressAsync(mode);
        }

        (await pair.PictureAtAsync(48, "video")).ShouldBe(47);
        (await pair.PictureAtAsync(48, "video + video")).ShouldBe(59);
        (await page.EvaluateAsync<int[]>("() => window.shown")).ShouldAllBe(frame => frame >= 30);
        watched.ShouldBeFaultless();
    }

    [Fact]
    public async Task J_K_and_L_shuttle_and_a_loop_stays_between_its_ends()
    {
        (WatchedPage watched, FramePage player) = await OpenAsync();
        await player.FocusAsync();
        await player.PressAsync("Home", "Shift+ArrowRight", "Shift+ArrowRight");
        (await player.PictureAtAsync(21)).ShouldBe(20);

        await player.PressAsync("j");
        await player.UntilAsync("() => document.querySelector('vg-player').frame <= 15");
        await player.PressAsync("k");
        await player.UntilAsync("() => !document.querySelector('vg-player').playing && !window.deep('video.on').seeking");
        int stopped = await FrameAsync(watched.Page);
        stopped.ShouldBeInRange(1, 15);
        await watched.Page.Keyboard.DownAsync("k");
        await player.PressAsync("l", "l");
        await watched.Page.Keyboard.UpAsync("k");
        (await player.PictureAtAsync(stopped + 3)).ShouldBe(stopped + 2);

        await player.PressAsync("Home", "Shift+ArrowRight");
        await player.PictureAtAsync(11);
        await player.PressAsync("i", "Shift+ArrowRight");
        await player.PictureAtAsync(21);
        await player.PressAsync("o", "Home");
        (await player.PictureAtAsync(11)).ShouldBe(10);
        await watched.Page.EvaluateAsync("""
            () => { window.frames_ = []; const player = document.querySelector('vg-player');
              const look = () => { const f = player.frame; if (window.frames_.at(-1) !== f) window.frames_.push(f); requestAnimationFrame(look); }; look(); }
            """);
        await player.PressAsync("l");
        await player.UntilAsync("() => window.frames_.filter((f, i) => i && f < window.frames_[i - 1]).length >= 2");
        int[] frames = await watched.Page.EvaluateAsync<int[]>("() => window.frames_");
        frames.Min().ShouldBe(10);
        // The end is the first frame that is left out. A busy machine may skip it, and then turns at what it sees first behind it.
        string rounds = string.Concat(frames.Select(f => f >= 20 ? 'x' : '.'));
        rounds.ShouldNotContain("xxx", Case.Sensitive, string.Join(' ', frames));
        watched.ShouldBeFaultless();
    }

    [Fact]
    public async Task A_stop_counts_before_the_first_frame_is_there()
    {
        (WatchedPage watched, FramePage player) = await OpenAsync();

        // Both in one turn of the page, so that the clip cannot be there yet.
        await watched.Page.EvaluateAsync("() => { const film = document.querySelector('vg-player'); window.plays = 0; film.addEventListener('vg-play', () => window.plays++); film.playFrom(2); film.pause(); }");

        (await player.PictureAtAsync(1)).ShouldBe(100);
        (await watched.Page.EvaluateAsync<bool>("() => document.querySelector('vg-player').playing || !window.deep('video.on').paused")).ShouldBeFalse();
        (await watched.Page.EvaluateAsync<int>("() => window.plays")).ShouldBe(0);
        watched.ShouldBeFaultless();
    }

    [Fact]
    public async Task A_film_that_was_empty_plays_once_there_is_something()
    {
        (WatchedPage watched, FramePage player) = await OpenAsync();

        await watched.Page.EvaluateAsync("""
            async () => {
              const film = document.querySelector('vg-player');
              const cuts = film.cuts;
              film.cuts = [];
              await film.updateComplete;
              film.cuts = cuts;
              await film.updateComplete;
              await film.seek(5);
            }
            """);

        (await player.PictureAtAsync(6)).ShouldBe(5);
        watched.ShouldBeFaultless();
    }

    [Fact]
    public async Task Keys_are_its_own_only_while_it_has_the_focus()
    {
        (WatchedPage watched, FramePage player) = await OpenAsync();

        await watched.Page.Locator("#elsewhere").FocusAsync();
        await player.PressAsync("l", "Space", "ArrowRight", "End");

        (await watched.Page.Locator("#elsewhere").InputValueAsync()).ShouldBe("l ");
        (await FrameAsync(watched.Page)).ShouldBe(0);
        (await watched.Page.EvaluateAsync<bool>("() => document.querySelector('vg-player').playing")).ShouldBeFalse();
        watched.ShouldBeFaultless();
    }

    [Fact]
    public async Task Two_takes_go_in_step_whichever_way_they_are_looked_at()
    {
        WatchedPage watched = await WatchedPage.OverAsync(await browser.OpenAsync(Patience), site.Address);
        IPage page = watched.Page;
        FramePage pair = await FramePage.OpenAsync(page, site.Put("compare.html", "<vg-compare></vg-compare><script src=\"elements.js\"></script>"), "vg-compare");
        await page.EvaluateAsync("""
            () => { const take = clip => ({ id: 'SEGMENT_1', name: clip, seconds: 2, fps: 24, clip });
              const pair = document.querySelector('vg-compare'); pair.a = take('a.mp4'); pair.b = take('c.mp4'); }
            """);
        await pair.PictureAtAsync(1, "video + video");
        await pair.FocusAsync();

        await pair.PressAsync("Shift+ArrowRight", "ArrowRight");
        (await pair.PictureAtAsync(12, "video")).ShouldBe(11);
        (await pair.PictureAtAsync(12, "video + video")).ShouldBe(11);
        foreach (string mode in (string[])["w", "d", "s"])
        {
            await pair.PressAsync(mode, "ArrowRight");
        }

        (await pair.PictureAtAsync(15, "video + video")).ShouldBe(14);
        await pair.PressAsync("l");
        (await pair.PictureAtAsync(48, "video")).ShouldBe(47);
        (await pair.PictureAtAsync(48, "video + video")).ShouldBe(47);

        // Where both show the same, the difference is black; below the bars it is 140 of 255.
        await pair.PressAsync("d", "Home");
        await pair.PictureAtAsync(1, "video");
        byte[] picture = await page.Locator("vg-compare .stage").ScreenshotAsync();
        (await BrightnessAsync(page, picture, 0.1)).ShouldBeLessThan(12);
        (await BrightnessAsync(page, picture, 0.7)).ShouldBeInRange(100, 200);
        watched.ShouldBeFaultless();
    }

    [Fact]
    public async Task A_take_that_falls_behind_catches_up_while_both_play()
    {
        WatchedPage watched = await WatchedPage.OverAsync(await browser.OpenAsync(Patience), site.Address);
        IPage page = watched.Page;
        FramePage pair = await FramePage.OpenAsync(page, site.Put("behind.html", "<vg-compare></vg-compare><script src=\"elements.js\"></script>"), "vg-compare");
        await page.EvaluateAsync("""
            () => { const take = clip => ({ id: 'SEGMENT_1', name: clip, seconds: 10, fps: 24, clip });
              const pair = document.querySelector('vg-compare'); pair.a = take('long.mp4'); pair.b = take('long.mp4'); }
            """);
        await pair.PictureAtAsync(1, "video + video");
        await pair.FocusAsync();
        await pair.PressAsync("Shift+ArrowRight", "Shift+ArrowRight", "Shift+ArrowRight");
        await pair.PictureAtAsync(31, "video + video");

        // Throws the second back by a second once both play. They must be in step again before the film is over.
        string end = await page.EvaluateAsync<string>("""
            () => new Promise(done => {
              const [a, b] = [window.deep('video'), window.deep('video + video')];
              let thrown = false;
              const look = () => {
                if (a.ended || (thrown && a.paused)) return done('over');
                if (!thrown && !a.paused && !b.paused && !b.seeking && a.currentTime > 1.5) { thrown = true; b.currentTime = 0.1; }
                else if (thrown && !b.seeking && b.currentTime > 1 && Math.abs(window.barsOf(a) - window.barsOf(b)) <= 1) return done('in step');
                requestAnimationFrame(look);
              };
              look();
              window.deep('[part=region]').dispatchEvent(new KeyboardEvent('keydown', { key: 'l', bubbles: true, composed: true }));
            })
            """);
        end.ShouldBe("in step");
        watched.ShouldBeFaultless();
    }

    private static Task<int> BrightnessAsync(IPage page, byte[] png, double height) => page.EvaluateAsync<int>(
        """
        async ([png, height]) => { const image = new Image(); image.src = 'data:image/png;base64,' + png; await image.decode();
          const canvas = document.createElement('canvas'); canvas.width = image.width; canvas.height = image.height;
          const context = canvas.getContext('2d'); context.drawImage(image, 0, 0);
          return context.getImageData(image.width / 2, image.height * height, 1, 1).data[0]; }
        """,
        new object[] { Convert.ToBase64String(png), height });

    private static Task<int> FrameAsync(IPage page) => page.EvaluateAsync<int>("() => document.querySelector('vg-player').frame");

    private async Task<(WatchedPage Watched, FramePage Player)> OpenAsync()
    {
        WatchedPage watched = await WatchedPage.OverAsync(await browser.OpenAsync(Patience), site.Address);
        return (watched, await FramePage.OpenAsync(watched.Page, site.Put("film.html", Film), "vg-player"));
    }
}
