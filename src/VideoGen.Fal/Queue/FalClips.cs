using System.Text.Json.Nodes;
using VideoGen.Providers;

namespace VideoGen.Fal.Queue;

/// <summary>Finds the clip in a model's output. Everything but its address is optional. Pure.</summary>
internal static class FalClips
{
    private const int LongestRaw = 65_536;

    /// <summary>The clip, or null when the output holds none that can be fetched.</summary>
    public static ProviderClip? Read(JsonObject? output, string raw, decimal? billedUnits)
    {
        if (output?["video"] is not JsonObject video || video.Text("url") is not { } url
            || !Uri.TryCreate(url, UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https"))
        {
            return null;
        }

        return new ProviderClip(address)
        {
            ContentType = video.Text("content_type"),
            FileSize = video.Whole("file_size") is { } size and >= 0 ? size : null,
            BilledUnits = billedUnits,
            Notes = Altered(output) is { } prompt ? [$"The model worked from another prompt than it was given: {prompt}"] : [],
            Response = raw.Length > LongestRaw ? raw[..LongestRaw] : raw,
        };
    }

    /// <summary>The prompt that a model reports to have used instead of ours, where it reports one.</summary>
    private static string? Altered(JsonObject output) => output.Text("actual_prompt") ?? output.Text("expanded_prompt");
}
