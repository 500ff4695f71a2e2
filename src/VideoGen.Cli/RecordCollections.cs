using System.Collections.Immutable;

namespace VideoGen.Cli;

/// <summary>The five collections of the records.</summary>
internal static class RecordCollections
{
    /// <summary>Their names.</summary>
    public static ImmutableArray<string> Names { get; } =
        ["videoGenPromptTemplates", "videoGenProviderConfigs", "videoGenJobs", "videoSegments", "media"];
}
