using System.Text.Json.Nodes;
using VideoGen.Catalog;
using VideoGen.OpenRouter.Tests.Harness;
using VideoGen.Providers;
using VideoGen.Testing;

namespace VideoGen.OpenRouter.Tests;

public sealed class OpenRouterProviderTests : IDisposable
{
    private readonly OpenRouterBench _bench = new();

    public void Dispose() => _bench.Dispose();

    [Fact]
    public async Task Every_preset_pays_for_a_silent_picture_of_the_editors_size_and_names_its_pictures_by_role()
    {
        foreach (ModelPreset preset in OpenRouterBench.Config.ModelPresets)
        {
            int stills = preset.Takes(2) ? 2 : 1;
            SegmentOrder order = _bench.Order("job", stills) with { Preset = preset, SlotSeconds = PresetSlots.Of(preset.Duration)[0] };

            JsonNode payload = JsonNode.Parse((await _bench.Open().PrepareAsync(order, CancellationToken.None)).ShouldBeOfType<PrepareResult.Ready>().Payload)!;

            payload["model"]!.GetValue<string>().ShouldBe(preset.Model);
            payload["generate_audio"]!.GetValue<bool>().ShouldBeFalse();
            payload["size"]!.GetValue<string>().ShouldBe("1280x720");
            payload["duration"]!.GetValue<decimal>().ShouldBe(order.SlotSeconds);
            payload["prompt"]!.GetValue<string>().ShouldBe("A slow push-in — café.");
            payload["frame_images"]!.AsArray().Select(f => f!["frame_type"]!.GetValue<string>()).ShouldBe(stills == 2 ? ["first_frame", "last_frame"] : ["first_frame"]);
            payload["frame_images"]![0]!.ToJsonString().ShouldBe("""{"type":"image_url","image_url":{"url":"data:image/png;base64,AQIB"},"frame_type":"first_frame"}""");
        }
    }

    [Theory]
    [InlineData(200, """{"data":[{"id":"alibaba/wan-2.7","seed":true},{"id":"google/veo-3.1-lite","seed":false},{"id":"google/veo-3.1"}]}""", "alibaba/wan-2.7", true)]
    [InlineData(200, """{"data":[{"id":"alibaba/wan-2.7","seed":true},{"id":"google/veo-3.1-lite","seed":false},{"id":"google/veo-3.1"}]}""", "google/veo-3.1-lite", false)]
    [InlineData(200, """{"data":[{"id":"alibaba/wan-2.7","seed":true},{"id":"google/veo-3.1-lite","seed":false},{"id":"google/veo-3.1"}]}""", "google/veo-3.1", false)]
    [InlineData(200, """{"data":[{"id":"alibaba/wan-2.7","seed":"yes"}]}""", "alibaba/wan-2.7", false)]
    [InlineData(200, "<html>", "alibaba/wan-2.7", false)]
    [InlineData(503, "{}", "alibaba/wan-2.7", false)]
    public async Task The_seed_is_sent_where_the_catalogue_says_that_the_model_takes_one(int status, string catalogue, string model, bool isSent)
    {
        _bench.Vendor.Answers[OpenRouterBench.Catalogue] = (status, catalogue);
        OpenRouterProvider provider = _bench.Open();
        ModelPreset preset = OpenRouterBench.Config.Find(model)!;
        SegmentOrder order = _bench.Order("job") with { Preset = preset, SlotSeconds = PresetSlots.Of(preset.Duration)[0], Seed = 42 };

        JsonNode first = JsonNode.Parse((await provider.PrepareAsync(order, CancellationToken.None)).ShouldBeOfType<PrepareResult.Ready>().Payload)!;
        JsonNode again = JsonNode.Parse((await provider.PrepareAsync(order, CancellationToken.None)).ShouldBeOfType<PrepareResult.Ready>().Payload)!;

        ((long?)first["seed"]).ShouldBe(isSent ? 42 : null);
        ((long?)again["seed"]).ShouldBe(isSent ? 42 : null);
        _bench.Vendor.SeenAt(OpenRouterBench.Catalogue).ShouldHaveSingleItem().Login.ShouldBeNull();
    }

    [Fact]
    public async Task Whether_the_key_is_taken_is_asked_without_spending()
    {
        (await _bench.Open().AskKeyAsync(CancellationToken.None)).ShouldBe(new KeyAnswer.Accepted("$74.50 of its limit are left"));

        ScriptedQuestion asked = _bench.Vendor.Seen.ShouldHaveSingleItem();
        (asked.Method, asked.Address.AbsoluteUri).ShouldBe((HttpMethod.Get, "https://openrouter.ai/api/v1/key"));
    }

    [Fact]
    public async Task A_submit_names_where_to_call_back_and_is_accepted_with_the_address_to_poll()
    {
        ProviderJob job = (await SubmitAsync(new Uri("https://films.example.com/webhooks/openrouter/job.token"))).ShouldBeOfType<SubmitResult.Accepted>().Job;

        (job.RequestId, job.StatusUrl!.AbsoluteUri).ShouldBe((OpenRouterBench.Id, $"https://openrouter.ai/api/v1/videos/{OpenRouterBench.Id}"));
        JsonNode sent = JsonNode.Parse(_bench.Vendor.Seen.ShouldHaveSingleItem().Body)!;
        sent["callback_url"]!.GetValue<string>().ShouldBe("https://films.example.com/webhooks/openrouter/job.token");
        sent["session_id"]!.GetValue<string>().ShouldBe("job");
    }

    [Theory]
    [InlineData("https://openrouter.ai/api/v1/videos/elsewhere", "https://openrouter.ai/api/v1/videos/elsewhere")]
    [InlineData("/api/v1/videos/elsewhere", "https://openrouter.ai/api/v1/videos/elsewhere")]
    [InlineData("videos/elsewhere", "https://openrouter.ai/api/v1/videos/elsewhere")]
    [InlineData("https://evil.test/api/v1/videos/x", "https://openrouter.ai/api/v1/videos/" + OpenRouterBench.Id)]
    [InlineData("//evil.test/x", "https://openrouter.ai/api/v1/videos/" + OpenRouterBench.Id)]
    public async Task The_address_to_poll_is_followed_at_the_providers_own_origin_only(string given, string used)
    {
        _bench.Vendor.Answers[OpenRouterBench.Submit] = OpenRouterBench.Accepting(given);

        (await SubmitAsync()).ShouldBeOfType<SubmitResult.Accepted>().Job.StatusUrl!.AbsoluteUri.ShouldBe(used);
    }

    [Fact]
    public async Task An_address_to_poll_that_leads_nowhere_proves_nothing_about_the_job()
    {
        _bench.Vendor.Answers[OpenRouterBench.Submit] = OpenRouterBench.Accepting("videos/elsewhere");

        (await EndedAsync(""" "status":"completed" """)).ShouldBeOfType<JobStatus.Succeeded>();
    }

    [Theory]
    [InlineData(500)]
    [InlineData(502)]
    [InlineData(503)]
    [InlineData(408)]
    [InlineData(499)]
    [InlineData(303)]
    public async Task A_submit_that_may_have_arrived_is_unknown_and_never_sent_again(int status)
    {
        _bench.Vendor.Answers[OpenRouterBench.Submit] = (status, """{"error":{"code":500,"message":"upstream"}}""");

        (await SubmitAsync()).ShouldBeOfType<SubmitResult.Unknown>();

        _bench.Vendor.Seen.Count.ShouldBe(1);
    }

    [Theory]
    [InlineData(400, "duration must be one of 2..10", FailureError.ProviderError)]
    [InlineData(402, "Insufficient credits", FailureError.ProviderError)]
    [InlineData(403, "Your input was flagged by moderation", FailureError.ContentRejected)]
    [InlineData(404, "No such model", FailureError.ProviderError)]
    [InlineData(413, "too large", FailureError.ProviderError)]
    [InlineData(429, "Rate limit", FailureError.ProviderError)]
    public async Task A_refusal_costs_nothing(int status, string message, FailureError error)
    {
        _bench.Vendor.Answers[OpenRouterBench.Submit] = (status, $$$"""{"error":{"code":{{{status}}},"message":"{{{message}}}"}}""");

        ProviderFailure failure = (await SubmitAsync()).ShouldBeOfType<SubmitResult.Refused>().Failure;

        (failure.Error, failure.Billed).ShouldBe((error, Billed.No));
        failure.Message.ShouldNotBeNullOrWhiteSpace();
    }

    [Theory]
    [InlineData(""" "status":"failed","error":"Blocked by the content policy","usage":{"cost":0} """, FailureError.ContentRejected, Billed.No)]
    [InlineData(""" "status":"failed","error":"Your prompt violates our usage guidelines.","usage":{"cost":0} """, FailureError.ContentRejected, Billed.No)]
    [InlineData(""" "status":"failed","error":"Generation was blocked","usage":{"cost":"0"} """, FailureError.ContentRejected, Billed.No)]
    [InlineData(""" "status":"failed","error":"upstream broke","usage":{"cost":0.3} """, FailureError.ProviderError, Billed.Yes, true)]
    [InlineData(""" "status":"failed","error":"upstream broke","usage":{"cost":"0.3"} """, FailureError.ProviderError, Billed.Yes, true)]
    [InlineData(""" "status":"failed","error":"Generation timed out","usage":{"cost":0} """, FailureError.ProviderError, Billed.No, true)]
    [InlineData(""" "status":"failed","error":"no","usage":{"cost":0} """, FailureError.ProviderError, Billed.No, null)]
    [InlineData(""" "status":"failed","error":"upstream broke" """, FailureError.ProviderError, Billed.Unknown, true)]
    [InlineData(""" "status":"expired","usage":null """, FailureError.ProviderError, Billed.Unknown, null)]
    public async Task A_failure_says_what_it_cost_where_the_bill_does_and_whether_the_same_may_work_later(string end, FailureError error, Billed billed, bool? retryable = false)
    {
        ProviderFailure failure = (await EndedAsync(end)).ShouldBeOfType<JobStatus.Failed>().Failure;

        (failure.Error, failure.Billed, failure.Retryable).ShouldBe((error, billed, retryable));
    }

    [Fact]
    public async Task A_clip_is_settled_by_the_dollars_of_the_bill_and_fetched_with_the_key_from_openrouter_only()
    {
        ProviderClip clip = (await EndedAsync(""" "status":"completed","usage":{"cost":0.31,"is_byok":false} """)).ShouldBeOfType<JobStatus.Succeeded>().Clip;

        OpenRouterBench.Config.Find(OpenRouterBench.Model)!.Price.OfUnits(clip.BilledUnits, 3).ShouldBe(0.31m);
        clip.Address.AbsoluteUri.ShouldBe($"https://openrouter.ai/api/v1/videos/{OpenRouterBench.Id}/content?index=0");
        using var own = new HttpRequestMessage(HttpMethod.Get, clip.Address);
        using var plain = new HttpRequestMessage(HttpMethod.Get, "http://openrouter.ai/api/v1/x");
        var job = new ProviderJob(OpenRouterBench.Id, OpenRouterBench.Model);
        _bench.Open().SignIn(own, job);
        _bench.Open().SignIn(plain, job);
        own.Headers.Authorization!.ToString().ShouldBe($"Bearer {OpenRouterBench.Key}");
        plain.Headers.Authorization.ShouldBeNull();
    }

    [Theory]
    [InlineData("""{"type":"video.generation.completed","data":{"id":"gen-1","status":"completed","usage":{"cost":0.3}}}""", typeof(JobStatus.Succeeded))]
    [InlineData("""{"type":"video.generation.failed","data":{"id":"gen-1","status":"failed","error":"x"}}""", typeof(JobStatus.Failed))]
    [InlineData("""{"type":"video.generation.cancelled","data":{"id":"gen-1","status":"cancelled"}}""", typeof(JobStatus.Cancelled))]
    [InlineData("""{"unsigned":true,"data":{"id":"gen-1"}}""", typeof(JobStatus.Unreachable))]
    public void A_callback_says_what_became_of_the_job_unless_nobody_signed_it(string body, Type said)
    {
        DeliveryReading reading = _bench.Open().ReadDelivery(new Submission("job", OpenRouterBench.Model, "{}"), body)!;

        reading.Job.RequestId.ShouldBe("gen-1");
        reading.Status.ShouldBeOfType(said);
    }

    [Fact]
    public async Task Without_a_key_it_says_what_to_set_and_sends_nothing()
    {
        var none = new VendorCredentials("OpenRouter", "OPENROUTER_API_KEY", _ => null);
        using var http = new HttpMessageInvoker(_bench.Vendor, disposeHandler: false);
        var provider = new OpenRouterProvider(_bench.Options, none, _bench, http, TimeProvider.System);

        (await provider.CheckAsync(CancellationToken.None)).ShouldHaveSingleItem().Remedy.ShouldContain("OPENROUTER_API_KEY");
        (await provider.SubmitAsync(new Submission("job", OpenRouterBench.Model, "{}"), CancellationToken.None)).ShouldBeOfType<SubmitResult.Refused>().Failure.Billed.ShouldBe(Billed.No);
        _bench.Vendor.Seen.ShouldBeEmpty();
    }

    [Fact]
    public void Keys_that_must_not_be_sent_are_not()
    {
        var keys = new VendorCredentials("OpenRouter", "OPENROUTER_API_KEY", _ => "another-secret") { Prefix = "sk-or-", IsWithheld = name => name == "VIDEOGEN_SECRET" };

        keys.Check("VIDEOGEN_SECRET")!.Message.ShouldContain("never sent");
        keys.Check("OTHER")!.Message.ShouldContain("has not the form");
        keys.Check("OTHER")!.ToString().ShouldNotContain("another-secret");
    }

    private async Task<SubmitResult> SubmitAsync(Uri? webhook = null)
    {
        OpenRouterProvider provider = _bench.Open();
        string payload = (await provider.PrepareAsync(_bench.Order("job"), CancellationToken.None)).ShouldBeOfType<PrepareResult.Ready>().Payload;
        return await provider.SubmitAsync(new Submission("job", OpenRouterBench.Model, payload, webhook), CancellationToken.None);
    }

    private async Task<JobStatus> EndedAsync(string end)
    {
        ProviderJob job = (await SubmitAsync()).ShouldBeOfType<SubmitResult.Accepted>().Job;
        _bench.Vendor.Answers[OpenRouterBench.Status] = OpenRouterBench.Standing(end);
        return await _bench.Open().GetStatusAsync(job, CancellationToken.None);
    }
}
