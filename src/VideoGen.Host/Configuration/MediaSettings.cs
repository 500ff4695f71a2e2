using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace VideoGen.Host.Configuration;

/// <summary>Where finished clips are handed out.</summary>
public sealed record MediaSettings
{
    /// <summary>Address under which the clips' folder is served; null hands out <c>file://</c> addresses on this machine, and the server's own to its callers.</summary>
    [Description("Address (http or https) under which the clips' folder is served; unset hands out file:// addresses, and to callers of the server its own address of the clip.")]
    [StringLength(2048, MinimumLength = 1)]
    [RegularExpression(SettingPatterns.HttpAddress)]
    public string? PublicUrl { get; init; }
}
