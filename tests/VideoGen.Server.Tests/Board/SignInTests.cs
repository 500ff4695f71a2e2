using System.Net;
using System.Text.RegularExpressions;
using VideoGen.Access;
using VideoGen.Server.Access;
using VideoGen.Server.Tests.Rig;

namespace VideoGen.Server.Tests.Board;

public sealed partial class SignInTests
{
    [Fact]
    public async Task A_token_shown_once_opens_the_pages_and_what_they_play_and_nothing_else()
    {
        await using Site site = await Site.StartClosedAsync();
        string token = site.Token("ann", Scopes.Read | Scopes.Spend);
        string clip = await site.KeepClipAsync("token:ann");
        using var ann = new Person(site);

        using (HttpResponseMessage asked = await ann.GoAsync("?state=open"))
        {
            asked.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
            asked.Headers.WwwAuthenticate.ShouldHaveSingleItem().Scheme.ShouldBe("Bearer");
        }

        using HttpResponseMessage signedIn = await ann.SendAsync("/board/sign-in", ("token", token));
        signedIn.StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        signedIn.Headers.Location!.ToString().ShouldBe("/?state=open");
        string cookie = signedIn.Headers.GetValues("Set-Cookie").Single(c => c.StartsWith(BoardSessions.CookieName, StringComparison.Ordinal));
        cookie.ShouldContain("httponly", Case.Insensitive);
        cookie.ShouldContain("samesite=strict", Case.Insensitive);
        cookie.ShouldNotContain(token);
        signedIn.Headers.GetValues("Clear-Site-Data").ShouldBe(["\"cache\""]); // whatever the browser kept of somebody before

        foreach (string open in (string[])["", "board/costs", "board/requests/req_a", $"media/{clip}", "v1/requests/req_a/events"])
        {
            using HttpResponseMessage page = await ann.GoAsync(open);
            page.StatusCode.ShouldBe(HttpStatusCode.OK, open);
        }

        foreach (string closed in (string[])["v1/requests", "v1/requests/req_a", "v1/report", "metrics", "mcp", "nowhere"])
        {
            using HttpResponseMessage other = await ann.GoAsync(closed);
            other.StatusCode.ShouldBe(HttpStatusCode.Unauthorized, closed);
        }

        using HttpResponseMessage order = await ann.PostAsync("v1/segments", new Dictionary<string, string> { ["plan_hash"] = "x" });
        order.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task A_session_ends_after_twelve_hours_with_its_token_and_when_somebody_signs_out()
    {
        await using Site site = await Site.StartClosedAsync();
        string token = site.Token("ann");
        using var ann = new Person(site);

        using HttpResponseMessage first = await ann.SignInAsync(token);
        site.Clock.Advance(BoardSessions.Longest - TimeSpan.FromSeconds(1));
        (await StatusAsync(ann)).ShouldBe(HttpStatusCode.OK);
        site.Clock.Advance(TimeSpan.FromSeconds(1));
        (await StatusAsync(ann)).ShouldBe(HttpStatusCode.Unauthorized);

        using HttpResponseMessage second = await ann.SignInAsync(token);
        (await StatusAsync(ann)).ShouldBe(HttpStatusCode.OK);
        string cookie = ann.Cookies.GetCookieHeader(site.Address);
        using HttpResponseMessage left = await ann.SendAsync("/board/sign-out");
        left.StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        left.Headers.GetValues("Clear-Site-Data").ShouldBe(["\"cache\""]);
        (await site.StatusAsync(HttpMethod.Get, "", headers: h => h.Add("Cookie", cookie))).ShouldBe(HttpStatusCode.Unauthorized); // kept by whoever saw it

        using HttpResponseMessage third = await ann.SignInAsync(token);
        site.Tokens.Revoke("ann").ShouldBeNull();
        (await StatusAsync(ann)).ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task Behind_a_proxy_that_ends_TLS_cookies_are_for_https_alone()
    {
        await using Site site = await Site.StartClosedAsync();
        string token = site.Token("ann");
        using HttpResponseMessage page = await site.SendAsync(HttpMethod.Get, "board/sign-in", headers: h => h.Add("X-Forwarded-Proto", "https"));
        string form = Form().Match(await page.Content.ReadAsStringAsync()).Groups["token"].Value;
        string formCookie = page.Headers.GetValues("Set-Cookie").ShouldHaveSingleItem();
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(site.Address, "board/sign-in"))
        {
            Content = new FormUrlEncodedContent(new Dictionary<string, string> { ["form_token"] = form, ["token"] = token }),
            Headers = { { "X-Forwarded-Proto", "https" }, { "Cookie", formCookie.Split(';')[0] } },
        };

        using var plain = new HttpClientHandler { AllowAutoRedirect = false, UseCookies = false };
        using var http = new HttpClient(plain);
        using HttpResponseMessage signedIn = await http.SendAsync(request);

        string session = signedIn.Headers.GetValues("Set-Cookie").Single(c => c.StartsWith(BoardSessions.CookieName, StringComparison.Ordinal));
        formCookie.ShouldContain("; secure", Case.Insensitive);
        session.ShouldContain("; secure", Case.Insensitive);
    }

    [Theory]
    [InlineData("board/nothing")]
    [InlineData("board/requests")]
    [InlineData("board/orders")]
    public async Task Where_the_board_has_no_page_a_person_is_told_so_on_one(string path)
    {
        await using Site site = await Site.StartClosedAsync();
        using var ann = new Person(site);
        using HttpResponseMessage asked = await ann.GoAsync(path);
        asked.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        using HttpResponseMessage signedIn = await ann.SendAsync("/board/sign-in", ("token", site.Token("ann")));

        using HttpResponseMessage nothing = await ann.GoAsync(path);

        nothing.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        nothing.Content.Headers.ContentType!.MediaType.ShouldBe("text/html");
        ann.Page.ShouldContain("There is nothing at this address.");
    }

    [Fact]
    public async Task Whoever_signs_in_gets_a_session_of_its_own_whatever_cookie_was_there()
    {
        await using Site site = await Site.StartClosedAsync();
        (string ann, string eve) = (site.Token("ann"), site.Token("eve"));
        using var attacker = new Person(site);
        using HttpResponseMessage own = await attacker.SignInAsync(eve);
        Cookie planted = attacker.Cookies.GetCookies(site.Address)[BoardSessions.CookieName]!;
        using var victim = new Person(site);
        using (await victim.GoAsync(""))
        {
            victim.Cookies.Add(new Cookie(planted.Name, planted.Value, "/", "127.0.0.1"));
        }

        using HttpResponseMessage signedIn = await victim.SendAsync("/board/sign-in", ("token", ann));

        victim.Cookies.GetCookies(site.Address)[BoardSessions.CookieName]!.Value.ShouldNotBe(planted.Value);
        using HttpResponseMessage page = await attacker.GoAsync("");
        attacker.Page.ShouldContain("token:eve");
    }

    [Fact]
    public async Task Wrong_tokens_are_slowed_down_and_say_nothing()
    {
        await using Site site = await Site.StartClosedAsync();
        string token = site.Token("ann");
        using var eve = new Person(site);
        HttpStatusCode status = HttpStatusCode.Unauthorized;
        int wrong = 0;
        for (; status is HttpStatusCode.Unauthorized && wrong < 100; wrong++)
        {
            using HttpResponseMessage answer = await eve.SignInAsync($"vgt_{wrong}");
            status = answer.StatusCode;
        }

        wrong.ShouldBeInRange(31, 99);
        status.ShouldBe(HttpStatusCode.TooManyRequests);
        using HttpResponseMessage right = await eve.SignInAsync(token);
        right.StatusCode.ShouldBe(HttpStatusCode.SeeOther);
    }

    [Theory]
    [InlineData("//evil.example/")]
    [InlineData("/\\evil.example/")]
    [InlineData("https://evil.example/")]
    [InlineData("javascript:alert(1)")]
    [InlineData("/board/sign-out")]
    [InlineData("")]
    public async Task Nobody_is_led_elsewhere(string to)
    {
        await using Site site = await Site.StartClosedAsync();
        using var ann = new Person(site);
        using HttpResponseMessage page = await ann.GoAsync("");

        using HttpResponseMessage signedIn = await ann.SendAsync("/board/sign-in", ("token", site.Token("ann")), ("to", to));

        signedIn.Headers.Location!.ToString().ShouldBe("/");
    }

    [Fact]
    public async Task Without_a_form_of_ours_nobody_is_signed_in()
    {
        await using Site site = await Site.StartClosedAsync();
        using var ann = new Person(site);

        using HttpResponseMessage bare = await ann.PostAsync("board/sign-in", new Dictionary<string, string> { ["token"] = site.Token("ann") });
        bare.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        using HttpResponseMessage json = await site.SendAsync(HttpMethod.Post, "board/sign-in", body: "{}");
        json.StatusCode.ShouldBe(HttpStatusCode.UnsupportedMediaType);
    }

    [Fact]
    public async Task On_this_machine_the_board_is_open_where_the_server_is()
    {
        await using Site site = await Site.StartAsync();
        using var somebody = new Person(site);

        (await StatusAsync(somebody)).ShouldBe(HttpStatusCode.OK);
        somebody.Page.ShouldContain("on this machine");
    }

    [GeneratedRegex("name=\"form_token\" value=\"(?<token>[^\"]+)\"", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Form();

    private static async Task<HttpStatusCode> StatusAsync(Person person)
    {
        using HttpResponseMessage answer = await person.GoAsync("");
        return answer.StatusCode;
    }
}
