using VideoGen.Fal.Tests.Harness;
using VideoGen.Providers;

namespace VideoGen.Fal.Tests.Queue;

public sealed class SubmitTests : IDisposable
{
    private readonly FalBench _bench = new();

    public void Dispose() => _bench.Dispose();

    [Theory]
    [InlineData(200)]
    [InlineData(202)]
    public async Task A_2xx_with_a_request_id_is_accepted_with_the_returned_addresses(int status)
    {
        _bench.Fal.Answer(status, FalBench.Accepted());
        var accepted = (await Submit()).ShouldBeOfType<SubmitResult.Accepted>();
        accepted.Job.ShouldBe(FalBench.Job());
    }

    [Fact]
    public async Task The_request_is_the_documented_one()
    {
        _bench.Fal.Answer(200, FalBench.Accepted());
        await Submit(FalBench.Submission(payload: """{"prompt":"café"}""", webhook: new Uri("https://v.example/webhooks/fal/tok-1?a=b&c=d")));
        var seen = _bench.Fal.Seen.ShouldHaveSingleItem();
        seen.Method.ShouldBe(HttpMethod.Post);
        seen.Address.AbsoluteUri.ShouldBe(
            "https://queue.fal.run/fal-ai/veo3.1/fast/image-to-video?fal_webhook=https%3A%2F%2Fv.example%2Fwebhooks%2Ffal%2Ftok-1%3Fa%3Db%26c%3Dd");
        seen.Header("Authorization").ShouldBe("Key " + FalBench.Key);
        seen.Header("X-Fal-No-Retry").ShouldBe("1");
        seen.Header("x-app-fal-disable-fallback").ShouldBe("true");
        seen.Header("X-Fal-Queue-Priority").ShouldBe("normal");
        seen.Header("X-Fal-Request-Timeout").ShouldBeNull();
        seen.Header("Expect").ShouldBeNull();
        seen.Header("Accept").ShouldBe("application/json");
        seen.ContentType.ShouldBe("application/json");
        seen.Text.ShouldBe("""{"prompt":"café"}""");
    }

    [Fact]
    public async Task Settings_turn_into_headers()
    {
        using var bench = new FalBench(new FalOptions
        {
            AllowProviderRetries = true,
            AllowFallback = true,
            StartTimeoutSeconds = 90.5m,
            QueuePriority = FalQueuePriority.Low,
        });
        bench.Fal.Answer(200, FalBench.Accepted());
        await bench.Provider.SubmitAsync(FalBench.Submission(), default);
        var seen = bench.Fal.Seen.ShouldHaveSingleItem();
        seen.Header("X-Fal-No-Retry").ShouldBeNull();
        seen.Header("x-app-fal-disable-fallback").ShouldBeNull();
        seen.Header("X-Fal-Queue-Priority").ShouldBe("low");
        seen.Header("X-Fal-Request-Timeout").ShouldBe("90.5");
    }

    [Theory]
    [InlineData("https://evil.example")]
    [InlineData("http://queue.fal.run")]
    [InlineData("https://queue.fal.run:8443")]
    [InlineData("https://queue.fal.run.evil.example")]
    [InlineData("https://user@queue.fal.run")]
    public async Task Addresses_outside_the_queue_are_replaced_by_the_short_form(string host)
    {
        _bench.Fal.Answer(200, FalBench.Accepted(host));
        (await Submit()).ShouldBeOfType<SubmitResult.Accepted>().Job.ShouldBe(FalBench.Job());
    }

    [Theory]
    [InlineData(HttpRequestError.NameResolutionError)]
    [InlineData(HttpRequestError.ConnectionError)]
    [InlineData(HttpRequestError.SecureConnectionError)]
    [InlineData(HttpRequestError.ProxyTunnelError)]
    public async Task A_connection_that_was_never_made_means_no_job(HttpRequestError error)
    {
        _bench.Fal.NeverConnect(error);
        var failure = (await Submit()).ShouldBeOfType<SubmitResult.Refused>().Failure;
        failure.Error.ShouldBe(FailureError.ProviderUnreachable);
        failure.Billed.ShouldBe(Billed.No);
        failure.Retryable.ShouldBe(true);
    }

    public static TheoryData<Exception> AfterSending => new()
    {
        new HttpRequestException(HttpRequestError.ResponseEnded, "ended"),
        new HttpRequestException(HttpRequestError.Unknown, "reset"),
        new HttpRequestException(HttpRequestError.ConnectionError, "said to be connecting, but the body had gone out"),
        new IOException("broken pipe"),
        new OperationCanceledException(),
    };

    [Theory]
    [MemberData(nameof(AfterSending))]
    public async Task Anything_after_the_body_was_begun_is_unknown_and_never_sent_again(Exception exception)
    {
        _bench.Fal.Throw(exception);
        (await Submit()).ShouldBeOfType<SubmitResult.Unknown>();
        _bench.Fal.Seen.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_payload_that_is_too_large_for_its_pictures_names_the_setting_that_takes_them_out()
    {
        _bench.Fal.Answer(413, "<html>");
        var submission = FalBench.Submission(payload: """{"prompt":"x","image_url":"data:image/png;base64,AA"}""");
        (await _bench.Provider.SubmitAsync(submission, default)).ShouldBeOfType<SubmitResult.Refused>().Failure.NextStep!.ShouldContain("fal.frame_transfer");
    }

    [Theory]
    [InlineData(401, """{"detail":"Authentication is required to access this application."}""", "Check the key", null)]
    [InlineData(403, """{"detail":"User is locked. Reason: Exhausted balance."}""", "balance", null)]
    [InlineData(404, """{"detail":"Application \"x\" not found"}""", "another model", null)]
    [InlineData(405, "", null, null)]
    [InlineData(413, "<html>", "Shorten the words", null)]
    [InlineData(422, """{"detail":[{"loc":["body","prompt"],"msg":"field required","type":"missing"}]}""", null, "missing")]
    [InlineData(429, """{"detail":"slow down"}""", "later", null)]
    [InlineData(400, """{"detail":"bad","error_type":"bad_request"}""", "preset", "bad_request")]
    public async Task A_4xx_of_the_queue_refuses_before_there_is_a_job(int status, string body, string? nextStep, string? code)
    {
        _bench.Fal.Answer(status, body);
        var failure = (await Submit()).ShouldBeOfType<SubmitResult.Refused>().Failure;
        failure.Error.ShouldBe(FailureError.ProviderError);
        failure.Billed.ShouldBe(Billed.No);
        failure.Message.ShouldContain(status.ToString());
        failure.ProviderCode.ShouldBe(code);
        (failure.NextStep ?? "").ShouldContain(nextStep ?? "");
        failure.Retryable.ShouldBe(status == 429);
        _bench.Fal.Seen.Count.ShouldBe(1);
    }

    [Theory]
    [InlineData(500, """{"detail":"Internal","error_type":"internal_error"}""")]
    [InlineData(502, "<html>nginx</html>")]
    [InlineData(503, """{"detail":"x","error_type":"runner_scheduling_failure"}""")]
    [InlineData(504, "")]
    [InlineData(499, """{"detail":"gone","error_type":"client_disconnected"}""")]
    [InlineData(303, "")]
    [InlineData(200, "not json")]
    [InlineData(200, """{"status":"IN_QUEUE"}""")]
    [InlineData(200, """{"status":"IN_QUEUE","request_id":"../x"}""")]
    [InlineData(200, """{"request_id":"a","request_id":"b"}""")]
    public async Task What_does_not_rule_out_a_job_is_unknown(int status, string body)
    {
        _bench.Fal.Answer(status, body);
        (await Submit()).ShouldBeOfType<SubmitResult.Unknown>().Message.ShouldNotBeEmpty();
        _bench.Fal.Seen.Count.ShouldBe(1);
    }

    [Theory]
    [InlineData(301)]
    [InlineData(302)]
    [InlineData(307)]
    [InlineData(308)]
    public async Task A_redirect_is_refused_and_the_key_stays_here(int status)
    {
        _bench.Fal.Answer(status, "", ("Location", "https://evil.example/"));
        (await Submit()).ShouldBeOfType<SubmitResult.Refused>().Failure.Error.ShouldBe(FailureError.ProviderUnreachable);
        _bench.Fal.Seen.Count.ShouldBe(1);
    }

    [Fact]
    public async Task An_answer_without_end_is_unknown()
    {
        using var bench = new FalBench(new FalOptions { AnswerMaxBytes = 16_384 });
        bench.Fal.Answer(200, new string(' ', 20_000));
        (await bench.Provider.SubmitAsync(FalBench.Submission(), default)).ShouldBeOfType<SubmitResult.Unknown>();
    }

    [Fact]
    public async Task Blocking_the_clip_comes_at_once()
    {
        _bench.Fal.Answer(
            200, """{"video":{"url":"https://v3b.fal.media/files/b/a/clip.mp4","content_type":"video/mp4","file_size":null},"seed":1}""",
            ("x-fal-request-id", FalBench.Id), ("X-Fal-Billable-Units", "4"));
        var finished = (await Submit(FalBench.Submission(blocking: true))).ShouldBeOfType<SubmitResult.Finished>();
        finished.Job.RequestId.ShouldBe(FalBench.Id);
        finished.Clip.Address.AbsoluteUri.ShouldBe("https://v3b.fal.media/files/b/a/clip.mp4");
        finished.Clip.BilledUnits.ShouldBe(4);
        finished.Clip.FileSize.ShouldBeNull();
        _bench.Fal.Seen[0].Address.AbsoluteUri.ShouldBe("https://fal.run/fal-ai/veo3.1/fast/image-to-video");
        _bench.Fal.Seen[0].Header("X-Fal-Queue-Priority").ShouldBeNull();
    }

    [Fact]
    public async Task Blocking_a_queue_answer_is_followed_like_any_job()
    {
        _bench.Fal.Answer(200, FalBench.Accepted());
        (await Submit(FalBench.Submission(blocking: true))).ShouldBeOfType<SubmitResult.Accepted>().Job.ShouldBe(FalBench.Job());
    }

    [Theory]
    [InlineData(422, """{"detail":[{"loc":["body","prompt"],"msg":"no","type":"content_policy_violation"}]}""", FailureError.ContentRejected, Billed.Unknown)]
    [InlineData(500, """{"detail":[{"loc":[],"msg":"x","type":"internal_server_error"}]}""", FailureError.ProviderError, Billed.No)]
    [InlineData(504, """{"detail":"Request timed out","error_type":"request_timeout"}""", FailureError.ProviderError, Billed.No)]
    [InlineData(429, """{"detail":"x","error_type":"concurrent_requests_limit"}""", FailureError.ProviderError, Billed.No)]
    public async Task Blocking_the_models_own_error_ends_the_call(int status, string body, FailureError error, Billed billed)
    {
        _bench.Fal.Answer(status, body);
        var failure = (await Submit(FalBench.Submission(blocking: true))).ShouldBeOfType<SubmitResult.Refused>().Failure;
        failure.Error.ShouldBe(error);
        failure.Billed.ShouldBe(billed);
    }

    [Theory]
    [InlineData("")]
    [InlineData("""{"video":{"url":"https://v/a""")]
    [InlineData("""{"clip_of_the_day":1}""")]
    public async Task Blocking_an_answer_without_a_clip_is_followed_by_the_id_of_the_call_and_never_called_a_failure(string body)
    {
        _bench.Fal.Answer(200, body, ("x-fal-request-id", FalBench.Id));
        var accepted = (await Submit(FalBench.Submission(blocking: true))).ShouldBeOfType<SubmitResult.Accepted>();
        (accepted.Job, accepted.Response).ShouldBe((FalBench.Job(), body));
        _bench.Fal.Answer(200, body);
        (await Submit(FalBench.Submission(blocking: true))).ShouldBeOfType<SubmitResult.Unknown>();
    }

    [Fact]
    public async Task Blocking_a_gateways_error_is_unknown()
    {
        _bench.Fal.Answer(504, "<html>gateway</html>");
        (await Submit(FalBench.Submission(blocking: true))).ShouldBeOfType<SubmitResult.Unknown>();
    }

    [Fact]
    public async Task Without_a_key_nothing_is_sent()
    {
        using var bench = new FalBench(environment: []);
        var failure = (await bench.Provider.SubmitAsync(FalBench.Submission(), default)).ShouldBeOfType<SubmitResult.Refused>().Failure;
        failure.ProviderCode.ShouldBe("credentials_missing");
        failure.Billed.ShouldBe(Billed.No);
        bench.Fal.Seen.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_model_that_is_no_model_id_is_not_sent() =>
        (await Submit(FalBench.Submission() with { Model = "fal-ai/../x" })).ShouldBeOfType<SubmitResult.Refused>();

    [Theory]
    [InlineData("fal-ai/kling-video/v2.1/pro/image-to-video", "fal-ai/kling-video")]
    [InlineData("workflows/owner/alias/x", "workflows/owner/alias")]
    [InlineData("comfy/owner/alias", "comfy/owner/alias")]
    [InlineData("1234-app", "1234/app")]
    public void The_requests_address_keeps_owner_and_app(string model, string path)
    {
        FalModelId.TryParse(model, out var id).ShouldBeTrue();
        id!.RequestsPath.ShouldBe(path);
    }

    [Theory]
    [InlineData("")]
    [InlineData("fal-ai")]
    [InlineData("fal-ai//x")]
    [InlineData("fal-ai/a b")]
    [InlineData("id:secret")]
    [InlineData("workflows/owner")]
    [InlineData("a/b?c=d")]
    public void What_is_no_model_id_is_not_read_as_one(string model) => FalModelId.TryParse(model, out _).ShouldBeFalse();

    private async Task<SubmitResult> Submit(Submission? submission = null) =>
        await _bench.Provider.SubmitAsync(submission ?? FalBench.Submission(webhook: null), default);
}
