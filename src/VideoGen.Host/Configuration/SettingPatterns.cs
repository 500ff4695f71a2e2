namespace VideoGen.Host.Configuration;

/// <summary>The patterns that settings follow.</summary>
internal static class SettingPatterns
{
    /// <summary>An absolute http or https address.</summary>
    public const string HttpAddress = @"^https?://[^\s/?#]+([/?#]\S*)?$";
}
