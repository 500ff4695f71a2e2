using VideoGen.Fal.Tests.Harness;
using VideoGen.Providers;

namespace VideoGen.Fal.Tests.Queue;

public sealed class HistoryTests : IDisposable
{
    private const string Payload = """{"prompt":"x","duration":4,"inputs":{"a":[1,2]}}""";
    private readonly FalBench _bench = new();

    public void Dispose() => _bench.Dispose();

    [Fact]
    public async Task A_job_is_found_by_its_exact_input()
    {
        _bench.Fal.Answer(200, Page(
            ("other", """{"prompt":"y","duration":4,"inputs":{"a":[1,2]}}"""),
            (FalBench.Id, """{ "inputs": {"a":[1,2]}, "duration": 4, "prompt": "x" }""")));
        (await Find()).ShouldBeOfType<FindResult.Alike>().Jobs.ShouldBe([FalBench.Job()]);
        var seen = _bench.Fal.Seen.ShouldHaveSingleItem();
        seen.Method.ShouldBe(HttpMethod.Get);
        seen.Address.AbsoluteUri.ShouldBe(
            "https://api.fal.ai/v1/models/requests/by-endpoint?endpoint_id=fal-ai%2Fveo3.1%2Ffast%2Fimage-to-video"
            + "&start=2025-12-31T23%3A55%3A00.000Z&expand=payloads&limit=100");
    }

    [Fact]
    public async Task Input_that_is_kept_as_text_is_read()
    {
        _bench.Fal.Answer(200, Page((FalBench.Id, System.Text.Json.JsonSerializer.Serialize(Payload))));
        (await Find()).ShouldBeOfType<FindResult.Alike>();
    }

    [Fact]
    public async Task The_history_is_read_to_its_end()
    {
        _bench.Fal.Answer(200, """{"items":[],"next_cursor":"c/1","has_more":true}""").Answer(200, Page((FalBench.Id, Payload)));
        (await Find()).ShouldBeOfType<FindResult.Alike>();
        _bench.Fal.Seen[1].Address.Query.ShouldEndWith("&cursor=c%2F1");
    }

    [Fact]
    public async Task Absent_needs_a_complete_history_and_time()
    {
        _bench.Fal.Answer(200, """{"items":[],"next_cursor":null,"has_more":false}""");
        (await Find()).ShouldBeOfType<FindResult.Unavailable>().Message.ShouldContain("yet");
        _bench.Time.Advance(TimeSpan.FromMinutes(121));
        _bench.Fal.Answer(200, """{"items":[],"next_cursor":null,"has_more":false}""");
        (await Find()).ShouldBeOfType<FindResult.Absent>();
    }

    [Fact]
    public async Task Jobs_with_the_same_input_are_all_told_in_the_order_of_their_submits()
    {
        _bench.Fal.Answer(200, Timed(("late", "2026-01-01T00:00:20Z", "2026-01-01T00:01:00Z"), ("early", "2026-01-01T00:00:10.5+00:00", "2026-01-01T00:09:00Z")));
        (await Find()).ShouldBeOfType<FindResult.Alike>().Jobs.Select(j => j.RequestId).ShouldBe(["early", "late"]);
    }

    // A history that goes by the end of requests lists a job long after its submit: what counts is when it was sent.
    [Theory]
    [InlineData("2026-01-01T00:00:30Z", "2026-01-01T03:00:00Z", true)]
    [InlineData("2026-01-01T00:06:59Z", null, true)]
    [InlineData("2026-01-01T00:07:01Z", "2026-01-01T00:08:00Z", false)]
    [InlineData("2025-12-31T23:56:40Z", "2026-01-01T00:01:00Z", true)] // fal's clock may be 200 s behind ours
    [InlineData("2025-12-31T23:54:59Z", "2026-01-01T00:01:00Z", false)]
    [InlineData(null, "2026-01-01T00:01:00Z", true)]
    [InlineData(null, "2025-12-31T23:00:00Z", false)]
    [InlineData("yesterday", null, true)]
    public async Task What_was_sent_at_another_time_is_another_job(string? sent, string? ended, bool isIt)
    {
        _bench.Time.Advance(TimeSpan.FromHours(4));
        _bench.Fal.Answer(200, Timed(("a", sent, ended)));
        FindResult found = await Find();
        (found is FindResult.Alike).ShouldBe(isIt);
        (found is FindResult.Absent).ShouldBe(!isIt);
    }

    [Theory]
    [InlineData(401, """{"error":{"type":"auth","message":"bad key","request_id":"r"}}""", "bad key")]
    [InlineData(404, "", "404")]
    [InlineData(200, "<html>", "200")]
    [InlineData(200, """{"unexpected":1}""", "200")]
    public async Task A_history_that_cannot_be_read_says_nothing(int status, string body, string reason)
    {
        _bench.Time.Advance(TimeSpan.FromDays(1));
        _bench.Fal.Answer(status, body);
        (await Find()).ShouldBeOfType<FindResult.Unavailable>().Message.ShouldContain(reason);
    }

    // Who says "never arrived, not billed" has to have seen everything.
    [Theory]
    [InlineData("""{"items":[],"next_cursor":null,"has_more":true}""", "does not tell where")]
    [InlineData("""{"items":[{"request_id":"a","sent_at":"2026-01-01T00:00:10Z"}],"has_more":false}""", "without their input")]
    [InlineData("""{"items":[{"request_id":"a","sent_at":"2026-01-01T00:00:10Z","json_input":null}]}""", "without their input")]
    [InlineData("""{"items":[{"request_id":"a","sent_at":"2026-01-01T00:00:10Z","json_input":"{\"prompt\":\"x"}]}""", "without their input")]
    [InlineData("""{"items":[{"request_id":"a","json_input":"[expired]"}]}""", "without their input")]
    public async Task A_history_that_does_not_tell_all_rules_nothing_out(string page, string reason)
    {
        _bench.Time.Advance(TimeSpan.FromDays(1));
        _bench.Fal.Answer(200, page);
        (await Find()).ShouldBeOfType<FindResult.Unavailable>().Message.ShouldContain(reason);
    }

    [Fact]
    public async Task Requests_of_another_time_may_have_no_input_any_more()
    {
        _bench.Time.Advance(TimeSpan.FromDays(1));
        _bench.Fal.Answer(200, """{"items":[{"request_id":"a","sent_at":"2026-01-01T02:00:00Z","json_input":null}]}""");
        (await Find()).ShouldBeOfType<FindResult.Absent>();
    }

    [Theory]
    [InlineData("""{"prompt":"x","duration":4.0,"inputs":{"a":[1.00,2e0]}}""")]
    [InlineData("""{"duration":4,"prompt":"\u0078","inputs":{"a":[1,2]}}""")]
    public async Task Input_that_is_written_in_another_way_is_the_same(string input)
    {
        _bench.Fal.Answer(200, Page((FalBench.Id, input)));
        (await Find()).ShouldBeOfType<FindResult.Alike>();
    }

    // An entry holds the whole input, stills and all where they were sent within it.
    [Fact]
    public async Task A_page_has_as_many_entries_as_fit_into_an_answer()
    {
        using var bench = new FalBench(new FalOptions { AnswerMaxBytes = 65_536 });
        string payload = $$"""{"prompt":"x","image_url":"data:image/png;base64,{{new string('A', 8_000)}}"}""";
        bench.Fal.Answer(200, Page([.. Enumerable.Range(0, 4).Select(i => ($"other-{i}", payload.Replace("\"x\"", "\"y\"")))], "c1"))
            .Answer(200, Page((FalBench.Id, payload)));
        (await Find(bench, payload)).ShouldBeOfType<FindResult.Alike>().Jobs.ShouldBe([FalBench.Job()]);
        bench.Fal.Seen.Select(s => s.Address.Query[(s.Address.Query.IndexOf("&limit", StringComparison.Ordinal))..]).ShouldBe(["&limit=4", "&limit=4&cursor=c1"]);
    }

    // The account's other jobs may be larger than this one.
    [Fact]
    public async Task A_page_that_is_larger_than_an_answer_may_be_is_asked_for_in_smaller_ones()
    {
        using var bench = new FalBench(new FalOptions { AnswerMaxBytes = 16_384 });
        string large = $$"""{"prompt":"{{new string('y', 6_000)}}"}""";
        bench.Fal.Answer(200, Page(("a", large), ("b", large), ("c", large)))
            .Answer(200, Page([("a", large), ("b", large)], "c1"))
            .Answer(200, Page(("c", large), (FalBench.Id, Payload)));
        (await Find(bench, Payload)).ShouldBeOfType<FindResult.Alike>();
        bench.Fal.Seen.Select(s => s.Address.Query[(s.Address.Query.IndexOf("&limit", StringComparison.Ordinal))..]).ShouldBe(["&limit=100", "&limit=25", "&limit=25&cursor=c1"]);
    }

    [Fact]
    public async Task An_entry_that_alone_is_too_large_is_told_with_the_setting()
    {
        using var bench = new FalBench(new FalOptions { AnswerMaxBytes = 16_384 });
        foreach (int _ in (int[])[100, 25, 6, 1])
        {
            bench.Fal.Answer(200, Page(("a", $$"""{"prompt":"{{new string('y', 20_000)}}"}""")));
        }

        (await Find(bench, Payload)).ShouldBeOfType<FindResult.Unavailable>().Message.ShouldContain("fal.answer_max_bytes");
        bench.Fal.Seen.Count.ShouldBe(4);
    }

    private static string Timed(params (string Id, string? Sent, string? Ended)[] items) =>
        $$"""{"items":[{{string.Join(',', items.Select(i => $$"""{"request_id":"{{i.Id}}","endpoint_id":"{{FalBench.Model}}","sent_at":{{Quoted(i.Sent)}},"ended_at":{{Quoted(i.Ended)}},"json_input":{{Payload}}}"""))}}],"next_cursor":null,"has_more":false}""";

    private static string Quoted(string? text) => text is null ? "null" : $"\"{text}\"";

    private static string Page(params (string Id, string Input)[] items) => Page(items, next: null);

    private static string Page((string Id, string Input)[] items, string? next) =>
        $$"""{"items":[{{string.Join(',', items.Select(i => $$"""{"request_id":"{{i.Id}}","endpoint_id":"{{FalBench.Model}}","status_code":200,"json_input":{{i.Input}}}"""))}}],"next_cursor":{{Quoted(next)}},"has_more":{{(next is null ? "false" : "true")}}}""";

    private Task<FindResult> Find() => Find(_bench, Payload);

    private static async Task<FindResult> Find(FalBench bench, string payload) =>
        await bench.Provider.FindAsync(FalBench.Submission(payload: payload), new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero), default);
}
