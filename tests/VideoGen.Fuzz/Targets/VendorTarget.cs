using System.Collections.Immutable;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using VideoGen.Catalog;
using VideoGen.Frames;
using VideoGen.OpenRouter;
using VideoGen.OpenRouter.Catalog;
using VideoGen.Providers;
using VideoGen.Providers.Http;
using VideoGen.Runway;
using VideoGen.Testing.Catalog;

namespace VideoGen.Fuzz.Targets;

/// <summary>
/// Everything of OpenRouter's and Runway's that is read: the answers to submit, status, upload and the question about the key, errors, callbacks with
/// their signature and without, and the catalogue. What they answer cannot stop the agent, lose a paid job or send a key away.
/// </summary>
internal sealed class VendorTarget : ITarget, IDisposable
{
    private const string Secret = "whsec_fuzz";
    private const string Key = "sk-or-v1-fuzz";
    private const string Model = "alibaba/wan-2.7";
    private static readonly int[] Codes = [200, 202, 302, 303, 307, 400, 401, 402, 403, 404, 413, 429, 499, 500, 503];
    private static readonly DateTimeOffset Now = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly bool _planted;
    private readonly Submission _submission = new("job_1", Model, "{}");
    private readonly ProviderJob _job = new("gen-1", Model);
    private readonly FrameStill _still = new("SCENE_1_SHOT_1", "", "", new string('0', 64), "image/png", 1, 1, 3);
    private readonly OpenRouterOptions _options = new() { ReadAttempts = 1 };
    private readonly VendorCredentials _keys = new("OpenRouter", "OPENROUTER_API_KEY", name => name == "OPENROUTER_WEBHOOK_SECRET" ? Secret : Key);
    private readonly VendorCredentials _noSecret = new("OpenRouter", "OPENROUTER_API_KEY", _ => null);
    private readonly ProviderConfig _config = ShippedCatalog.Read().Provider(OpenRouterProvider.WireName)!;
    private readonly Everything _vendor = new();
    private readonly HttpMessageInvoker _http;
    private readonly OpenRouterProvider _openRouter;
    private readonly RunwayProvider _runway;
    private readonly RunwayUploads _uploads;
    private readonly OpenRouterWebhookReceiver _unsigned;
    private readonly OpenRouterWebhookReceiver _receiver;
    private readonly OpenRouterCatalogue _catalogue;

    /// <param name="planted">True takes for granted that a finished task names its clip.</param>
    public VendorTarget(bool planted)
    {
        _planted = planted;
        var time = new StoppedTime();
        _http = new HttpMessageInvoker(_vendor);
        var runway = new RunwayOptions { ReadAttempts = 1 };
        var channel = new ProviderChannel(_http, runway.ApiUrl, new SenderLimits("runway", runway.AnswerMaxBytes, 10, []), TimeSpan.FromSeconds(30), 1, time);
        _openRouter = new OpenRouterProvider(_options, _keys, new MemoryCatalog(), _http, time);
        _runway = new RunwayProvider(runway, _keys, new MemoryCatalog(), _http, time, home: "");
        _uploads = new RunwayUploads(channel, runway, new UploadMemory("", TimeSpan.Zero, time, RunwayUploads.IsAddress, NullLogger.Instance));
        _unsigned = new OpenRouterWebhookReceiver(_options, _noSecret, time);
        _receiver = new OpenRouterWebhookReceiver(_options, _keys, time);
        _catalogue = new OpenRouterCatalogue(_options, _http, time);
    }

    public IReadOnlyList<string> Words { get; } =
        ["id", "gen-vid-1760000000-AbCdEfGhIjKlMnOpQrSt", "17f20503-6c24-4c16-946b-35dbbce2af2f", "polling_url", "/api/v1/videos/x", "https://evil.test/x", "//evil.test", "status", "pending", "in_progress", "completed", "failed", "cancelled", "expired", "error", "code", "message", "usage", "cost", "is_byok", "data", "type", "video.generation.completed", "unsigned", "PENDING", "THROTTLED", "RUNNING", "SUCCEEDED", "FAILED", "CANCELLED", "progress", "output", "https://x.test/clip.mp4?_jwt=1", "failure", "failureCode", "SAFETY.INPUT.TEXT", "ASSET.INVALID", "credits", "estimatedCost", "supported_durations", "supported_sizes", "1280x720", "supported_frame_images", "first_frame", "last_frame", "pricing_skus", "duration_seconds", "cents_per_second_output_720p", "moderation", "issues", "path", "runwayUri", "runway://upload/1", "uploadUrl", "https://storage.test/u", "http://169.254.169.254/", "fields", "creditBalance", "limit_remaining", "seed"];

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
        _vendor.Body = body;
        foreach (int code in Codes)
        {
            _vendor.Code = code;
            Submitted(code, Of(_openRouter.SubmitAsync(_submission, CancellationToken.None)), "openrouter.ai");
            Submitted(code, Of(_runway.SubmitAsync(_submission, CancellationToken.None)), host: null);
            Stands(Of(_openRouter.GetStatusAsync(_job, CancellationToken.None)));
            Stands(Of(_runway.GetStatusAsync(_job, CancellationToken.None)));
        }

        _vendor.Code = 200;
        Rule.Require(Of(_openRouter.AskKeyAsync(CancellationToken.None)) is not null && Of(_runway.AskKeyAsync(CancellationToken.None)) is not null, "A key that is there is asked about.");
        Uploaded();
        if (_planted && JsonAnswer.Read(body)?["output"] is { } output)
        {
            _ = output[0]!.GetValue<string>();
        }

        if (_openRouter.ReadDelivery(_submission, body) is { } reading)
        {
            Rule.Require(KeyedChannel.IsId(reading.Job.RequestId), "A delivery names its job.");
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
                Rule.Require(code < 300 && KeyedChannel.IsId(job.RequestId), "A job that was taken has an id that is part of an address and nothing else.");
                Rule.Require(host is null ? job.StatusUrl is null : job.StatusUrl is { Scheme: "https" } address && address.Host == host, "A key goes to the vendor's host only.");
                break;
            case SubmitResult.Refused { Failure: var failure }:
                Rule.Require(code is >= 400 and < 499 or 302 or 307 && failure.Billed == Billed.No, "Only a refusal is a refusal, and costs nothing.");
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

    private void Uploaded()
    {
        _vendor.Uploads.Clear();
        (string? address, string? problem) = _uploads.SendAsync(_still, [1, 2, 3], ProviderKey.From(Key)!, CancellationToken.None).GetAwaiter().GetResult();
        Rule.Require(address is null ? problem is { Length: > 0 and <= 1_200 } : RunwayUploads.IsAddress(address), "An upload has an address, or a sentence.");
        Rule.Require(_vendor.Uploads.TrueForAll(u => u is { Scheme: "https", HostNameType: UriHostNameType.Dns }), "A picture goes over TLS to a public name.");
    }

    // Everything answers at once.
    private static T Of<T>(ValueTask<T> answer) => answer.AsTask().GetAwaiter().GetResult();

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
        Rule.Require(
            Of(_unsigned.ReceiveAsync(_ => null, body, "job_1.token", CancellationToken.None)) is not WebhookOutcome.Verified nudge
                || _openRouter.ReadDelivery(_submission, nudge.Body) is { Status: JobStatus.Unreachable },
            "Where nothing is signed, a callback says only that the job is worth a look.");
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

        public int Code { get; set; } = 200;

        /// <summary>Where bytes without a key went.</summary>
        public List<Uri> Uploads { get; } = [];

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            bool isOwn = request.RequestUri is { Scheme: "https", Host: "openrouter.ai" or "api.dev.runwayml.com" };
            Rule.Require(request.Headers.Authorization is null || isOwn, "A key goes to the vendor's host only.");
            if (request.Method == HttpMethod.Post && request.Headers.Authorization is null)
            {
                Uploads.Add(request.RequestUri!);
            }

            return Task.FromResult(new HttpResponseMessage((HttpStatusCode)Code) { Content = new StringContent(Body) });
        }
    }

    private sealed class StoppedTime : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => Now;
    }
}
