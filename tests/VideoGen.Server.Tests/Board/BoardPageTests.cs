using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using VideoGen.Access;
using VideoGen.Jobs;
using VideoGen.Server.Board;
using VideoGen.Server.Tests.Rig;
using VideoGen.Testing;

namespace VideoGen.Server.Tests.Board;

public sealed partial class BoardPageTests
{
    [Fact]
    public async Task A_caller_sees_its_own_requests_and_whoever_operates_sees_all()
    {
        await using Site site = await Site.StartClosedAsync();
        string hers = await site.KeepPendingAsync("ann1", "token:ann");
        string local = await site.KeepPendingAsync("local1", null);
        using var ann = new Person(site);
        using var boss = new Person(site);
        using HttpResponseMessage first = await ann.SignInAsync(site.Token("ann"));
        using HttpResponseMessage second = await boss.SignInAsync(site.Token("boss", Scopes.Operate));

        using HttpResponseMessage hersOnly = await ann.GoAsync("");
        Ids(ann.Page).ShouldBe([hers]);
        using HttpResponseMessage all = await boss.GoAsync("");
        Ids(boss.Page).ShouldBe([local, hers]);

        using HttpResponseMessage found = await ann.GoAsync("?text=job_local1_0"); // an id of somebody else finds nothing
        Ids(ann.Page).ShouldBeEmpty();
        using HttpResponseMessage theirs = await ann.GoAsync($"board/requests/{local}");
        string notHers = ann.Page;
        using HttpResponseMessage nobodys = await ann.GoAsync("board/requests/req_none");
        theirs.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        nobodys.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        Bare(notHers).ShouldBe(Bare(ann.Page).Replace("req_none", local, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Pages_follow_each_other_without_a_gap_and_keep_the_filter()
    {
        await using Site site = await Site.StartAsync();
        for (int i = 0; i < 120; i++)
        {
            await site.KeepPendingAsync($"r{i:000}", null);
        }

        using var somebody = new Person(site);
        var seen = new List<string>();
        string? next = "?project=atlas&state=open";
        for (int pages = 0; next is not null && pages < 10; pages++)
        {
            using HttpResponseMessage page = await somebody.GoAsync(next);
            seen.AddRange(Ids(somebody.Page));
            next = Next().Match(somebody.Page) is { Success: true } link ? WebUtility.HtmlDecode(link.Groups["to"].Value).TrimStart('/') : null;
        }

        seen.ShouldBe(Enumerable.Range(0, 120).Reverse().Select(i => $"req_r{i:000}"));
    }

    [Fact]
    public async Task Words_of_others_are_words_and_a_page_runs_nothing_but_its_own_script()
    {
        await using Site site = await Site.StartAsync();
        NewRequest given = Samples.Request("hostile", segments: 1, site.Clock.GetUtcNow().AddDays(1));
        const string words = "<script>alert(1)</script> \" onload=\"alert(2) \u202Eevil";
        await site.Server.Agent.Ledger.CreateAsync(given with { Jobs = [given.Jobs[0] with { Prompt = words, Model = "<b>model</b>" }] }, CancellationToken.None);
        using var somebody = new Person(site);

        using HttpResponseMessage page = await somebody.GoAsync("board/requests/req_hostile");

        somebody.Page.ShouldContain("&lt;script&gt;alert(1)&lt;/script&gt; &quot; onload=&quot;alert(2) evil");
        somebody.Page.ShouldNotContain("<b>model");
        Scripts().Matches(somebody.Page).ShouldHaveSingleItem().Value.ShouldContain("/board/assets/");
        page.Headers.GetValues("Content-Security-Policy").ShouldBe([BoardPage.Policy]);
        page.Headers.CacheControl!.NoStore.ShouldBeTrue();
        somebody.Page.ShouldNotContain(" style=");
        foreach (Match asset in Assets().Matches(somebody.Page))
        {
            using HttpResponseMessage file = await site.SendAsync(HttpMethod.Get, asset.Groups["path"].Value);
            file.StatusCode.ShouldBe(HttpStatusCode.OK);
            file.Headers.CacheControl!.ToString().ShouldContain("immutable");
        }
    }

    [Fact]
    public async Task Only_a_form_of_ours_for_this_caller_cancels_anything()
    {
        await using Site site = await Site.StartClosedAsync();
        string id = await site.KeepPendingAsync("ann1", "token:ann");
        using var ann = new Person(site);
        using var eve = new Person(site);
        using HttpResponseMessage first = await ann.SignInAsync(site.Token("ann"), $"board/requests/{id}");
        using HttpResponseMessage second = await eve.SignInAsync(site.Token("eve"));
        using HttpResponseMessage own = await eve.GoAsync("");
        string foreign = FormToken().Match(eve.Page).Groups["token"].Value;
        string cancel = $"/board/requests/{id}/cancel";

        using HttpResponseMessage bare = await ann.PostAsync(cancel, new Dictionary<string, string>());
        using HttpResponseMessage planted = await ann.PostAsync(cancel, new Dictionary<string, string> { ["form_token"] = foreign });
        bare.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        planted.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await site.Server.Agent.Ledger.FindRequestAsync(id, CancellationToken.None))!.CancelRequestedAt.ShouldBeNull();

        using HttpResponseMessage page = await ann.GoAsync($"board/requests/{id}");
        using HttpResponseMessage cancelled = await ann.SendAsync(cancel);
        cancelled.StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        (await site.Server.Agent.Ledger.FindRequestAsync(id, CancellationToken.None))!.CancelRequestedAt.ShouldNotBeNull();
    }

    [Fact]
    public async Task Who_may_only_read_is_shown_no_form_that_changes_anything_and_may_send_none()
    {
        await using Site site = await Site.StartClosedAsync();
        string id = await site.KeepPendingAsync("ann1", "token:ann");
        using var ann = new Person(site);
        using HttpResponseMessage signedIn = await ann.SignInAsync(site.Token("ann", Scopes.Read));

        using HttpResponseMessage page = await ann.GoAsync($"board/requests/{id}");
        ann.Page.ShouldNotContain("/cancel");
        ann.Page.ShouldNotContain("/again");
        using HttpResponseMessage sent = await ann.PostAsync($"board/requests/{id}/cancel", new Dictionary<string, string> { ["form_token"] = FormToken().Match(ann.Page).Groups["token"].Value });
        sent.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        ann.Page.ShouldContain("scope_missing");
    }

    [Fact]
    public async Task Who_sees_states_alone_sees_no_words_no_pictures_and_finds_nothing_by_them()
    {
        await using Site site = await Site.StartClosedAsync();
        string clip = await site.KeepClipAsync("token:ann");
        string pending = await site.KeepPendingAsync("ann1", "token:ann");
        using var watcher = new Person(site);
        using HttpResponseMessage signedIn = await watcher.SignInAsync(site.Token("wall", Scopes.States));

        using HttpResponseMessage list = await watcher.GoAsync("");
        Ids(watcher.Page).ShouldBe([pending, "req_a"]);
        using HttpResponseMessage words = await watcher.GoAsync("?text=lighthouse");
        Ids(watcher.Page).ShouldBeEmpty();
        using HttpResponseMessage id = await watcher.GoAsync("?text=job_ann1_0");
        Ids(watcher.Page).ShouldBe([pending]);
        using HttpResponseMessage page = await watcher.GoAsync("board/requests/req_a");
        page.StatusCode.ShouldBe(HttpStatusCode.OK);
        watcher.Page.ShouldContain("succeeded");
        watcher.Page.ShouldNotContain("lighthouse");
        watcher.Page.ShouldNotContain("/media/");
        watcher.Page.ShouldNotContain("/poster");
        foreach (string closed in (string[])[$"media/{clip}", "v1/requests/req_a/segments/SEGMENT_1/poster", "v1/requests/req_a/events", "board/costs", "board/plan"])
        {
            using HttpResponseMessage other = await watcher.GoAsync(closed);
            other.StatusCode.ShouldBe(HttpStatusCode.Forbidden, closed);
        }
    }

    [Theory]
    [InlineData(Scopes.States | Scopes.Spend)]
    [InlineData(Scopes.Spend)]
    public async Task Who_may_not_read_changes_nothing_whatever_else_is_allowed(Scopes scopes)
    {
        await using Site site = await Site.StartClosedAsync();
        await site.KeepClipAsync("token:ann");
        await site.KeepUnsettledAsync("lost", "token:ann");
        using var buyer = new Person(site);
        using HttpResponseMessage signedIn = await buyer.SignInAsync(site.Token("buyer", scopes));

        foreach (string id in (string[])["req_a", "req_lost"])
        {
            using HttpResponseMessage page = await buyer.GoAsync($"board/requests/{id}");
            page.StatusCode.ShouldBe(scopes.HasFlag(Scopes.States) ? HttpStatusCode.OK : HttpStatusCode.Forbidden);
            buyer.Page.ShouldNotContain("lighthouse");
            buyer.Page.ShouldNotContain($"action=\"/board/requests/{id}/");
        }

        string token = FormToken().Match(buyer.Page).Groups["token"].Value;
        foreach (string verb in (string[])["redelivery", "again", "choice"])
        {
            using HttpResponseMessage sent = await buyer.PostAsync($"board/requests/req_a/segments/SEGMENT_1/{verb}", new Dictionary<string, string> { ["form_token"] = token, ["seen"] = "1", ["take"] = "1" });
            sent.StatusCode.ShouldBe(HttpStatusCode.Forbidden, verb);
            buyer.Page.ShouldContain("scope_missing");
            buyer.Page.ShouldNotContain("lighthouse");
        }
    }

    [Fact]
    public async Task A_clip_asked_for_by_its_hash_may_be_kept_and_any_other_not()
    {
        await using Site site = await Site.StartAsync();
        string path = await site.KeepClipAsync(null);
        using var somebody = new Person(site);
        using HttpResponseMessage page = await somebody.GoAsync("board/requests/req_a");
        string address = WebUtility.HtmlDecode(Clip().Match(somebody.Page).Groups["to"].Value);
        address.ShouldStartWith($"/media/{path}?v=");

        using HttpResponseMessage kept = await site.SendAsync(HttpMethod.Get, address, headers: h => h.Range = new(0, 1));
        kept.StatusCode.ShouldBe(HttpStatusCode.PartialContent);
        kept.Headers.CacheControl!.ToString().ShouldContain("immutable");
        kept.Headers.ETag.ShouldNotBeNull();
        kept.Headers.Vary.ShouldBe(["Authorization", "Cookie"], ignoreOrder: true); // somebody else at the same browser asks for it anew
        using HttpResponseMessage same = await site.SendAsync(HttpMethod.Get, address, headers: h => h.IfNoneMatch.Add(kept.Headers.ETag!));
        same.StatusCode.ShouldBe(HttpStatusCode.NotModified);
        same.Headers.CacheControl!.ToString().ShouldContain("immutable");
        using HttpResponseMessage other = await site.SendAsync(HttpMethod.Get, $"/media/{path}?v=1");
        other.Headers.CacheControl!.NoStore.ShouldBeTrue();

        // What is not the clip is true for the moment alone.
        using HttpResponseMessage beyond = await site.SendAsync(HttpMethod.Get, address, headers: h => h.Range = new(99, 100));
        (beyond.StatusCode, beyond.Headers.CacheControl!.ToString()).ShouldBe((HttpStatusCode.RequestedRangeNotSatisfiable, "no-store"));
        File.Delete(Path.Combine(site.Settings.Home, "media", path));
        using HttpResponseMessage gone = await site.SendAsync(HttpMethod.Get, address);
        (gone.StatusCode, gone.Headers.CacheControl!.ToString()).ShouldBe((HttpStatusCode.NotFound, "no-store"));
    }

    [Fact]
    public async Task A_page_on_which_nothing_is_made_is_looked_at_now_and_then_and_any_other_has_a_stream()
    {
        await using Site site = await Site.StartAsync();
        await site.KeepClipAsync(null);
        await site.KeepPendingAsync("open", null);
        using var somebody = new Person(site);

        using HttpResponseMessage finished = await somebody.GoAsync("board/requests/req_a");
        somebody.Page.ShouldContain("data-every=\"15\">");
        using HttpResponseMessage open = await somebody.GoAsync("board/requests/req_open");
        somebody.Page.ShouldContain("data-events=\"/v1/requests/req_open/events\"");
    }

    [Fact]
    public async Task A_choice_made_meanwhile_is_not_overwritten()
    {
        await using Site site = await Site.StartAsync();
        await site.KeepClipAsync(null);
        using var somebody = new Person(site);
        using HttpResponseMessage page = await somebody.GoAsync("board/requests/req_a");

        using HttpResponseMessage stale = await somebody.PostAsync("board/requests/req_a/segments/SEGMENT_1/choice", new Dictionary<string, string>
        {
            ["form_token"] = FormToken().Match(somebody.Page).Groups["token"].Value,
            ["take"] = "1",
            ["seen"] = "2",
        });

        stale.StatusCode.ShouldBe(HttpStatusCode.Conflict);
        somebody.Page.ShouldContain("take_changed");
    }

    [Fact]
    public async Task A_storyboard_with_problems_is_told_where_and_orders_nothing()
    {
        await using Site site = await Site.StartAsync();
        using var somebody = new Person(site);
        using HttpResponseMessage page = await somebody.GoAsync("board/plan");

        using HttpResponseMessage answer = await somebody.SendAsync("/board/plan", ("way", "animatic"), ("storyboard", "{\n\"generated_frames\": [],\n\"storyboard_frames\": 5\n}"));

        answer.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        somebody.Page.ShouldContain("Line 3:");
        somebody.Page.ShouldContain("&quot;storyboard_frames&quot;: 5");
        (await site.Server.Agent.Ledger.ListRequestsAsync(1, CancellationToken.None)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_plan_says_what_it_costs_elsewhere_and_is_made_with_another_model_by_a_button()
    {
        await using PaidPath path = await PaidPath.StartAsync();
        using var somebody = new Person(path.Local);
        using HttpResponseMessage page = await somebody.GoAsync("board/plan");
        JsonObject storyboard = JsonNode.Parse(new Order().Call().Json.Span)!.AsObject();

        using HttpResponseMessage planned = await somebody.SendAsync("/board/plan", ("way", "plan"), ("storyboard", storyboard.ToJsonString()));
        planned.StatusCode.ShouldBe(HttpStatusCode.OK);
        somebody.Page.ShouldContain("Prices elsewhere");
        somebody.Page.ShouldContain("<strong>this plan</strong>");
        string other = With().Matches(somebody.Page).Select(m => WebUtility.HtmlDecode(m.Groups["with"].Value)).First(w => w.StartsWith("fal-ai:", StringComparison.Ordinal));
        using HttpResponseMessage changed = await somebody.SendAsync("/board/plan", ("with", other)); // the storyboard is kept with the plan

        changed.StatusCode.ShouldBe(HttpStatusCode.OK);
        somebody.Page.ShouldContain($"&quot;model&quot;: &quot;{other["fal-ai:".Length..]}&quot;"); // also in the field, for further changes
        (await path.Agent.Ledger.ListRequestsAsync(1, CancellationToken.None)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Words_that_go_through_a_form_come_back_as_they_were()
    {
        const string words = "\n\tمی\u200Cخواهم \U0001F468\u200D\U0001F469\u200D\U0001F467 ❤\uFE0F <b>&amp;</b> \"it's\" \u202E\u2028\u0085\u00AD é";
        await using Site site = await Site.StartAsync();
        NewRequest given = Samples.Request("odd", segments: 1);
        await site.Server.Agent.Ledger.CreateAsync(given with { Jobs = [given.Jobs[0] with { Prompt = words }] }, CancellationToken.None);
        Job job = (await site.Server.Agent.Ledger.FindJobAsync(given.Jobs[0].Id, CancellationToken.None))!;
        (await site.Server.Agent.Ledger.CommitAsync(Samples.Step(job, JobState.Cancelled), CancellationToken.None)).ShouldBeTrue();
        using var somebody = new Person(site);

        using HttpResponseMessage page = await somebody.GoAsync("board/requests/req_odd");
        Written("prompt", somebody.Page).ShouldBe(words);
        using HttpResponseMessage list = await somebody.GoAsync($"?text={Uri.EscapeDataString(words.Trim())}");
        WebUtility.HtmlDecode(Text().Match(somebody.Page).Groups["value"].Value).ShouldBe(words.Trim());
    }

    [Fact]
    public async Task The_same_storyboard_is_the_same_plan_and_the_same_prompt_is_not_edited()
    {
        await using PaidPath path = await PaidPath.StartAsync();
        using var somebody = new Person(path.Local);
        using HttpResponseMessage page = await somebody.GoAsync("board/plan");
        string storyboard = Encoding.UTF8.GetString(new Order { Words = "می\u200Cخواهم \U0001F468\u200D\U0001F469\u200D\U0001F467 ❤\uFE0F" }.Call().Json.Span);

        using HttpResponseMessage first = await somebody.SendAsync("/board/plan", ("way", "plan"), ("storyboard", storyboard));
        string plan = Plan().Match(somebody.Page).Groups["hash"].Value;
        using HttpResponseMessage second = await somebody.PostAsync("/board/plan", new Dictionary<string, string>
        {
            ["form_token"] = FormToken().Match(somebody.Page).Groups["token"].Value,
            ["way"] = "plan",
            ["storyboard"] = Written("storyboard", somebody.Page),
        });
        plan.ShouldNotBeEmpty();
        Plan().Match(somebody.Page).Groups["hash"].Value.ShouldBe(plan);

        using HttpResponseMessage ordered = await somebody.SendAsync("/board/orders");
        string request = ordered.Headers.Location!.ToString();
        await path.Agent.Segments.GetAsync(request.Split('/')[^1], TimeSpan.FromMinutes(1), null, CancellationToken.None);
        using HttpResponseMessage made = await somebody.GoAsync(request);
        using HttpResponseMessage again = await somebody.SendAsync($"{request}/segments/SEGMENT_1/again", ("prompt", Written("prompt", somebody.Page)));
        again.StatusCode.ShouldBe(HttpStatusCode.OK);
        somebody.Page.ShouldContain("Another take of");
        somebody.Page.ShouldNotContain("Changed:");

        // What the pages show and play can be asked for in parts and again.
        foreach (string address in (string[])[$"{request.Replace("/board", "/v1", StringComparison.Ordinal)}/segments/SEGMENT_1/proxy", $"/v1/plans/{plan}/pictures/SCENE_1_SHOT_1"])
        {
            await AskAsync(new Uri(path.Local, address));
        }
    }

    // A head, a part, and once more what is known.
    private static async Task AskAsync(Uri address)
    {
        using var http = new HttpClient();
        using HttpResponseMessage whole = await http.GetAsync(address);
        whole.StatusCode.ShouldBe(HttpStatusCode.OK, address.AbsolutePath);
        byte[] bytes = await whole.Content.ReadAsByteArrayAsync();
        whole.Headers.AcceptRanges.ShouldBe(["bytes"]);
        whole.Headers.Vary.ShouldBe(["Authorization", "Cookie"], ignoreOrder: true);
        using var head = new HttpRequestMessage(HttpMethod.Head, address);
        using HttpResponseMessage told = await http.SendAsync(head);
        (told.StatusCode, told.Content.Headers.ContentLength, told.Headers.ETag).ShouldBe((HttpStatusCode.OK, (long?)bytes.Length, whole.Headers.ETag));
        using var part = new HttpRequestMessage(HttpMethod.Get, address) { Headers = { Range = new(2, 9) } };
        using HttpResponseMessage some = await http.SendAsync(part);
        some.StatusCode.ShouldBe(HttpStatusCode.PartialContent);
        (await some.Content.ReadAsByteArrayAsync()).ShouldBe(bytes[2..10]);
        using var known = new HttpRequestMessage(HttpMethod.Get, address) { Headers = { IfNoneMatch = { whole.Headers.ETag.ShouldNotBeNull() } } };
        using HttpResponseMessage same = await http.SendAsync(known);
        same.StatusCode.ShouldBe(HttpStatusCode.NotModified);
        using var beyond = new HttpRequestMessage(HttpMethod.Get, address) { Headers = { Range = new(bytes.Length + 1, null) } };
        using HttpResponseMessage none = await http.SendAsync(beyond);
        (none.StatusCode, none.Headers.CacheControl!.ToString()).ShouldBe((HttpStatusCode.RequestedRangeNotSatisfiable, "no-store"));
    }

    // What a browser would send of a text field that nobody touched.
    private static string Written(string field, string page) =>
        WebUtility.HtmlDecode(Regex.Match(page, $"name=\"{field}\"[^>]*>\n(?<text>.*?)</textarea>", RegexOptions.Singleline | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, TimeSpan.FromSeconds(10)).Groups["text"].Value);

    private static string[] Ids(string page) => [.. Rows().Matches(page).Select(m => m.Groups["id"].Value)];

    // Times and tokens of forms are others each time.
    private static string Bare(string page) => Hidden().Replace(Times().Replace(page, ""), "");

    [GeneratedRegex("<tr data-row=\"[^\"]+\" data-revision=\"[0-9a-f]+\"><th scope=\"row\"><a href=\"/board/requests/(?<id>[^\"]+)\">", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Rows();

    [GeneratedRegex("name=\"text\" value=\"(?<value>[^\"]*)\"", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Text();

    [GeneratedRegex("name=\"plan_hash\" value=\"(?<hash>[^\"]+)\"", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Plan();

    [GeneratedRegex("rel=\"next\" href=\"(?<to>[^\"]+)\"", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Next();

    [GeneratedRegex("<time.*?</time>", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Times();

    [GeneratedRegex("<input type=\"hidden\"[^>]*>", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Hidden();

    [GeneratedRegex("<script[^>]*>", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Scripts();

    [GeneratedRegex("(?:href|src)=\"(?<path>/board/assets/[^\"]+)\"", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Assets();

    [GeneratedRegex("name=\"form_token\" value=\"(?<token>[^\"]+)\"", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex FormToken();

    [GeneratedRegex("name=\"with\" value=\"(?<with>[^\"]+)\"", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex With();

    [GeneratedRegex("data-clip=\"(?<to>[^\"]+)\"", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Clip();
}
