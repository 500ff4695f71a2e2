using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace VideoGen.Fal;

/// <summary>
/// Settings of the fal.ai provider itself, section <c>fal</c>. Checked by <see cref="FalOptionsCheck"/>; every address but those of
/// pictures and clips comes from here, and the key goes to no other host. A composition root adds settings of its own by inheriting.
/// </summary>
public record FalOptions
{
    /// <summary>Name of the section.</summary>
    public const string SectionName = "fal";

    /// <summary>Queue: submit, status, result, cancel. Default <c>https://queue.fal.run</c>.</summary>
    [Description("Address of fal's queue.")]
    [DefaultValue("https://queue.fal.run")]
    public Uri QueueUrl { get; set; } = new("https://queue.fal.run");

    /// <summary>Blocking endpoint. Default <c>https://fal.run</c>.</summary>
    [Description("Address of fal's blocking endpoint.")]
    [DefaultValue("https://fal.run")]
    public Uri SyncUrl { get; set; } = new("https://fal.run");

    /// <summary>Storage for frames. Default <c>https://rest.fal.ai</c>.</summary>
    [Description("Address of fal's storage, which stills are uploaded to.")]
    [DefaultValue("https://rest.fal.ai")]
    public Uri RestUrl { get; set; } = new("https://rest.fal.ai");

    /// <summary>Key set of the webhook signatures. Default <c>https://rest.fal.ai/.well-known/jwks.json</c>. Read without a key.</summary>
    [Description("Address of the key set that signs fal's webhooks.")]
    [DefaultValue("https://rest.fal.ai/.well-known/jwks.json")]
    public Uri JwksUrl { get; set; } = new("https://rest.fal.ai/.well-known/jwks.json");

    /// <summary>Platform API: request history. Default <c>https://api.fal.ai/v1</c>.</summary>
    [Description("Address of fal's platform API, for the request history.")]
    [DefaultValue("https://api.fal.ai/v1")]
    public Uri PlatformUrl { get; set; } = new("https://api.fal.ai/v1");

    /// <summary>How frames reach fal. Default <see cref="FalFrameTransfer.Upload"/>.</summary>
    [Description("How stills reach fal: upload to its storage, data_uri inside the request, or their own public address.")]
    [DefaultValue(FalFrameTransfer.Upload)]
    public FalFrameTransfer FrameTransfer { get; set; } = FalFrameTransfer.Upload;

    /// <summary>Lets fal run a failed job again by itself. Default false: <c>X-Fal-No-Retry: 1</c> is sent.</summary>
    [Description("true lets fal repeat a failed run on its own, which may bill twice; false switches it off by header.")]
    [DefaultValue(false)]
    public bool AllowProviderRetries { get; set; }

    /// <summary>Lets fal hand a job to another model or provider. Default false: <c>x-app-fal-disable-fallback: true</c> is sent.</summary>
    [Description("true lets fal fall back to another model; false switches it off by header.")]
    [DefaultValue(false)]
    public bool AllowFallback { get; set; }

    /// <summary>Place in fal's queue. Default <see cref="FalQueuePriority.Normal"/>.</summary>
    [Description("Place in fal's queue.")]
    [DefaultValue(FalQueuePriority.Normal)]
    public FalQueuePriority QueuePriority { get; set; } = FalQueuePriority.Normal;

    /// <summary>Seconds within which fal must begin to work on a job, 1.1 to 86 400; null (default) sets no limit.</summary>
    [Description("Seconds within which fal must begin to work on a job; absent for no limit.")]
    [Range(1.1, 86_400d)]
    public decimal? StartTimeoutSeconds { get; set; }

    /// <summary>Seconds to establish a connection, 1 to 120; default 10.</summary>
    [Description("Seconds to establish a connection.")]
    [Range(1, 120)]
    [DefaultValue(10)]
    public int ConnectTimeoutSeconds { get; set; } = 10;

    /// <summary>Seconds to wait for the answer to a submit, 5 to 600; default 120. After that the submission is unknown, never sent again.</summary>
    [Description("Seconds to wait for the answer to a submit.")]
    [Range(5, 600)]
    [DefaultValue(120)]
    public int RequestTimeoutSeconds { get; set; } = 120;

    /// <summary>Seconds to wait for a clip on the blocking endpoint, 30 to 3 600; default 600.</summary>
    [Description("Seconds to wait for a clip on the blocking endpoint.")]
    [Range(30, 3_600)]
    [DefaultValue(600)]
    public int BlockingTimeoutSeconds { get; set; } = 600;

    /// <summary>Seconds for one read of a status or result, 1 to 120; default 30.</summary>
    [Description("Seconds for one read of a status or a result.")]
    [Range(1, 120)]
    [DefaultValue(30)]
    public int ReadTimeoutSeconds { get; set; } = 30;

    /// <summary>Tries of one read before it counts as unreachable, 1 to 10; default 3.</summary>
    [Description("Tries of one read before fal counts as unreachable for now.")]
    [Range(1, 10)]
    [DefaultValue(3)]
    public int ReadAttempts { get; set; } = 3;

    /// <summary>Seconds for one upload of a frame or of a part of one, 5 to 3 600; default 300.</summary>
    [Description("Seconds for one upload of a frame or of a part of one.")]
    [Range(5, 3_600)]
    [DefaultValue(300)]
    public int UploadTimeoutSeconds { get; set; } = 300;

    /// <summary>Days an uploaded frame is taken to be still there, 0 to 365; default 6. 0 uploads every time.</summary>
    [Description("Days an uploaded frame is taken to be still there.")]
    [Range(0, 365)]
    [DefaultValue(6)]
    public int UploadMaxAgeDays { get; set; } = 6;

    /// <summary>Minutes after which a submission that the request history does not list never happened, 5 to 10 080; default 120.</summary>
    [Description("Minutes after which a submission that fal's request history does not list counts as never arrived.")]
    [Range(5, 10_080)]
    [DefaultValue(120)]
    public int HistoryCompleteAfterMinutes { get; set; } = 120;

    /// <summary>Seconds a webhook's timestamp may differ from our clock, 1 to 86 400; default 300.</summary>
    [Description("Seconds a webhook's timestamp may differ from the local clock.")]
    [Range(1, 86_400)]
    [DefaultValue(300)]
    public int WebhookToleranceSeconds { get; set; } = 300;

    /// <summary>Largest webhook delivery in bytes, 1 024 to 16 777 216; default 1 048 576.</summary>
    [Description("Largest webhook delivery in bytes.")]
    [Range(1_024, 16_777_216)]
    [DefaultValue(1_048_576)]
    public int WebhookMaxBytes { get; set; } = 1_048_576;

    /// <summary>Largest answer of fal in bytes, 16 384 to 134 217 728; default 8 388 608.</summary>
    [Description("Largest answer of fal in bytes.")]
    [Range(16_384, 134_217_728)]
    [DefaultValue(8_388_608)]
    public int AnswerMaxBytes { get; set; } = 8_388_608;

    /// <summary>Largest frame in bytes that is uploaded, 1 024 to 1 073 741 824; default 209 715 200.</summary>
    [Description("Largest frame in bytes that is uploaded.")]
    [Range(1_024, 1_073_741_824)]
    [DefaultValue(209_715_200)]
    public int FrameMaxBytes { get; set; } = 209_715_200;

    /// <summary>Largest frame in bytes that is sent inside the payload, 1 024 to 16 777 216; default 4 194 304.</summary>
    [Description("Largest frame in bytes that is sent inside the payload.")]
    [Range(1_024, 16_777_216)]
    [DefaultValue(4_194_304)]
    public int DataUriMaxBytes { get; set; } = 4_194_304;
}
