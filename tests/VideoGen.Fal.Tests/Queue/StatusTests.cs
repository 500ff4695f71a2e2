using VideoGen.Fal.Tests.Harness;
using VideoGen.Providers;

namespace VideoGen.Fal.Tests.Queue;

public sealed class StatusTests : IDisposable
{
    private const string Clip = """{"video":{"url":"https://v3b.fal.media/files/b/a/clip.mp4","content_type":"video/mp4","file_name":"clip.mp4","file_size":1048576},"seed":7}""";
    private const string Completed = """{"status":"COMPLETED","request_id":"x","logs":null,"metrics":{"inference_time":61.4}}""";
    private readonly FalBench _bench = new();

    public void Dispose() => _bench.Dispose();

    [Fact]
    public async Task A_job_goes_through_its_states_and_may_go_back()
    {
        _bench.Fal
            .Answer(202, """{"status":"IN_QUEUE","queue_position":2,"logs":null}""")
            .Answer(202, """{"status":"IN_QUEUE","queue_position":0}""")
            .Answer(202, """{"status":"IN_PROGRESS","logs":[{"message":"x"}],"new_field":{"a":1}}""")
            .Answer(202, """{"status":"IN_QUEUE","queue_position":5}""")
            .Answer(202, """{"status":"IN_PROGRESS","logs":null}""")
            .Answer(200, Completed).Answer(200, Clip, ("X-Fal-Billable-Units", "4.0"), ("x-fal-request-id", "x"));
        (await Read()).ShouldBe(new JobStatus.Queued(2));
        (await Read()).ShouldBe(new JobStatus.Queued(0));
        (await Read()).ShouldBe(new JobStatus.Running(null));
        (await Read()).ShouldBe(new JobStatus.Queued(5));
        (await Read()).ShouldBe(new JobStatus.Running(null));
        var clip = (await Read()).ShouldBeOfType<JobStatus.Succeeded>().Clip;
        clip.Address.AbsoluteUri.ShouldBe("https://v3b.fal.media/files/b/a/clip.mp4");
        clip.FileSize.ShouldBe(1048576);
        clip.BilledUnits.ShouldBe(4);
        clip.Response.ShouldBe(Clip);
        _bench.Fal.Seen[0].Address.AbsoluteUri.ShouldBe($"https://queue.fal.run/fal-ai/veo3.1/requests/{FalBench.Id}/status?logs=0");
        _bench.Fal.Seen[^1].Address.AbsoluteUri.ShouldBe($"https://queue.fal.run/fal-ai/veo3.1/requests/{FalBench.Id}");
        _bench.Fal.Seen.ShouldAllBe(s => s.Header("Authorization") == "Key " + FalBench.Key && s.Method == HttpMethod.Get);
    }

    [Fact]
    public async Task A_completed_job_may_still_have_failed_in_its_result()
    {
        _bench.Fal.Answer(200, """{"status":"COMPLETED","logs":null}""").Answer(
            422, """{"detail":[{"loc":["body","image_url"],"msg":"Image too small","type":"image_too_small","ctx":{"min_height":300,"min_width":300},"input":"https://x/a.png"}]}""");
        var failure = (await Read()).ShouldBeOfType<JobStatus.Failed>().Failure;
        failure.Error.ShouldBe(FailureError.ProviderError);
        failure.ProviderCode.ShouldBe("image_too_small");
        failure.Message.ShouldBe("fal answered 422: the first picture (image_url): Image too small (min_height 300, min_width 300)");
        failure.StillIndex.ShouldBe(0);
        failure.Billed.ShouldBe(Billed.Unknown);
        failure.Retryable.ShouldBe(false);
    }

    [Theory]
    [InlineData("first_frame_url", 0)]
    [InlineData("start_image_url", 0)]
    [InlineData("first_image_url", 0)]
    [InlineData("last_frame_url", 1)]
    [InlineData("end_image_url", 1)]
    [InlineData("tail_image_url", 1)]
    [InlineData("prompt", null)]
    public async Task The_picture_concerned_is_named(string field, int? index)
    {
        _bench.Fal.Answer(200, Completed).Answer(422, $$"""{"detail":[{"loc":["body","{{field}}"],"msg":"m","type":"image_load_error"}]}""");
        var failure = (await Read()).ShouldBeOfType<JobStatus.Failed>().Failure;
        failure.StillIndex.ShouldBe(index);
        failure.Message.ShouldContain(field);
    }

    [Fact]
    public async Task A_completed_job_may_carry_its_error_in_the_status()
    {
        _bench.Fal.Answer(200, """{"status":"COMPLETED","logs":null,"metrics":{},"error":"Request timed out before it could start","error_type":"startup_timeout"}""")
            .Answer(504, """{"detail":"Request timed out","error_type":"startup_timeout"}""", ("X-Fal-Error-Type", "startup_timeout"), ("X-Fal-Needs-Retry", "1"));
        var failure = (await Read()).ShouldBeOfType<JobStatus.Failed>().Failure;
        failure.ProviderCode.ShouldBe("startup_timeout");
        failure.Billed.ShouldBe(Billed.No);
        failure.Retryable.ShouldBe(true);
    }

    [Fact]
    public async Task An_error_in_the_status_counts_even_when_the_result_cannot_be_read()
    {
        _bench.Fal.Answer(200, """{"status":"COMPLETED","error":"no runner","error_type":"runner_scheduling_failure"}""");
        for (var i = 0; i < 3; i++)
        {
            _bench.Fal.Answer(502, "<html>");
        }

        var failure = (await Read()).ShouldBeOfType<JobStatus.Failed>().Failure;
        failure.ProviderCode.ShouldBe("runner_scheduling_failure");
        failure.Message.ShouldContain("no runner");
    }

    [Fact]
    public async Task A_start_timeout_of_our_own_is_not_worth_a_new_try()
    {
        _bench.Fal.Answer(200, Completed)
            .Answer(504, """{"detail":"x","error_type":"request_timeout"}""", ("X-Fal-Request-Timeout-Type", "user"), ("X-Fal-Needs-Retry", "1"));
        (await Read()).ShouldBeOfType<JobStatus.Failed>().Failure.Retryable.ShouldBe(false);
    }

    [Theory]
    [InlineData("""{"status":"COMPLETED","error":"cancelled","error_type":"client_cancelled"}""", 499, """{"detail":"x","error_type":"client_cancelled"}""")]
    [InlineData("""{"status":"COMPLETED","error_type":"client_cancelled"}""", 400, """{"detail":"Request is still in progress"}""")]
    [InlineData("""{"status":"COMPLETED"}""", 499, """{"detail":"x","error_type":"client_cancelled"}""")]
    [InlineData("""{"status":"COMPLETED","error_type":"client_cancelled"}""", 404, """{"detail":"x"}""")]
    public async Task A_cancelled_job_says_so(string status, int code, string result)
    {
        _bench.Fal.Answer(200, status).Answer(code, result);
        (await Read()).ShouldBeOfType<JobStatus.Cancelled>();
    }

    [Theory]
    [InlineData(400)]
    [InlineData(425)]
    [InlineData(202 + 200)]
    public async Task A_result_fetched_too_early_is_a_job_that_runs(int code)
    {
        _bench.Fal.Answer(200, Completed).Answer(code, """{"detail":"Request is still in progress"}""");
        (await Read()).ShouldBe(new JobStatus.Running(null));
    }

    [Fact]
    public async Task A_result_that_is_gone_is_gone()
    {
        _bench.Fal.Answer(200, Completed).Answer(404, """{"detail":"Not found"}""");
        (await Read()).ShouldBeOfType<JobStatus.Gone>();
    }

    [Fact]
    public async Task A_job_that_is_not_known_is_asked_for_again_before_it_is_given_up()
    {
        _bench.Fal.Answer(404, """{"status":"NOT_FOUND"}""").Answer(404, "").Answer(202, """{"status":"IN_QUEUE","queue_position":0}""");
        (await Read()).ShouldBe(new JobStatus.Queued(0));
        _bench.Fal.Answer(404, """{"status":"NOT_FOUND"}""").Answer(404, "").Answer(404, "");
        (await Read()).ShouldBeOfType<JobStatus.Gone>();
    }

    [Fact]
    public async Task A_read_is_repeated_with_growing_pauses_and_keeps_a_pause_that_is_asked_for()
    {
        _bench.Fal.Answer(502, "<html>nginx</html>").Throw(new HttpRequestException("reset")).Answer(202, """{"status":"IN_PROGRESS"}""");
        (await Read()).ShouldBe(new JobStatus.Running(null));
        _bench.Time.Waits.ShouldBe([TimeSpan.FromSeconds(0.5), TimeSpan.FromSeconds(1)]);

        _bench.Time.Waits.Clear();
        _bench.Fal.Answer(429, "", ("Retry-After", "3")).Answer(429, "", ("Retry-After", "9999")).Answer(202, """{"status":"IN_PROGRESS"}""");
        (await Read()).ShouldBe(new JobStatus.Running(null));
        _bench.Time.Waits.ShouldBe([TimeSpan.FromSeconds(3), TimeSpan.FromSeconds(10)]);
    }

    [Theory]
    [InlineData(502, "<html>", 3)]
    [InlineData(429, "", 3)]
    [InlineData(401, """{"detail":"no"}""", 1)]
    [InlineData(403, """{"detail":"balance"}""", 1)]
    [InlineData(200, "<html>", 1)]
    [InlineData(200, """{"status":"FAILED"}""", 1)]
    [InlineData(302, "", 1)]
    public async Task An_unusable_answer_says_nothing_about_the_job(int status, string body, int requests)
    {
        for (var i = 0; i < requests; i++)
        {
            _bench.Fal.Answer(status, body);
        }

        (await Read()).ShouldBeOfType<JobStatus.Unreachable>();
        _bench.Fal.Seen.Count.ShouldBe(requests);
    }

    [Theory]
    [InlineData(401)]
    [InlineData(403)]
    public async Task A_refused_key_at_the_result_is_not_a_failed_job(int status)
    {
        _bench.Fal.Answer(200, Completed).Answer(status, """{"detail":"User is locked. Reason: Exhausted balance."}""");
        (await Read()).ShouldBeOfType<JobStatus.Unreachable>().Message.ShouldContain("balance");
    }

    [Fact]
    public async Task A_gateways_502_at_the_result_is_not_a_failed_job_but_the_models_is()
    {
        _bench.Fal.Answer(200, Completed).Answer(502, "<html>").Answer(502, "<html>").Answer(502, "<html>");
        (await Read()).ShouldBeOfType<JobStatus.Unreachable>();
        _bench.Fal.Answer(200, Completed).Answer(502, "", ("x-fal-request-id", "x"), ("X-Fal-Error-Type", "runner_incomplete_response"));
        (await Read()).ShouldBeOfType<JobStatus.Failed>().Failure.Retryable.ShouldBe(true);
    }

    [Theory]
    [InlineData("""{"images":[]}""")]
    [InlineData("""{"video":null}""")]
    [InlineData("""{"video":{"url":"data:video/mp4;base64,AA=="}}""")]
    [InlineData("""{"video":{"url":"relative.mp4"}}""")]
    [InlineData("[]")]
    public async Task A_result_without_a_clip_is_a_failure(string result)
    {
        _bench.Fal.Answer(200, Completed).Answer(200, result);
        (await Read()).ShouldBeOfType<JobStatus.Failed>().Failure.Billed.ShouldBe(Billed.Unknown);
    }

    [Fact]
    public async Task A_prompt_that_the_model_reports_is_told()
    {
        _bench.Fal.Answer(200, Completed).Answer(200, """{"video":{"url":"https://v/a.mp4"},"actual_prompt":"other words"}""");
        (await Read()).ShouldBeOfType<JobStatus.Succeeded>().Clip.Notes.ShouldHaveSingleItem().ShouldContain("other words");
    }

    [Fact]
    public async Task The_long_form_that_answers_405_is_left_for_the_short_one()
    {
        var job = FalBench.Job() with
        {
            StatusUrl = new Uri($"https://queue.fal.run/fal-ai/veo3.1/fast/image-to-video/requests/{FalBench.Id}/status"),
            ResponseUrl = new Uri($"https://queue.fal.run/fal-ai/veo3.1/fast/image-to-video/requests/{FalBench.Id}/response"),
        };
        _bench.Fal.Answer(405, "").Answer(200, Completed).Answer(405, "").Answer(200, Clip);
        (await _bench.Provider.GetStatusAsync(job, default)).ShouldBeOfType<JobStatus.Succeeded>();
        _bench.Fal.Seen[3].Address.ShouldBe(FalBench.Job().ResponseUrl);
    }

    [Fact]
    public async Task Stored_addresses_outside_the_queue_are_not_asked()
    {
        var evil = new Uri("https://evil.example/status");
        _bench.Fal.Answer(202, """{"status":"IN_PROGRESS"}""");
        await _bench.Provider.GetStatusAsync(FalBench.Job() with { StatusUrl = evil, ResponseUrl = evil, CancelUrl = evil }, default);
        _bench.Fal.Seen.ShouldAllBe(s => s.Address.Host == "queue.fal.run");
    }

    [Fact]
    public async Task A_cancelled_wait_ends_the_read()
    {
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();
        _bench.Fal.Throw(new OperationCanceledException(cancelled.Token));
        await Should.ThrowAsync<OperationCanceledException>(async () => await _bench.Provider.GetStatusAsync(FalBench.Job(), cancelled.Token));
    }

    [Fact]
    public async Task The_result_alone_is_read_for_what_was_billed()
    {
        _bench.Fal.Answer(422, """{"detail":[{"loc":["body","prompt"],"msg":"no","type":"content_policy_violation"}]}""", ("X-Fal-Billable-Units", "2.667"))
            .Answer(200, Clip, ("X-Fal-Billable-Units", "2.667"))
            .Answer(400, """{"detail":"Request is still in progress"}""");
        var failure = (await Result()).ShouldBeOfType<JobStatus.Failed>().Failure;
        (failure.Billed, failure.BilledUnits).ShouldBe((Billed.Yes, 2.667m));
        (await Result()).ShouldBeOfType<JobStatus.Succeeded>().Clip.BilledUnits.ShouldBe(2.667m);
        (await Result()).ShouldBe(new JobStatus.Running(null));
        _bench.Fal.Seen.ShouldAllBe(s => s.Address.AbsoluteUri == $"https://queue.fal.run/fal-ai/veo3.1/requests/{FalBench.Id}");
    }

    private async Task<JobStatus> Result() => await ((IVideoProvider)_bench.Provider).GetResultAsync(FalBench.Job(), default);

    private async Task<JobStatus> Read() => await _bench.Provider.GetStatusAsync(FalBench.Job(), default);
}
