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
        (await _bench.Provider.GetStatusAsync(FalBench.Job(), default)).ShouldBe(new JobStatus.Queued(2) { Response = """{"status":"IN_QUEUE","queue_position":2,"logs":null}""" });
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
    public async Task A_result_that_is_not_there_is_read_again_and_ends_nothing()
    {
        _bench.Fal.Answer(200, Completed).Answer(404, """{"detail":"Not found"}""").Answer(200, Clip);
        (await Read()).ShouldBeOfType<JobStatus.Succeeded>();
        _bench.Fal.Answer(200, Completed).Answer(404, "").Answer(404, "").Answer(404, """{"detail":"Not found"}""");
        (await Read()).ShouldBeOfType<JobStatus.Unread>().Message.ShouldContain("404");
    }

    [Theory]
    [InlineData("", "an empty answer")]
    [InlineData("<html><body>Just a moment…</body></html>", "a page")]
    [InlineData("""{"video":{"url":"https://v3b.fal.media/files/b/a/cl""", "cut short")]
    [InlineData("""{"hello":"world","seed":7}""", "members hello, seed")]
    [InlineData("null", "null")]
    [InlineData("[]", "no clip")]
    [InlineData("""{"images":[{"url":"https://v/a.png","content_type":"image/png"}]}""", "members images")]
    [InlineData("""{"video":null}""", "members video")]
    [InlineData("""{"video":{"url":"data:video/mp4;base64,AAAA*AAA"}}""", "inside the answer (data:) that is cut short or damaged")]
    [InlineData("""{"video":{"url":"data:video/mp4;base64,"}}""", "inside the answer (data:) that is cut short or damaged")]
    [InlineData("""{"video":{"url":"data:video/mp4,plain"}}""", "inside the answer (data:) that is cut short or damaged")]
    [InlineData("""{"video":{"url":"data:image/png;base64,AAAA"}}""", "members video")]
    [InlineData("""{"video":{"thumbnail":"https://v/t.jpg","poster_url":"https://v/p"}}""", "members video")]
    [InlineData("""{"video":{"1080p":"https://v/a.png","720p":"https://v/a.json"}}""", "members video")]
    [InlineData("""{"video_id":"https://v/a","video_size":"https://v/b"}""", "members video_id, video_size")]
    [InlineData("""{"video":{"url":"file:///etc/passwd"}}""", "members video")]
    [InlineData("""{"video":{"url":"relative.mp4"}}""", "members video")]
    public async Task A_result_that_cannot_be_used_is_read_again_and_ends_nothing(string result, string reason)
    {
        _bench.Fal.Answer(200, Completed).Answer(200, result).Answer(200, result).Answer(200, Clip);
        (await Read()).ShouldBeOfType<JobStatus.Succeeded>();

        _bench.Fal.Answer(200, Completed).Answer(200, result).Answer(200, result).Answer(200, result, ("X-Fal-Billable-Units", "4"));
        var unread = (await Read()).ShouldBeOfType<JobStatus.Unread>();
        unread.Message.ShouldContain(reason);
        (unread.Result, unread.BilledUnits, unread.IfItLasts).ShouldBe((result, 4, null));
        _bench.Time.Waits.Count.ShouldBe(4);
    }

    [Theory]
    [InlineData("""{"videos":[{"url":"https://v/a.mp4","file_size":5}]}""")]
    [InlineData("""{"videos":["https://v/a.mp4"]}""")]
    [InlineData("""{"video":"https://v/a.mp4"}""")]
    [InlineData("""{"video":[{"url":"https://v/a.mp4"}]}""")]
    [InlineData("""{"video":{"video_url":"https://v/a.mp4"}}""")]
    [InlineData("""{"video_url":"https://v/a.mp4"}""")]
    [InlineData("""[{"url":"https://v/a.mp4","content_type":"video/mp4"}]""")]
    [InlineData("""["https://v/a.mp4"]""")]
    [InlineData("""{"output":"https://v/a.mp4"}""")]
    [InlineData("""{"output":{"video":{"url":"https://v/a.mp4"}}}""")]
    [InlineData("""{"status":"COMPLETED","response":{"video":{"url":"https://v/a.mp4"}}}""")]
    [InlineData("""{"data":{"videos":[{"url":"https://v/a.mp4"}]},"requestId":"x"}""")]
    [InlineData("""{"mp4_url":"https://v/a.mp4","thumbnail_url":"https://v/t.jpg"}""")]
    [InlineData("""{"output":{"mp4Url":"https://v/a.mp4"}}""")]
    [InlineData("""{"video":{"mp4_url":"https://v/a.mp4","poster":"https://v/t.jpg"}}""")]
    [InlineData("""{"mp4":{"url":"https://v/a.mp4"}}""")]
    [InlineData("""{"output_video":"https://v/a.mp4"}""")]
    [InlineData("""{"generated_videos":[{"signed_url":"https://v/a.mp4"}]}""")]
    [InlineData("""{"video":{"720p":"https://v/a.mp4"}}""")]
    [InlineData("""{"video":{"thumbnail":"https://v/t.mp4","hd":{"url":"https://v/a.mp4","content_type":"video/mp4"}}}""")]
    [InlineData("""{"videos":{"poster":"https://v/t.jpg","main":["https://v/a.mp4"]}}""")]
    [InlineData("""{"result":{"files":[{"url":"https://v/p.png","content_type":"image/png"},{"url":"https://v/a.mp4"}]}}""")]
    public async Task The_clip_is_found_in_every_form_that_was_seen(string result)
    {
        _bench.Fal.Answer(200, Completed).Answer(200, result);
        var clip = (await Read()).ShouldBeOfType<JobStatus.Succeeded>().Clip;
        (clip.Address.AbsoluteUri, clip.Response, clip.Notes.Length).ShouldBe(("https://v/a.mp4", result, 0));
    }

    [Theory]
    [InlineData("""{"video":{"hd":"https://v/one?key=1","poster":"https://v/p.jpg","thumbnail_url":"https://v/t"}}""", "https://v/one?key=1", 0)]
    [InlineData("""{"video":{"webm":"https://v/a.webm","mp4":"https://v/a.mp4"}}""", "https://v/a.mp4", 1)]
    [InlineData("""{"webm_url":"https://v/a.webm","mp4_url":"https://v/a.mp4"}""", "https://v/a.mp4", 1)]
    [InlineData("""{"videos":{"1080p":{"url":"https://v/a.mp4"},"720p":{"url":"https://v/b.mp4"}}}""", "https://v/a.mp4", 1)]
    public async Task A_clip_by_name_of_its_form_is_found(string result, string address, int notes)
    {
        _bench.Fal.Answer(200, Completed).Answer(200, result);
        var clip = (await Read()).ShouldBeOfType<JobStatus.Succeeded>().Clip;
        (clip.Address.AbsoluteUri, clip.Notes.Length).ShouldBe((address, notes));
    }

    [Fact]
    public async Task Of_several_clips_the_first_is_taken_and_that_is_said()
    {
        _bench.Fal.Answer(200, Completed).Answer(200, """{"videos":[{"url":"https://v/a.mp4"},{"url":"https://v/b.mp4"}],"seed":1}""");
        var clip = (await Read()).ShouldBeOfType<JobStatus.Succeeded>().Clip;
        clip.Address.AbsoluteUri.ShouldBe("https://v/a.mp4");
        clip.Notes.ShouldHaveSingleItem().ShouldContain("2 clips");
    }

    [Fact]
    public async Task A_video_that_was_sent_and_is_echoed_is_no_result()
    {
        string echo = """{"input":{"video_url":"https://v/mine.mp4"},"thumbnail":{"url":"https://v/t.jpg"}}""";
        _bench.Fal.Answer(200, Completed).Answer(200, echo).Answer(200, echo).Answer(200, echo);
        (await Read()).ShouldBeOfType<JobStatus.Unread>();
    }

    [Fact]
    public async Task A_job_that_is_not_known_is_asked_for_again_before_it_is_given_up()
    {
        _bench.Fal.Answer(404, """{"status":"NOT_FOUND"}""").Answer(404, "").Answer(202, """{"status":"IN_QUEUE","queue_position":0}""");
        (await Read()).ShouldBe(new JobStatus.Queued(0));
        _bench.Fal.Answer(404, """{"status":"NOT_FOUND"}""").Answer(404, "").Answer(404, "");
        (await Read()).ShouldBeOfType<JobStatus.Gone>().MayReturn.ShouldBeTrue();
    }

    [Fact]
    public async Task A_read_is_repeated_with_growing_pauses_and_keeps_a_pause_that_is_asked_for()
    {
        _bench.Fal.Answer(502, "<html>nginx</html>").Throw(new HttpRequestException("reset")).Answer(202, """{"status":"IN_PROGRESS"}""");
        (await Read()).ShouldBe(new JobStatus.Running(null));
        _bench.Time.Waits.ShouldBe([TimeSpan.FromSeconds(0.5), TimeSpan.FromSeconds(1)]);

        _bench.Time.Waits.Clear();
        _bench.Fal.Answer(429, "", ("Retry-After", "3")).Answer(429, "", ("Retry-After", "10")).Answer(202, """{"status":"IN_PROGRESS"}""");
        (await Read()).ShouldBe(new JobStatus.Running(null));
        _bench.Time.Waits.ShouldBe([TimeSpan.FromSeconds(3), TimeSpan.FromSeconds(10)]);

        _bench.Time.Waits.Clear();
        _bench.Fal.Answer(429, "", ("Retry-After", "9999"));
        (await Read()).ShouldBeOfType<JobStatus.Unreachable>();
        _bench.Time.Waits.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(502, "<html>", 3)]
    [InlineData(429, "", 3)]
    [InlineData(401, """{"detail":"no"}""", 1)]
    [InlineData(403, """{"detail":"balance"}""", 1)]
    [InlineData(200, "<html>", 3)]
    [InlineData(200, "", 3)]
    [InlineData(200, """{"status":"COMPL""", 3)]
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
        (await Read()).ShouldBeOfType<JobStatus.Unread>().Message.ShouldContain("balance");
    }

    [Theory]
    [InlineData(502, "<html>", null)]
    [InlineData(503, """{"detail":"Service temporarily unavailable"}""", null)]
    [InlineData(500, """{"detail":"Internal error","error_type":"internal_error"}""", "internal_error")]
    [InlineData(502, "", "runner_incomplete_response")]
    [InlineData(504, """{"detail":"x","error_type":"request_timeout"}""", "request_timeout")]
    [InlineData(400, "<html>400 Bad Request</html>", null)]
    [InlineData(413, "<html>nginx</html>", null)]
    [InlineData(407, """{"detail":"proxy"}""", null)]
    [InlineData(408, """{"detail":"x","error_type":"request_timeout"}""", "request_timeout")]
    [InlineData(425, """{"detail":"too early"}""", null)]
    [InlineData(403, """{"detail":"x"}""", "permission_denied")]
    [InlineData(410, """{"detail":"gone"}""", "gone")]
    [InlineData(404, """{"detail":[{"loc":["path"],"msg":"not found","type":"not_found"}]}""", null)]
    public async Task A_fault_on_the_way_to_the_result_is_not_a_failed_job(int status, string body, string? type)
    {
        (string, string)[] headers = type is null ? [] : [("x-fal-request-id", "x"), ("X-Fal-Error-Type", type)];
        _bench.Fal.Answer(200, Completed);
        for (var i = 0; i < (status is 404 or 408 or >= 500 ? 3 : 1); i++)
        {
            _bench.Fal.Answer(status, body, headers);
        }

        (await Read()).ShouldBeOfType<JobStatus.Unread>().IfItLasts.ShouldBeNull();
    }

    [Theory]
    [InlineData(400, """{"detail":"upstream connect error"}""")]
    [InlineData(413, """{"detail":"could not be processed"}""")]
    [InlineData(499, """{"detail":"client closed request"}""")]
    public async Task A_text_about_a_result_is_an_end_only_if_it_lasts(int status, string body)
    {
        _bench.Fal.Answer(200, Completed).Answer(status, body);
        (await Read()).ShouldBeOfType<JobStatus.Unread>().IfItLasts.ShouldNotBeNull().Billed.ShouldBe(Billed.Unknown);
    }

    [Fact]
    public async Task An_empty_error_is_none_and_a_number_that_is_none_spoils_no_status()
    {
        _bench.Fal.Answer(200, """{"status":"COMPLETED","error":"","error_type":"","metrics":{"inference_time":NaN,"note":"NaN, \"Infinity"}}""").Answer(404, "").Answer(404, "").Answer(404, "");
        (await Read()).ShouldBeOfType<JobStatus.Unread>();
    }

    [Theory]
    [InlineData("22.5", true)]
    [InlineData("0", false)]
    [InlineData("null", false)]
    public async Task A_cancelled_job_that_had_run_says_so(string inferenceTime, bool ran)
    {
        _bench.Fal.Answer(200, $$$"""{"status":"COMPLETED","error":"cancelled","error_type":"client_cancelled","metrics":{"inference_time":{{{inferenceTime}}}}}""").Answer(499, """{"detail":"cancelled"}""");
        (await Read()).ShouldBeOfType<JobStatus.Cancelled>().Ran.ShouldBe(ran);
    }

    [Fact]
    public async Task The_models_own_fault_is_an_end_only_if_it_lasts()
    {
        string own = """{"detail":[{"loc":["body"],"msg":"Internal server error","type":"internal_server_error"}]}""";
        _bench.Fal.Answer(200, Completed).Answer(500, own).Answer(500, own).Answer(500, own);
        var lasting = (await Read()).ShouldBeOfType<JobStatus.Unread>().IfItLasts.ShouldNotBeNull();
        (lasting.ProviderCode, lasting.Billed).ShouldBe(("internal_server_error", Billed.No));
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

    private async Task<JobStatus> Read() => (await _bench.Provider.GetStatusAsync(FalBench.Job(), default)) with { Response = null };
}
