using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace VideoGen.Runway;

/// <summary>
/// Settings of the Runway provider itself, section <c>runway</c>. Checked by <see cref="RunwayOptionsCheck"/>. The key goes to
/// <see cref="ApiUrl"/> and to nobody else. A composition root adds settings of its own by inheriting.
/// </summary>
public record RunwayOptions
{
    /// <summary>Base address of the API. Default <c>https://api.dev.runwayml.com</c>.</summary>
    [Description("Base address of Runway's API.")]
    [DefaultValue("https://api.dev.runwayml.com")]
    public Uri ApiUrl { get; set; } = new("https://api.dev.runwayml.com");

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
    [Description("Tries of one read before Runway counts as unreachable for now.")]
    [Range(1, 10)]
    [DefaultValue(3)]
    public int ReadAttempts { get; set; } = 3;

    /// <summary>Largest answer in bytes, 16 384 to 134 217 728; default 8 388 608.</summary>
    [Description("Largest answer of Runway in bytes.")]
    [Range(16_384, 134_217_728)]
    [DefaultValue(8_388_608)]
    public int AnswerMaxBytes { get; set; } = 8_388_608;

    /// <summary>How stills reach Runway. Default <see cref="RunwayFrameTransfer.Upload"/>.</summary>
    [Description("How stills reach Runway: upload to its storage for a day, or data_uri inside the request.")]
    [DefaultValue(RunwayFrameTransfer.Upload)]
    public RunwayFrameTransfer FrameTransfer { get; set; } = RunwayFrameTransfer.Upload;

    /// <summary>Seconds for one upload of a frame, 5 to 3 600; default 300.</summary>
    [Description("Seconds for one upload of a frame.")]
    [Range(5, 3_600)]
    [DefaultValue(300)]
    public int UploadTimeoutSeconds { get; set; } = 300;
}
