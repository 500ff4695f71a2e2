using System.Net;
using System.Net.ServerSentEvents;
using VideoGen.Access;
using VideoGen.Jobs;
using VideoGen.Server.Tests.Rig;
using VideoGen.Testing;

namespace VideoGen.Server.Tests.Board;

public sealed class ListStreamTests
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(100);

    // Less than a stream lasts that nobody ends.
    private static readonly TimeSpan SoonEnough = TimeSpan.FromMinutes(4);

    [Fact]
    public async Task A_list_says_when_it_is_another_one_and_goes_on_from_what_its_reader_has()
    {
        await using Site site = await Site.StartClosedAsync();
        string token = site.Token("wall", Scopes.States);
        await site.KeepPendingAsync("a", "token:ann");
        string first, second;
        using (var list = await OpenList.Async(site, "board/events?", token, null))
        {
            first = await list.NextAsync();
            Job job = (await site.Server.Agent.Ledger.FindJobAsync("job_a_0", CancellationToken.None))!;
            (await site.Server.Agent.Ledger.CommitAsync(Samples.Step(job, JobState.Succeeded), CancellationToken.None)).ShouldBeTrue();
            second = await list.NextAsync();
        }

        second.ShouldNotBe(first);
        using var person = new Person(site);
        using HttpResponseMessage signedIn = await person.SignInAsync(token);
        using HttpResponseMessage page = await person.GoAsync("");
        person.Page.ShouldContain($"data-part=\"list\" data-revision=\"{second}\"");

        // Nothing is told twice: the next event is the next change.
        using (var again = await OpenList.Async(site, "board/events?", token, second))
        {
            await site.KeepPendingAsync("b", "token:ann");
            (await again.NextAsync()).ShouldNotBe(second);
        }
    }

    [Fact]
    public async Task It_tells_of_what_the_filter_shows_and_of_nothing_else()
    {
        await using Site site = await Site.StartAsync();
        await site.KeepPendingAsync("a", null);
        using var list = await OpenList.Async(site, "board/events?state=delivered", null, null);
        string none = await list.NextAsync();

        await site.KeepPendingAsync("b", null);
        Job job = (await site.Server.Agent.Ledger.FindJobAsync("job_a_0", CancellationToken.None))!;
        (await site.Server.Agent.Ledger.CommitAsync(Samples.Step(job, JobState.Succeeded), CancellationToken.None)).ShouldBeTrue();

        string one = await list.NextAsync();
        one.ShouldNotBe(none);
        using var person = new Person(site);
        using HttpResponseMessage page = await person.GoAsync("?state=delivered");
        person.Page.ShouldContain(one);
    }

    [Fact]
    public async Task After_a_quiet_time_it_tells_of_changes_as_soon_as_ever()
    {
        string[] names = ["a", "b", "c", "d"];
        await using Site site = await Site.StartAsync();
        foreach (string name in names)
        {
            await site.KeepPendingAsync(name, null);
        }

        using var list = await OpenList.Async(site, "board/events?", null, null);
        await list.NextAsync();
        await list.QuietAsync(TimeSpan.FromSeconds(30));

        var took = new List<TimeSpan>();
        foreach (string name in names)
        {
            Job job = (await site.Server.Agent.Ledger.FindJobAsync($"job_{name}_0", CancellationToken.None))!;
            DateTimeOffset changed = site.Clock.GetUtcNow();
            (await site.Server.Agent.Ledger.CommitAsync(Samples.Step(job, JobState.Succeeded), CancellationToken.None)).ShouldBeTrue();
            await list.NextAsync();
            took.Add(site.Clock.GetUtcNow() - changed);
        }

        // The first may have met a look that was due anyway. The clock runs ahead of a slow machine: the best of them counts.
        took.Skip(1).Min().ShouldBeLessThan(TimeSpan.FromSeconds(3));
    }

    [Fact]
    public async Task It_ends_with_the_token_and_is_for_those_who_may_see_states()
    {
        await using Site site = await Site.StartClosedAsync();
        string token = site.Token("ann");
        using var list = await OpenList.Async(site, "board/events?", token, null);
        await list.NextAsync();

        site.Tokens.Revoke("ann").ShouldBeNull();
        DateTimeOffset revoked = site.Clock.GetUtcNow();

        (await list.EndsAsync()).ShouldBeTrue();
        (site.Clock.GetUtcNow() - revoked).ShouldBeLessThan(SoonEnough);
        (await site.StatusAsync(HttpMethod.Get, "board/events?")).ShouldBe(HttpStatusCode.Unauthorized);
        (await site.StatusAsync(HttpMethod.Get, "board/events?", site.Token("metrics", Scopes.Metrics))).ShouldBe(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task After_five_minutes_it_asks_to_be_opened_again_as_nothing_is_wrong()
    {
        await using Site site = await Site.StartAsync();
        await site.KeepPendingAsync("a", null);
        using var list = await OpenList.Async(site, "board/events?", null, null);
        await list.NextAsync();

        (await list.LastAsync(TimeSpan.FromMinutes(1))).ShouldBe("again");
    }

    // A reader of the stream, for which the site's clock goes on until something comes.
    private sealed class OpenList : IDisposable
    {
        private readonly Site _site;
        private readonly HttpResponseMessage _answer;
        private readonly IAsyncEnumerator<SseItem<string>> _events;
        private Task<bool>? _coming;

        private OpenList(Site site, HttpResponseMessage answer, Stream body) => (_site, _answer, _events) = (site, answer, SseParser.Create(body).EnumerateAsync().GetAsyncEnumerator());

        public static async Task<OpenList> Async(Site site, string path, string? token, string? last)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(site.Address, path));
            request.Headers.Authorization = token is null ? null : new("Bearer", token);
            request.Headers.Add("Last-Event-ID", last is null ? [] : [last]);
            HttpResponseMessage answer = await site.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
            answer.StatusCode.ShouldBe(HttpStatusCode.OK);
            return new OpenList(site, answer, await answer.Content.ReadAsStreamAsync());
        }

        public async Task<string> NextAsync()
        {
            (await MoveAsync(Moment)).ShouldBeTrue();
            (_events.Current.EventType, _events.Current.EventId).ShouldBe(("list", _events.Current.Data));
            return _events.Current.Data;
        }

        public async Task<bool> EndsAsync() => !await MoveAsync(Moment);

        /// <summary>The kind of what comes last, once the server has ended it.</summary>
        /// <param name="step">How far the clock goes on at a time.</param>
        public async Task<string> LastAsync(TimeSpan step)
        {
            string last = "";
            while (await MoveAsync(step))
            {
                last = _events.Current.EventType;
            }

            return last;
        }

        /// <summary>Lets a time pass in which nothing comes.</summary>
        public async Task QuietAsync(TimeSpan time)
        {
            _coming = _events.MoveNextAsync().AsTask();
            for (TimeSpan left = time; left > TimeSpan.Zero; left -= Moment)
            {
                _site.Clock.Advance(Moment);
                await Task.WhenAny(_coming, Task.Delay(Look, TimeProvider.System));
                _coming.IsCompleted.ShouldBeFalse();
            }
        }

        public void Dispose() => _answer.Dispose();

        private async Task<bool> MoveAsync(TimeSpan step)
        {
            Task<bool> more = _coming ?? _events.MoveNextAsync().AsTask();
            _coming = null;
            while (!more.IsCompleted)
            {
                _site.Clock.Advance(step);
                await Task.WhenAny(more, Task.Delay(Look, TimeProvider.System));
            }

            return await more;
        }
    }
}
