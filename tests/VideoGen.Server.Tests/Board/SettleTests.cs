using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using VideoGen.Access;
using VideoGen.Jobs;
using VideoGen.Server.Tests.Rig;

namespace VideoGen.Server.Tests.Board;

public sealed partial class SettleTests
{
    private const string Settlement = "/board/requests/req_lost/segments/SEGMENT_1/settlement";

    [Theory]
    [InlineData("no", "", "0")]
    [InlineData("amount", "0.25", "0.25")]
    public async Task Whoever_operates_writes_down_what_was_billed(string billed, string amount, string usd)
    {
        await using Site site = await Site.StartClosedAsync();
        Job lost = await site.KeepUnsettledAsync("lost", "token:ann");
        using var boss = new Person(site);
        using HttpResponseMessage signedIn = await boss.SignInAsync(site.Token("boss", Scopes.Read | Scopes.Operate));

        using HttpResponseMessage page = await boss.GoAsync("board/requests/req_lost");
        boss.Page.ShouldContain("Nobody knows whether this was billed. $0.40 stay set aside");
        using HttpResponseMessage settled = await boss.SendAsync(Settlement, ("billed", billed), ("amount", amount), ("why", "invoice of <March>"));

        settled.StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        (await JobAsync(site, lost)).BilledUsd.ShouldBe(decimal.Parse(usd, CultureInfo.InvariantCulture));
        using HttpResponseMessage after = await boss.GoAsync("board/requests/req_lost");
        boss.Page.ShouldContain("Settled by hand by token:boss");
        boss.Page.ShouldContain("invoice of &lt;March&gt;");
        boss.Page.ShouldContain("Correct the bill");
    }

    [Fact]
    public async Task What_changed_since_somebody_looked_is_not_settled()
    {
        await using Site site = await Site.StartAsync();
        Job lost = await site.KeepUnsettledAsync("lost", null);
        using var one = new Person(site);
        using var other = new Person(site);
        using HttpResponseMessage first = await one.GoAsync("board/requests/req_lost");
        using HttpResponseMessage second = await other.GoAsync("board/requests/req_lost");

        using HttpResponseMessage settled = await one.SendAsync(Settlement, ("billed", "amount"), ("amount", "0.40"));
        using HttpResponseMessage late = await other.SendAsync(Settlement, ("billed", "no"));

        settled.StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        late.StatusCode.ShouldBe(HttpStatusCode.Conflict);
        other.Page.ShouldContain("job_changed");
        (await JobAsync(site, lost)).BilledUsd.ShouldBe(0.4m);
    }

    [Theory]
    [InlineData("again")]
    [InlineData("redelivery")]
    public async Task What_ended_otherwise_since_somebody_looked_is_neither_made_again_nor_delivered(string verb)
    {
        await using Site site = await Site.StartAsync();
        await site.KeepUnsettledAsync("lost", null);
        using var somebody = new Person(site);
        using HttpResponseMessage page = await somebody.GoAsync("board/requests/req_lost");

        // The field as the page has it is no hindrance, whatever else is wrong; one that another state wrote is.
        using HttpResponseMessage sent = await somebody.SendAsync("/board/requests/req_lost/segments/SEGMENT_1/again", ("prompt", ""));
        somebody.Page.ShouldNotContain("job_changed");
        using HttpResponseMessage once = await somebody.GoAsync("board/requests/req_lost");
        using HttpResponseMessage stale = await somebody.PostAsync($"board/requests/req_lost/segments/SEGMENT_1/{verb}", new Dictionary<string, string>
        {
            ["form_token"] = FormToken().Match(somebody.Page).Groups["token"].Value,
            ["seen"] = "succeeded 1 True",
        });

        stale.StatusCode.ShouldBe(HttpStatusCode.Conflict);
        somebody.Page.ShouldContain("job_changed");
    }

    [Fact]
    public async Task Who_may_spend_only_settles_nothing()
    {
        await using Site site = await Site.StartClosedAsync();
        Job lost = await site.KeepUnsettledAsync("lost", "token:ann");
        using var ann = new Person(site);
        using HttpResponseMessage signedIn = await ann.SignInAsync(site.Token("ann"));

        using HttpResponseMessage page = await ann.GoAsync("board/requests/req_lost");
        ann.Page.ShouldContain("SEGMENT_1");
        ann.Page.ShouldNotContain(Settlement);
        using HttpResponseMessage sent = await ann.PostAsync(Settlement, new Dictionary<string, string> { ["billed"] = "no", ["seen"] = $"{lost.Version}" });

        sent.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await JobAsync(site, lost)).BilledUsd.ShouldBeNull();
    }

    [Theory]
    [InlineData("amount", "much")]
    [InlineData("amount", "yes")]
    [InlineData("amount", "no")]
    [InlineData("", "")]
    public async Task What_is_no_amount_settles_nothing(string billed, string amount)
    {
        await using Site site = await Site.StartAsync();
        Job lost = await site.KeepUnsettledAsync("lost", null);
        using var somebody = new Person(site);
        using HttpResponseMessage page = await somebody.GoAsync("board/requests/req_lost");

        using HttpResponseMessage sent = await somebody.SendAsync(Settlement, ("billed", billed), ("amount", amount));

        sent.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await JobAsync(site, lost)).BilledUsd.ShouldBeNull();
    }

    [GeneratedRegex("name=\"form_token\" value=\"(?<token>[^\"]+)\"", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex FormToken();

    private static async Task<Job> JobAsync(Site site, Job job) => (await site.Server.Agent.Ledger.FindJobAsync(job.Id, CancellationToken.None))!;
}
