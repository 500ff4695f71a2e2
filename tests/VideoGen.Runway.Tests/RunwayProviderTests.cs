using System.Text.Json.Nodes;
using VideoGen.Catalog;
using VideoGen.Providers;
using VideoGen.Runway.Tests.Harness;
using VideoGen.Testing;

namespace VideoGen.Runway.Tests;

public sealed class RunwayProviderTests : IDisposable
{
    private const string Succeeded = """ "status":"SUCCEEDED","output":["https://dnznrvs05pmza.cloudfront.net/clip.mp4?_jwt=x"],"cost":{"credits":15} """;

    private readonly RunwayBench _bench = new();

    public void Dispose() => _bench.Dispose();

    [Fact]
    public async Task Every_preset_names_its_pictures_by_position_and_its_size_by_ratio()
    {
        foreach (ModelPreset preset in RunwayBench.Config.ModelPresets)
        {
            int stills = preset.Takes(2) ? 2 : 1;
            SegmentOrder order = _bench.Order("job", stills) with { Preset = preset, SlotSeconds = PresetSlots.Of(preset.Duration)[0] };

            JsonNode payload = JsonNode.Parse((await _bench.Open().PrepareAsync(order, CancellationToken.None)).ShouldBeOfType<PrepareResult.Ready>().Payload)!;

            payload["model"]!.GetValue<string>().ShouldBe(preset.Model);
            payload["ratio"]!.GetValue<string>().ShouldBe("1280:720");
            payload["duration"]!.GetValue<decimal>().ShouldBe(order.SlotSeconds);
            payload["promptText"]!.GetValue<string>().ShouldBe("A slow push-in — café.");
            payload["promptImage"]!.AsArray().Select(f => f!["position"]!.GetValue<string>()).ShouldBe(stills == 2 ? ["first", "last"] : ["first"]);
            payload["promptImage"]![0]!["uri"]!.GetValue<string>().ShouldBe("runway://Upload_1");
        }
    }

    [Fact]
    public async Task A_picture_is_announced_with_the_key_and_sent_without_it_the_file_last()
    {
        (await _bench.Open().PrepareAsync(_bench.Order("job"), CancellationToken.None)).ShouldBeOfType<PrepareResult.Ready>();

        _bench.Vendor.Seen.Select(s => (s.Address.AbsoluteUri, s.Login)).ShouldBe(
            [("https://api.dev.runwayml.com/v1/uploads", $"Bearer {RunwayBench.Key}"), ("https://storage.runway.test/upload", null)]);
        string form = _bench.Vendor.Seen[1].Body;
        form.IndexOf("name=policy", StringComparison.Ordinal).ShouldBeInRange(1, form.IndexOf("name=file", StringComparison.Ordinal));
        _bench.Vendor.Seen[0].Version.ShouldBe("2024-11-06");
    }

    [Fact]
    public async Task A_picture_is_uploaded_once_by_all_starts_while_its_upload_lives()
    {
        var time = new ManualTime();
        using var home = new TestFolder();
        using var bench = new RunwayBench(time: time) { Home = home.Path };

        string first = await PayloadAsync(bench);
        bench.Vendor.Answers[RunwayBench.Announce] = RunwayBench.Announcing("https://storage.runway.test/upload", "Upload_2");
        (await PayloadAsync(bench)).ShouldBe(first);
        bench.Vendor.SeenAt(RunwayBench.Upload).Count().ShouldBe(1);

        time.Advance(RunwayUploads.Lifetime);
        (await PayloadAsync(bench)).ShouldContain("runway://Upload_2");
        bench.Vendor.SeenAt(RunwayBench.Upload).Count().ShouldBe(2);
    }

    [Fact]
    public async Task An_upload_of_another_account_is_not_used()
    {
        using var home = new TestFolder();
        using var one = new RunwayBench { Home = home.Path };
        using var other = new RunwayBench(key: "key_of_another_account") { Home = home.Path };

        await PayloadAsync(one);
        await PayloadAsync(other);

        other.Vendor.SeenAt(RunwayBench.Upload).Count().ShouldBe(1);
        Directory.EnumerateFiles(home.Path, "*", SearchOption.AllDirectories).ShouldAllBe(f => !File.ReadAllText(f).Contains("key_of_another_account", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Uploads_that_fail_are_not_remembered()
    {
        _bench.Vendor.Answers[RunwayBench.Upload] = (403, """{"error":"Invalid according to Policy"}""");
        (await _bench.Open().PrepareAsync(_bench.Order("job"), CancellationToken.None)).ShouldBeOfType<PrepareResult.Refused>().Failure.Billed.ShouldBe(Billed.No);

        _bench.Vendor.Answers[RunwayBench.Upload] = (204, "");
        (await PayloadAsync(_bench)).ShouldContain("runway://Upload_1");
    }

    [Fact]
    public async Task An_order_that_is_refused_forgets_its_uploads()
    {
        _bench.Vendor.Answers[RunwayBench.Submit] = (400, """{"error":"Validation of body failed","issues":[{"path":["promptImage"],"message":"The upload has expired"}]}""");
        (await SubmitAsync()).ShouldBeOfType<SubmitResult.Refused>();

        await PayloadAsync(_bench);

        _bench.Vendor.SeenAt(RunwayBench.Upload).Count().ShouldBe(2);
    }

    [Fact]
    public async Task What_is_wrong_with_which_field_is_told()
    {
        _bench.Vendor.Answers[RunwayBench.Submit] = (400, """{"error":"Validation of body failed","issues":[{"code":"custom","path":["duration"],"message":"Expected one of 4, 6, 8"},{"message":"More"},7]}""");

        (await SubmitAsync()).ShouldBeOfType<SubmitResult.Refused>().Failure.Message.ShouldBe("Validation of body failed: duration: Expected one of 4, 6, 8; More");
    }

    [Fact]
    public async Task The_seed_is_sent_where_the_model_takes_one_and_the_estimate_is_told()
    {
        var ready = (PrepareResult.Ready)await _bench.Open().PrepareAsync(_bench.Order("job") with { Seed = 42 }, CancellationToken.None);
        var other = (PrepareResult.Ready)await _bench.Open().PrepareAsync(_bench.Order("job") with { Seed = 42, Preset = RunwayBench.Config.Find(RunwayBench.Model)! with { Model = "hailuo3" } }, CancellationToken.None);

        JsonNode.Parse(ready.Payload)!["seed"]!.GetValue<long>().ShouldBe(42);
        JsonNode.Parse(other.Payload)!["seed"].ShouldBeNull();
        (await SubmitAsync()).ShouldBeOfType<SubmitResult.Accepted>().EstimatedUnits.ShouldBe(15);
    }

    [Fact]
    public async Task Whether_the_key_is_taken_is_asked_without_spending()
    {
        (await _bench.Open().AskKeyAsync(CancellationToken.None)).ShouldBe(new KeyAnswer.Accepted("1250 credits are left"));

        ScriptedQuestion asked = _bench.Vendor.Seen.ShouldHaveSingleItem();
        (asked.Method, asked.Address.AbsolutePath).ShouldBe((HttpMethod.Get, "/v1/organization"));
    }

    [Theory]
    [InlineData("http://storage.runway.test/upload")]
    [InlineData("https://169.254.169.254/upload")]
    [InlineData("nonsense")]
    public async Task A_picture_goes_to_no_strange_address(string address)
    {
        _bench.Vendor.Answers[RunwayBench.Announce] = RunwayBench.Announcing(address);

        (await _bench.Open().PrepareAsync(_bench.Order("job"), CancellationToken.None)).ShouldBeOfType<PrepareResult.Refused>().Failure.Billed.ShouldBe(Billed.No);

        _bench.Vendor.Seen.Count.ShouldBe(1);
    }

    [Theory]
    [InlineData(500)]
    [InlineData(502)]
    [InlineData(504)]
    [InlineData(408)]
    [InlineData(499)]
    [InlineData(303)]
    public async Task A_submit_that_may_have_arrived_is_unknown_and_never_sent_again(int status)
    {
        _bench.Vendor.Answers[RunwayBench.Submit] = (status, "overloaded");

        (await SubmitAsync()).ShouldBeOfType<SubmitResult.Unknown>();

        _bench.Vendor.Seen.Count(s => s.Address.AbsolutePath == "/v1/image_to_video").ShouldBe(1);
        (await _bench.Open().FindAsync(new Submission("job", RunwayBench.Model, "{}"), default, CancellationToken.None)).ShouldBeOfType<FindResult.Unavailable>().IsFinal.ShouldBeTrue();
    }

    [Theory]
    [InlineData(400, null)]
    [InlineData(401, false)]
    [InlineData(422, false)]
    [InlineData(429, true)]
    [InlineData(307, false)]
    public async Task A_refusal_costs_nothing(int status, bool? retryable)
    {
        _bench.Vendor.Answers[RunwayBench.Submit] = (status, """{"error":"promptText is too long"}""");

        ProviderFailure failure = (await SubmitAsync()).ShouldBeOfType<SubmitResult.Refused>().Failure;

        (failure.Billed, failure.Retryable).ShouldBe((Billed.No, retryable ?? false));
    }

    [Theory]
    [InlineData(""" "status":"FAILED","failure":"no","failureCode":"SAFETY.INPUT.TEXT","cost":{"credits":15} """, FailureError.ContentRejected, Billed.Yes)]
    [InlineData(""" "status":"FAILED","failure":"no","failureCode":"SAFETY.OUTPUT.IMAGE" """, FailureError.ContentRejected, Billed.Yes)]
    [InlineData(""" "status":"FAILED","failure":"no","failureCode":"INPUT_PREPROCESSING.SAFETY.TEXT","cost":{"credits":0} """, FailureError.ContentRejected, Billed.No)]
    [InlineData(""" "status":"FAILED","failure":"no","failureCode":"THIRD_PARTY.SAFETY","cost":{"credits":0} """, FailureError.ContentRejected, Billed.No)]
    [InlineData(""" "status":"FAILED","failure":"no","failureCode":"ASSET.INVALID","cost":{"credits":0} """, FailureError.ProviderError, Billed.No)]
    [InlineData(""" "status":"FAILED","failure":"no","failureCode":"INTERNAL.BAD_OUTPUT.CODE01","cost":{"credits":0} """, FailureError.ProviderError, Billed.No, true)]
    [InlineData(""" "status":"FAILED","failure":"no","failureCode":"INTERNAL","cost":{"credits":"0"} """, FailureError.ProviderError, Billed.No, true)]
    [InlineData(""" "status":"FAILED","failure":"no","failureCode":"SOMETHING.NEW","cost":{"credits":5} """, FailureError.ProviderError, Billed.Yes, null)]
    [InlineData(""" "status":"FAILED" """, FailureError.ProviderError, Billed.Unknown, null)]
    public async Task A_failure_says_what_it_cost_and_whether_the_same_may_work_later(string end, FailureError error, Billed billed, bool? retryable = false)
    {
        ProviderFailure failure = (await EndedAsync(end)).ShouldBeOfType<JobStatus.Failed>().Failure;

        (failure.Error, failure.Billed, failure.Retryable).ShouldBe((error, billed, retryable));
    }

    [Fact]
    public async Task A_picture_that_the_task_could_not_use_is_uploaded_anew()
    {
        (await EndedAsync(""" "status":"FAILED","failure":"no","failureCode":"ASSET.INVALID","cost":{"credits":0} """)).ShouldBeOfType<JobStatus.Failed>();
        int before = _bench.Vendor.Seen.Count(s => s.Address.AbsolutePath == "/v1/uploads");

        await _bench.Open().PrepareAsync(_bench.Order("again"), CancellationToken.None);

        _bench.Vendor.Seen.Count(s => s.Address.AbsolutePath == "/v1/uploads").ShouldBe(before + 1);
    }

    [Fact]
    public async Task A_clip_is_settled_by_its_credits_and_its_signed_address_gets_no_key()
    {
        ProviderClip clip = (await EndedAsync(Succeeded)).ShouldBeOfType<JobStatus.Succeeded>().Clip;

        RunwayBench.Config.Find(RunwayBench.Model)!.Price.OfUnits(clip.BilledUnits, 3).ShouldBe(0.15m);
        using var request = new HttpRequestMessage(HttpMethod.Get, clip.Address);
        ((IVideoProvider)_bench.Open()).SignIn(request, new ProviderJob(RunwayBench.Id, RunwayBench.Model));
        request.Headers.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(""" "status":"THROTTLED" """, typeof(JobStatus.Throttled))]
    [InlineData(""" "status":"RUNNING","progress":0.5 """, typeof(JobStatus.Running))]
    [InlineData(""" "status":"SUCCEEDED","output":[] """, typeof(JobStatus.Unread))]
    [InlineData(""" "status":"NEW" """, typeof(JobStatus.Unreachable))]
    public async Task Its_states_are_those_of_the_port(string task, Type state) => (await EndedAsync(task)).ShouldBeOfType(state);

    [Fact]
    public async Task A_finished_task_is_never_deleted()
    {
        ProviderJob job = (await SubmitAsync()).ShouldBeOfType<SubmitResult.Accepted>().Job;
        _bench.Vendor.Answers[RunwayBench.Status] = RunwayBench.Standing(Succeeded);

        (await _bench.Open().CancelAsync(job, CancellationToken.None)).ShouldBe(CancelResult.AlreadyCompleted);

        _bench.Vendor.Seen.ShouldNotContain(s => s.Method == HttpMethod.Delete);
    }

    [Fact]
    public async Task A_task_is_deleted_once_whatever_becomes_of_that()
    {
        using var bench = new RunwayBench(new RunwayOptions { ReadAttempts = 3 });
        ProviderJob job = (await bench.Open().SubmitAsync(new Submission("job", RunwayBench.Model, "{}"), CancellationToken.None)).ShouldBeOfType<SubmitResult.Accepted>().Job;
        bench.Vendor.Answers["DELETE /v1/tasks/" + RunwayBench.Id] = (503, "");

        (await bench.Open().CancelAsync(job, CancellationToken.None)).ShouldBe(CancelResult.Unreachable);

        bench.Vendor.Seen.Count(s => s.Method == HttpMethod.Delete).ShouldBe(1);
    }

    [Fact]
    public async Task It_is_never_asked_again_within_five_seconds()
    {
        var time = new SkippingTime();
        using var bench = new RunwayBench(new RunwayOptions { ReadAttempts = 3 }, time: time);
        bench.Vendor.Answers[RunwayBench.Status] = (503, "");

        await bench.Open().GetStatusAsync(new ProviderJob(RunwayBench.Id, RunwayBench.Model), CancellationToken.None);

        time.Waits.ShouldBe([TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(10)]);
    }

    private static async Task<string> PayloadAsync(RunwayBench bench) => (await bench.Open().PrepareAsync(bench.Order("job"), CancellationToken.None)).ShouldBeOfType<PrepareResult.Ready>().Payload;

    private async Task<SubmitResult> SubmitAsync()
    {
        RunwayProvider provider = _bench.Open();
        string payload = (await provider.PrepareAsync(_bench.Order("job"), CancellationToken.None)).ShouldBeOfType<PrepareResult.Ready>().Payload;
        return await provider.SubmitAsync(new Submission("job", RunwayBench.Model, payload), CancellationToken.None);
    }

    private async Task<JobStatus> EndedAsync(string end)
    {
        ProviderJob job = (await SubmitAsync()).ShouldBeOfType<SubmitResult.Accepted>().Job;
        _bench.Vendor.Answers[RunwayBench.Status] = RunwayBench.Standing(end);
        return await _bench.Open().GetStatusAsync(job, CancellationToken.None);
    }
}
