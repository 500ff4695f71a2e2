using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace VideoGen.OpenRouter;

/// <summary>
/// Settings of the OpenRouter provider itself, section <c>openrouter</c>. Checked by <see cref="OpenRouterOptionsCheck"/>. The key goes to
/// <see cref="ApiUrl"/> and to nobody else. A composition root adds settings of its own by inheriting.
/// </summary>
public record OpenRouterOptions
{
    /// <summary>Base address of the API. Default <c>https://openrouter.ai/api/v1</c>.</summary>
    [Description("Base address of OpenRouter's API.")]
    [DefaultValue("https://openrouter.ai/api/v1")]
    public Uri ApiUrl { get; set; } = new("https://openrouter.ai/api/v1");

    /// <summary>Name of the variable with the secret of the workspace's callbacks. Without a value callbacks only hasten the next status read.</summary>
    [Description("Name of the environment variable with the secret that signs the workspace's callbacks. Where it is not set, a callback only hastens the next status read.")]
    [StringLength(200, MinimumLength = 1)]
    [DefaultValue("OPENROUTER_WEBHOOK_SECRET")]
    public string WebhookSecretRef { get; set; } = "OPENROUTER_WEBHOOK_SECRET";

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

    /// <summary>Seconds for one read, 1 to 120; default 30.</summary>
    [Description("Seconds for one read of a status.")]
    [Range(1, 120)]
    [DefaultValue(30)]
    public int ReadTimeoutSeconds { get; set; } = 30;

    /// <summary>Tries of one read before it counts as unreachable, 1 to 10; default 3.</summary>
    [Description("Tries of one read before OpenRouter counts as unreachable for now.")]
    [Range(1, 10)]
    [DefaultValue(3)]
    public int ReadAttempts { get; set; } = 3;

    /// <summary>Seconds a callback's timestamp may differ from our clock, 1 to 86 400; default 300.</summary>
    [Description("Seconds a callback's timestamp may differ from the local clock.")]
    [Range(1, 86_400)]
    [DefaultValue(300)]
    public int WebhookToleranceSeconds { get; set; } = 300;

    /// <summary>Largest answer in bytes, 16 384 to 134 217 728; default 8 388 608.</summary>
    [Description("Largest answer of OpenRouter in bytes.")]
    [Range(16_384, 134_217_728)]
    [DefaultValue(8_388_608)]
    public int AnswerMaxBytes { get; set; } = 8_388_608;

    /// <summary>Most bytes of the stills of a segment together, which travel inside the request, 1 024 to 67 108 864; default 10 485 760.</summary>
    [Description("Most bytes of the stills of a segment together; they travel inside the request.")]
    [Range(1_024, 67_108_864)]
    [DefaultValue(10_485_760)]
    public int FramesMaxBytes { get; set; } = 10_485_760;
}
