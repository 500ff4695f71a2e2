using System.Collections.Immutable;
using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using VideoGen.Catalog;
using VideoGen.OpenRouter;
using VideoGen.OpenRouter.Catalog;
using VideoGen.Providers;
using VideoGen.Providers.Http;
using VideoGen.Runway;
using VideoGen.Testing.Catalog;

namespace VideoGen.Fuzz.Targets;

/// <summary>
/// The bodies of OpenRouter's and Runway's answers: submit, status, error, callback and catalogue. What they answer cannot stop the agent, lose a
/// paid job or send a key away.
/// </summary>
internal sealed class VendorTarget : ITarget, IDisposable
{
    private const string Secret = "whsec_fuzz";
    private const string Model = "alibaba/wan-2.7";
    private static readonly int[] Codes = [200, 202, 400, 401, 402, 403, 404, 413, 429, 500, 503];
    private static readonly DateTimeOffset Now = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly bool _planted;
    private readonly HttpResponseHeaders _headers = new HttpResponseMessage().Headers;
    private readonly Submission _submission = new("job_1", Model, "{}");
    private readonly OpenRouterOptions _options = new() { ReadAttempts = 1 };
    private readonly VendorCredentials _keys = new("OpenRouter", "OPENROUTER_API_KEY", name => name == "OPENROUTER_WEBHOOK_SECRET" ? Secret : null);
    private readonly ProviderConfig _config = ShippedCatalog.Read().Provider(OpenRouterProvider.WireName)!;
    private readonly Everything _vendor = new();
    private readonly HttpMessageInvoker _http;
    private readonly ProviderChannel _channel;
    private readonly OpenRouterProvider _openRouter;
    private readonly OpenRouterWebhookReceiver _receiver;
    private readonly OpenRouterCatalogue _catalogue;

    /// <param name="planted">True takes for granted that a finished task names its clip.</param>
    public VendorTarget(bool planted)
    {
        _planted = planted;
        var time = new StoppedTime();
        _http = new HttpMessageInvoker(_vendor);
        _channel = new ProviderChannel(_http, _options.ApiUrl, new SenderLimits("openrouter", _options.AnswerMaxBytes, 10, []), TimeSpan.FromSeconds(30), 1, time);
        _openRouter = new OpenRouterProvider(_options, _keys, new MemoryCatalog(), _http, time);
        _receiver = new OpenRouterWebhookReceiver(_options, _keys, time);
        _catalogue = new OpenRouterCatalogue(_options, _http, time);
    }

    public IReadOnlyList<string> Words { get; } =
        ["id", "gen-vid-1760000000-AbCdEfGhIjKlMnOpQrSt", "17f20503-6c24-4c16-946b-35dbbce2af2f", "polling_url", "/api/v1/videos/x", "https://evil.test/x", "//evil.test", "status", "pending", "in_progress", "completed", "failed", "cancelled", "expired", "error", "code", "message", "usage", "cost", "is_byok", "data", "type", "video.generation.completed", "unsigned", "PENDING", "THROTTLED", "RUNNING", "SUCCEEDED", "FAILED", "CANCELLED", "progress", "output", "https://x.test/clip.mp4?_jwt=1", "failure", "failureCode", "SAFETY.INPUT.TEXT", "ASSET.INVALID", "credits", "estimatedCost", "supported_durations", "supported_sizes", "1280x720", "supported_frame_images", "first_frame", "last_frame", "pricing_skus", "duration_seconds", "cents_per_second_output_720p", "moderation"];

    public InputKind Kind => InputKind.Json;

    public long Allowance(int bytes) => 4_000_000 + 1_200L * bytes;

    public void Dispose()
    {
        _http.Dispose();
        _vendor.Dispose();
    }

    public void Try(byte[] input)
    {
        string body = Encoding.UTF8.GetString(input);
        foreach (int code in Codes)
        {
            var answer = JsonAnswer.From(code, _headers, body, Now);
            Submitted(code, OpenRouterAnswers.Submitted(answer, _submission, _channel), "openrouter.ai");
            Submitted(code, RunwayAnswers.Submitted(answer, _submission), host: null);
            if (answer.Json is { } json)
            {
                Stands(OpenRouterAnswers.Status(json, body, "gen-1", _channel));
                Stands(RunwayAnswers.Status(json, body));
            }
        }

        if (_planted && JsonAnswer.Read(body)?["output"] is { } output)
        {
            _ = output[0]!.GetValue<string>();
        }

        if (_openRouter.ReadDelivery(_submission, body) is { } reading)
        {
            Rule.Require(OpenRouterAnswers.IsId(reading.Job.RequestId), "A delivery names its job.");
            Stands(reading.Status);
        }

        Called(input);
        Proposed(body);
    }

    private static void Submitted(int code, SubmitResult result, string? host)
    {
        switch (result)
        {
            case SubmitResult.Accepted { Job: var job }:
                Rule.Require(code < 300 && OpenRouterAnswers.IsId(job.RequestId), "A job that was taken has an id that is part of an address and nothing else.");
                Rule.Require(host is null ? job.StatusUrl is null : job.StatusUrl is { Scheme: "https" } address && address.Host == host, "A key goes to the vendor's host only.");
                break;
            case SubmitResult.Refused { Failure: var failure }:
                Rule.Require(code is >= 400 and < 500 && failure.Billed == Billed.No, "Only a refusal is a refusal, and costs nothing.");
                Said(failure);
                break;
            case SubmitResult.Unknown { Message: var message }:
                Rule.Require(message.Length is > 0 and <= 1_200, "What is unknown has a sentence.");
                break;
        }
    }

    private static void Stands(JobStatus status)
    {
        switch (status)
        {
            case JobStatus.Succeeded { Clip: var clip }:
                Rule.Require(clip.Address.IsAbsoluteUri && clip.Address.Scheme is "http" or "https", "A clip has an address that can be fetched.");
                Rule.Require(clip.BilledUnits is null or >= 0, "A bill is not negative.");
                break;
            case JobStatus.Failed { Failure: var failure }:
                Said(failure);
                Rule.Require(failure.BilledUnits is not > 0 || failure.Billed == Billed.Yes, "What was billed is said.");
                break;
            case JobStatus.Running { Progress: var progress }:
                Rule.Require(progress is null or (>= 0 and <= 1), "A progress is between nothing and all.");
                break;
        }
    }

    private static void Said(ProviderFailure failure) => Rule.Require(failure.Message.Length is > 0 and <= 1_200, "A failure has a sentence.");

    private void Called(byte[] body)
    {
        string time = Now.ToUnixTimeSeconds().ToString(System.Globalization.CultureInfo.InvariantCulture);
        byte[] signed = [.. Encoding.ASCII.GetBytes(time + ","), .. body];
        string own = Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(Secret), signed));
        string other = Convert.ToHexStringLower(HMACSHA256.HashData("another"u8, signed));
        Rule.Require(Receive($"t={time},v1={own}", body) is WebhookOutcome.Verified or WebhookOutcome.Malformed, "What OpenRouter signed is not called forged.");
        Rule.Require(Receive($"t={time},v1={other}", body) is not WebhookOutcome.Verified, "A forged callback is never accepted.");
        Rule.Require(Receive(Encoding.Latin1.GetString(body.AsSpan(0, Math.Min(body.Length, 200))), body) is not WebhookOutcome.Verified, "A callback without a signature is never accepted.");
    }

    private WebhookOutcome Receive(string signature, byte[] body) =>
        _receiver.ReceiveAsync(name => name == "X-OpenRouter-Signature" ? signature : null, body, "job_1.token", CancellationToken.None).AsTask().GetAwaiter().GetResult();

    private void Proposed(string body)
    {
        _vendor.Body = body;
        (ImmutableArray<CatalogueModel> models, Contract.Problem? problem) = _catalogue.ReadAsync(CancellationToken.None).GetAwaiter().GetResult();
        if (problem is not null)
        {
            Rule.Readable([problem]);
        }

        foreach (PresetProposal proposal in PresetRefresh.Compare(_config, models))
        {
            Rule.Require(proposal.Lines.Length > 0, "A proposal says what would change.");
            Rule.Require(proposal.Preset is null || PresetCheck.Check(proposal.Preset, "").IsEmpty, "A proposal can be published.", proposal.Model);
        }
    }

    private sealed class Everything : HttpMessageHandler
    {
        public string Body { get; set; } = "";

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            Task.FromResult(new HttpResponseMessage(HttpStatusCode.OK) { Content = new StringContent(Body) });
    }

    private sealed class StoppedTime : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => Now;
    }
}
