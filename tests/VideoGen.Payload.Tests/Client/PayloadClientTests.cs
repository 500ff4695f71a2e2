using System.Collections.Immutable;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using VideoGen.Testing;

namespace VideoGen.Payload.Tests.Client;

/// <summary>What the client sends, what it repeats, and what it makes of answers.</summary>
public sealed class PayloadClientTests : IDisposable
{
    private const string Key = "11111111-2222-4333-8444-555555555555";
    private const string Known = """{"user":{"id":1}}""";

    private readonly ManualTime _time = new();
    private readonly List<(string Call, string Body)> _asked = [];
    private readonly Queue<Func<HttpRequestMessage, HttpResponseMessage>> _answers = new();
    private readonly List<PayloadClient> _clients = [];
    private string _account = Known;

    [Fact]
    public async Task Calls_carry_the_key_the_prefix_and_ask_for_ids_instead_of_documents()
    {
        string authorization = "";
        Answer(r =>
        {
            authorization = r.Headers.GetValues("Authorization").Single();
            return Json(HttpStatusCode.Created, """{"doc":{"id":7,"job_id":"J"},"message":"Created."}""");
        });

        PayloadDocument created = await Client(new Uri("https://cms.example.com/site/")).CreateAsync("videoGenJobs", new JsonObject { ["job_id"] = "J" }, default);

        authorization.ShouldBe($"users API-Key {Key}");
        _asked.ShouldBe([("POST https://cms.example.com/site/api/videoGenJobs?depth=0", """{"job_id":"J"}""")]);
        (created.Id.Text, created.Id.IsNumber, (string?)created.Fields["job_id"]).ShouldBe(("7", true, "J"));
    }

    [Fact]
    public async Task Updates_go_past_edit_locks_and_ids_may_be_text()
    {
        Answer("""{"doc":{"id":"65f0aa","job_id":"J"}}""");

        PayloadDocument updated = await Client().UpdateAsync("videoGenJobs", new PayloadId("65f0aa", IsNumber: false), new JsonObject { ["status"] = null }, default);

        _asked.ShouldBe([("PATCH http://cms/api/videoGenJobs/65f0aa?depth=0&overrideLock=true", """{"status":null}""")]);
        updated.Id.ToJson().ToJsonString().ShouldBe("\"65f0aa\"");
    }

    [Fact]
    public async Task Names_of_collections_and_fields_are_translated_both_ways()
    {
        var options = Options() with
        {
            Slugs = ImmutableDictionary<string, string>.Empty.Add("media", "assets"),
            Fields = ImmutableDictionary<string, string>.Empty.Add("media.project_id", "project").Add("media.prefix", "folder"),
        };
        Answer("""{"docs":[{"id":1,"project":"atlas","folder":"a/b","filename":"x.mp4"}]}""");
        var query = new PayloadQuery { Where = [new("project_id", "a&b"), new("filename", "x.mp4")], Sort = "-prefix", Select = ["project_id"], Limit = 5 };

        PayloadDocument found = (await Client(options).FindAsync("media", query, default)).ShouldHaveSingleItem();

        _asked[0].Call.ShouldBe(
            "GET http://cms/api/assets?depth=0&joins=false&pagination=false&limit=5&where[and][0][project][equals]=a%26b&where[and][1][filename][equals]=x.mp4&sort=-folder&select[project]=true");
        ((string?)found.Fields["project_id"], (string?)found.Fields["prefix"], (string?)found.Fields["filename"]).ShouldBe(("atlas", "a/b", "x.mp4"));

        Answer("""{"doc":{"id":1}}""");
        await Client(options).CreateAsync("media", new JsonObject { ["project_id"] = "atlas", ["sha256"] = "s" }, default);
        _asked[1].Body.ShouldBe("""{"project":"atlas","sha256":"s"}""");
    }

    [Fact]
    public async Task A_lookup_that_the_CMS_did_not_understand_finds_nothing()
    {
        Answer("""{"docs":[{"id":1,"job_id":"another"}]}""");

        (await Client().FindByKeyAsync("videoGenJobs", "job_id", "J", ["job_id"], default)).ShouldBeNull();
    }

    [Theory]
    [InlineData(500)]
    [InlineData(502)]
    [InlineData(503)]
    [InlineData(423)]
    public async Task Reads_and_updates_are_repeated_while_the_CMS_is_unavailable(int status)
    {
        for (int i = 0; i < 2; i++)
        {
            Answer(_ => Json((HttpStatusCode)status, """{"errors":[{"message":"Something went wrong."}]}"""));
        }

        Answer("""{"docs":[]}""");

        Task<ImmutableArray<PayloadDocument>> found = Client().FindAsync("media", new PayloadQuery(), default);
        await AdvanceUntilDoneAsync(found);

        (await found).ShouldBeEmpty();
        _asked.Count.ShouldBe(3);
    }

    [Fact]
    public async Task A_create_is_not_repeated_and_a_lost_answer_is_no_answer()
    {
        Answer(_ => throw new HttpRequestException($"Connection reset by peer {Key}"));

        PayloadException error = await Should.ThrowAsync<PayloadException>(Client().CreateAsync("media", [], default));

        (error.Kind, error.Status, _asked.Count).ShouldBe((PayloadErrorKind.Unavailable, null, 1));
        error.Message.ShouldBe("cms did not answer POST media: Connection reset by peer [key]");
    }

    [Theory]
    [InlineData(400, PayloadErrorKind.Invalid)]
    [InlineData(404, PayloadErrorKind.Missing)]
    [InlineData(409, PayloadErrorKind.Conflict)]
    [InlineData(413, PayloadErrorKind.Invalid)]
    public async Task What_will_not_change_is_not_repeated(int status, PayloadErrorKind kind)
    {
        Answer(_ => Json((HttpStatusCode)status, """{"errors":[{"message":"No."}]}"""));

        PayloadException error = await Should.ThrowAsync<PayloadException>(Client().UpdateAsync("media", new PayloadId("1", true), [], default));

        (error.Kind, error.Status, _asked.Count).ShouldBe((kind, status, 1));
        error.Message.ShouldBe($"cms answered {status} to PATCH media: No.");
    }

    [Fact]
    public async Task Broken_rules_are_told_field_by_field()
    {
        Answer(_ => Json(HttpStatusCode.BadRequest, """
            {"errors":[{"name":"u","message":"The following fields are invalid: Status, Job","data":{"collection":"videoGenJobs","errors":[
              {"label":"Status","message":"This field has an invalid selection.","path":"status"},{"message":"Value must be unique","path":"job_id"}]}}]}
            """));

        PayloadException error = await Should.ThrowAsync<PayloadException>(Client().CreateAsync("videoGenJobs", [], default));

        error.Message.ShouldBe("cms answered 400 to POST videoGenJobs: status: This field has an invalid selection. job_id: Value must be unique");
        error.Fields.ShouldBe([new("status", "This field has an invalid selection."), new("job_id", "Value must be unique")]);
        (error.Concerns("job_id"), error.Concerns("model")).ShouldBe((true, false));
    }

    [Theory]
    [InlineData(HttpStatusCode.NotFound, """{"message":"Route not found \"/api/nope\""}""", "Route not found")]
    [InlineData(HttpStatusCode.NotFound, "<html>not here</html>", "<html>not here</html>")]
    [InlineData(HttpStatusCode.OK, "<html>a login page</html>", "not Payload's JSON")]
    [InlineData(HttpStatusCode.Found, "", "Redirects are not followed")]
    public async Task An_address_that_is_not_the_CMS_is_said(HttpStatusCode status, string body, string said)
    {
        Answer(_ => Json(status, body));

        PayloadException error = await Should.ThrowAsync<PayloadException>(Client().FindAsync("media", new PayloadQuery(), default));

        error.Kind.ShouldBe(PayloadErrorKind.NoSuchCollection);
        error.Message.ShouldContain(said);
    }

    [Fact]
    public async Task A_403_to_a_right_key_is_tried_once_more()
    {
        Answer(Forbidden);
        Answer("""{"doc":{"id":1}}""");

        await Client().CreateAsync("media", [], default);

        _asked.Select(a => a.Call.Split(' ')[0]).ShouldBe(["POST", "GET", "POST"]);
    }

    [Fact]
    public async Task A_403_twice_to_a_right_key_is_a_lack_of_rights()
    {
        Answer(Forbidden);
        Answer(Forbidden);

        PayloadException error = await Should.ThrowAsync<PayloadException>(Client().FindAsync("media", new PayloadQuery(), default));

        error.Kind.ShouldBe(PayloadErrorKind.Forbidden);
        error.Message.ShouldContain("lacks that right");
    }

    [Fact]
    public async Task A_403_to_a_wrong_key_names_the_key_as_the_trouble_without_showing_it()
    {
        Answer(Forbidden);
        _account = """{"user":null}""";

        PayloadException error = await Should.ThrowAsync<PayloadException>(Client().FindAsync("media", new PayloadQuery(), default));

        error.Kind.ShouldBe(PayloadErrorKind.KeyRefused);
        error.ToString().ShouldNotContain(Key);
        Options().ToString().ShouldNotContain(Key);
    }

    [Fact]
    public async Task A_server_that_shows_the_key_does_not_bring_it_into_errors()
    {
        Answer(_ => Json(HttpStatusCode.BadRequest, $$"""{"errors":[{"message":"You sent users API-Key {{Key}}"}]}"""));

        (await Should.ThrowAsync<PayloadException>(Client().CreateAsync("media", [], default))).Message.ShouldContain("API-Key [key]");
    }

    [Fact]
    public async Task A_call_without_an_answer_ends_with_its_time()
    {
        var hanging = new ScriptedHandler(async (_, stop) =>
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, stop);
            return Json(HttpStatusCode.OK, "{}");
        });
        using var client = new PayloadClient(Options() with { Attempts = 1 }, _time, hanging);
        Task<PayloadDocument> call = client.CreateAsync("media", [], default);

        _time.Advance(TimeSpan.FromSeconds(30));

        (await Should.ThrowAsync<PayloadException>(call)).Message.ShouldBe("cms did not answer POST media: no answer within 30 s.");
    }

    [Fact]
    public async Task No_more_calls_are_under_way_than_allowed()
    {
        int now = 0, most = 0;
        var open = new TaskCompletionSource();
        var busy = new ScriptedHandler(async (_, _) =>
        {
            most = Math.Max(most, Interlocked.Increment(ref now));
            await open.Task;
            Interlocked.Decrement(ref now);
            return Json(HttpStatusCode.OK, """{"docs":[]}""");
        });
        using var client = new PayloadClient(Options() with { MaxParallel = 3 }, _time, busy);

        Task[] calls = [.. Enumerable.Range(0, 10).Select(_ => client.FindAsync("media", new PayloadQuery(), default))];
        open.SetResult();
        await Task.WhenAll(calls);

        most.ShouldBe(3);
    }

    public void Dispose() => _clients.ForEach(c => c.Dispose());

    private static PayloadOptions Options(Uri? address = null) => new(address ?? new Uri("http://cms"), new PayloadKey(Key));

    private static HttpResponseMessage Json(HttpStatusCode status, string body) => new(status) { Content = new StringContent(body, Encoding.UTF8, "application/json") };

    private static HttpResponseMessage Forbidden(HttpRequestMessage request) =>
        Json(HttpStatusCode.Forbidden, """{"errors":[{"message":"You are not allowed to perform this action."}]}""");

    private PayloadClient Client(Uri? address = null) => Client(Options(address));

    private PayloadClient Client(PayloadOptions options)
    {
        var client = new PayloadClient(options, _time, new ScriptedHandler(async (request, stop) =>
        {
            _asked.Add(($"{request.Method} {request.RequestUri!.AbsoluteUri}", request.Content is null ? "" : await request.Content.ReadAsStringAsync(stop)));
            return request.RequestUri.AbsolutePath.EndsWith("/users/me", StringComparison.Ordinal) ? Json(HttpStatusCode.OK, _account) : _answers.Dequeue()(request);
        }));
        _clients.Add(client);
        return client;
    }

    private void Answer(Func<HttpRequestMessage, HttpResponseMessage> answer) => _answers.Enqueue(answer);

    private void Answer(string body) => Answer(_ => Json(HttpStatusCode.OK, body));

    private async Task AdvanceUntilDoneAsync(Task task)
    {
        while (!task.IsCompleted)
        {
            _time.Advance(TimeSpan.FromMilliseconds(200));
            await Task.Yield();
        }
    }
}
