using System.Collections.Immutable;

namespace VideoGen.Records;

/// <summary>Names of the five collections.</summary>
public static class RecordCollections
{
    /// <summary>Prompt templates.</summary>
    public const string Templates = "videoGenPromptTemplates";

    /// <summary>Provider configs.</summary>
    public const string Providers = "videoGenProviderConfigs";

    /// <summary>Audit trail.</summary>
    public const string Jobs = "videoGenJobs";

    /// <summary>Delivered segments.</summary>
    public const string Segments = "videoSegments";

    /// <summary>Stored clips.</summary>
    public const string Media = "media";

    /// <summary>All five.</summary>
    public static ImmutableArray<string> Names { get; } = [Templates, Providers, Jobs, Segments, Media];
}
