using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace VideoGen.Host.Configuration;

/// <summary>Where finished clips are handed out.</summary>
public sealed record MediaSettings
{
    /// <summary>Address under which the clips' folder is served; null hands out <c>file://</c> addresses.</summary>
    [Description("Address (http or https) under which the clips' folder is served; unset hands out file:// addresses.")]
    [StringLength(2048, MinimumLength = 1)]
    [RegularExpression(SettingPatterns.HttpAddress)]
    public string? PublicUrl { get; init; }
}
