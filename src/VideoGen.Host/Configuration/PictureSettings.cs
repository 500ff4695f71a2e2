using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace VideoGen.Host.Configuration;

/// <summary>How storyboard stills are fetched and what is accepted.</summary>
public sealed record PictureSettings
{
    /// <summary>True lets stills come from private, loopback and link-local addresses; default false.</summary>
    [Description("true lets stills come from private, loopback and link-local addresses. Leave it false where strangers can send requests.")]
    [DefaultValue(false)]
    public bool AllowPrivateAddresses { get; init; }

    /// <summary>Largest still in bytes, 1 KiB to 1 GiB; default 50 MiB.</summary>
    [Description("Largest still in bytes.")]
    [Range(1024, 1024 * 1024 * 1024)]
    [DefaultValue(50 * 1024 * 1024)]
    public int MaxBytes { get; init; } = 50 * 1024 * 1024;

    /// <summary>Largest still in pixels (width × height), 1 to 1 000 million; default 100 million.</summary>
    [Description("Largest still in pixels, width times height.")]
    [Range(1, 1_000_000_000)]
    [DefaultValue(100_000_000)]
    public int MaxPixels { get; init; } = 100_000_000;

    /// <summary>Seconds one still may take to arrive, 1 to 600; default 30.</summary>
    [Description("Seconds one still may take to arrive.")]
    [Range(1, 600)]
    [DefaultValue(30)]
    public int TimeoutSeconds { get; init; } = 30;
}
