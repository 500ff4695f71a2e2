using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using VideoGen.Catalog;
using VideoGen.Providers;

namespace VideoGen.Replicate.Tests;

/// <summary>The worked example of CONTRIBUTING.md, beyond the contract.</summary>
public sealed class ReplicateProviderTests : IDisposable
{
    private static readonly Uri Webhook = new("https://agent.test/webhooks/replicate/job-1.token");

    private readonly ReplicateBench _bench = new();

    public void Dispose() => _bench.Dispose();

    [Fact]
    public void Its_config_keeps_the_rules() => ProviderConfigCheck.Check(ReplicateBench.Config).ShouldBeEmpty();

    [Fact]
    public async Task A_submit_carries_the_input_of_the_preset_and_the_webhook_of_the_job_and_is_found_by_it()
    {
        Submission submission = await SubmissionAsync();

        (await _bench.Open().SubmitAsync(submission, default)).ShouldBeOfType<SubmitResult.Accepted>();

        JsonNode sent = JsonNode.Parse(_bench.Vendor.Seen.ShouldHaveSingleItem().Body)!;
        ((string?)sent["input"]!["prompt"], (int)sent["input"]!["duration"]!, (bool)sent["input"]!["generate_audio"]!).ShouldBe(("A slow push-in.", 4, false));
        ((string?)sent["input"]!["image"]).ShouldNotBeNull().ShouldStartWith("data:image/png;base64,");
        (await _bench.Open().FindAsync(submission, default, default)).ShouldBeOfType<FindResult.Found>().Job.RequestId.ShouldBe(SmallReplicate.Id);
    }

    [Theory]
    [InlineData(422, typeof(SubmitResult.Refused))]
    [InlineData(429, typeof(SubmitResult.Refused))]
    [InlineData(500, typeof(SubmitResult.Unknown))]
    [InlineData(504, typeof(SubmitResult.Unknown))]
    public async Task What_may_have_arrived_is_unknown_and_nothing_is_sent_twice(int status, Type result)
    {
        _bench.Vendor.OnSubmit = (status, """{"detail":"Request was throttled. Your rate limit resets in ~30s."}""");

        (await _bench.Open().SubmitAsync(await SubmissionAsync(), default)).ShouldBeOfType(result);

        _bench.Vendor.Seen.Count.ShouldBe(1);
    }

    [Theory]
    [InlineData("""{"id":"a","status":"processing"}""", typeof(JobStatus.Running))]
    [InlineData("""{"id":"a","status":"succeeded","output":["https://replicate.delivery/a.mp4"]}""", typeof(JobStatus.Succeeded))]
    [InlineData("""{"id":"a","status":"succeeded","output":null}""", typeof(JobStatus.Unread))]
    [InlineData("""{"id":"a","status":"failed","error":"NSFW"}""", typeof(JobStatus.Failed))]
    [InlineData("""{"id":"a","status":"aborted"}""", typeof(JobStatus.Failed))]
    [InlineData("""{"id":"a","status":"canceled"}""", typeof(JobStatus.Cancelled))]
    [InlineData("""{"id":"a","status":"dreaming"}""", typeof(JobStatus.Unreachable))]
    public async Task A_delivery_is_the_prediction_itself(string body, Type status) =>
        _bench.Open().ReadDelivery(await SubmissionAsync(), body).ShouldNotBeNull().Status.ShouldBeOfType(status);

    [Fact]
    public async Task Deliveries_are_believed_by_their_signature_alone()
    {
        const string body = """{"id":"gm3qorzdhgbfurvjtvhg6dckhu","status":"succeeded"}""";
        string now = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds().ToString(System.Globalization.CultureInfo.InvariantCulture);
        string signature = Convert.ToBase64String(HMACSHA256.HashData(Convert.FromBase64String(ReplicateBench.Secret[6..]), Encoding.UTF8.GetBytes($"msg_1.{now}.{body}")));

        (await ReceiveAsync(now, $"v1,AAAA v1,{signature}", body)).ShouldBeOfType<WebhookOutcome.Verified>().RequestId.ShouldBe(SmallReplicate.Id);
        (await ReceiveAsync(now, $"v1,{signature}", body.Replace("succeeded", "failed", StringComparison.Ordinal))).ShouldBeOfType<WebhookOutcome.Forged>();
        (await ReceiveAsync("1700000000", $"v1,{signature}", body)).ShouldBeOfType<WebhookOutcome.Stale>();
        (await ReceiveAsync(now, null, body)).ShouldBeOfType<WebhookOutcome.Malformed>();
    }

    [Fact]
    public async Task It_is_added_to_an_agent_by_one_line()
    {
        await using ServiceProvider services = new ServiceCollection().AddVideoGen(o => (o.Home, o.DefaultProvider) = ("/tmp/videogen", "replicate")).AddReplicate()
            .AddCatalogSource(_ => new ReplicateBench()).Services.BuildServiceProvider();

        services.GetServices<IVideoProvider>().ShouldHaveSingleItem().Name.ShouldBe("replicate");
        services.GetServices<IWebhookReceiver>().ShouldHaveSingleItem().Provider.ShouldBe("replicate");
    }

    private async Task<Submission> SubmissionAsync()
    {
        var ready = (PrepareResult.Ready)await _bench.Open().PrepareAsync(_bench.Order("job-1"), default);
        return new Submission("job-1", "google/veo-3.1-fast", ready.Payload, Webhook);
    }

    private static ValueTask<WebhookOutcome> ReceiveAsync(string timestamp, string? signature, string body) => new ReplicateWebhookReceiver(ReplicateBench.Credentials, TimeProvider.System).ReceiveAsync(
        name => name switch { "webhook-id" => "msg_1", "webhook-timestamp" => timestamp, "webhook-signature" => signature, _ => null }, Encoding.UTF8.GetBytes(body), "job-1.token", default);
}
