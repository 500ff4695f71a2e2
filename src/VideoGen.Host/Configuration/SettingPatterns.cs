namespace VideoGen.Host.Configuration;

/// <summary>The patterns that settings follow.</summary>
internal static class SettingPatterns
{
    /// <summary>The slug of a collection.</summary>
    public const string Slug = "^[A-Za-z0-9_-]+$";

    /// <summary>An absolute http or https address.</summary>
    public const string HttpAddress = @"^https?://[^\s/?#]+([/?#]\S*)?$";
}
