using System.Collections.Immutable;
using VideoGen.Catalog;
using VideoGen.Contract;

namespace VideoGen.Planning;

/// <summary>Says why no legal lengths fit into the runtime, and what would fit. Pure.</summary>
internal static class RuntimeProblem
{
    /// <summary>A single segment is longer than the whole request may last: no split helps.</summary>
    public static Problem NoModelFits(ImmutableArray<DraftSegment> segments, ProviderConfig? provider, RenderSettings settings)
    {
        DraftSegment longest = segments.Where(s => s.Preset is not null).MaxBy(s => s.Shortest)!;
        return Problem(
            $"The shortest clip of {longest.Preset!.Model} lasts {longest.Shortest:0.###} s; the request may last {settings.MaxRuntimeSeconds:0.###} s.",
            [Raise(longest.Shortest), UseModel(segments, 1, provider, settings)]);
    }

    /// <summary>Each segment fits, all together do not.</summary>
    public static Problem TooManyForRuntime(ImmutableArray<DraftSegment> segments, decimal shortest, ProviderConfig? provider, RenderSettings settings) => Problem(
        $"Even at their shortest the segments last {shortest:0.###} s together; the request may last {settings.MaxRuntimeSeconds:0.###} s.",
        ["send the frames in several requests, one per entry of batches", Raise(shortest), UseModel(segments, segments.Length, provider, settings)]);

    private static Problem Problem(string message, IEnumerable<string?> ways)
    {
        string[] open = [.. ways.OfType<string>()];
        string remedy = open.Length > 0 ? string.Join(", or ", open) : "use another provider";
        return new(ProblemCodes.RuntimeExceedsLimit, "/video_settings/max_runtime_seconds", message, $"{char.ToUpperInvariant(remedy[0])}{remedy[1..]}.");
    }

    private static string? Raise(decimal seconds) =>
        seconds <= PlanLimits.MaxRuntimeSeconds ? $"raise max_runtime_seconds to {seconds:0.###} or more" : null;

    private static string? UseModel(ImmutableArray<DraftSegment> segments, int clips, ProviderConfig? provider, RenderSettings settings)
    {
        ImmutableArray<ModelPreset> presets = provider is null ? [] : provider.ModelPresets;
        string models = string.Join(", ", presets
            .Where(p => p.Retired is null && segments.All(s => p.Takes(s.Group.Frames.Count(f => f.Image is not null))))
            .Where(p => SlotChoice.Legal(p.Duration)[0] * clips <= settings.MaxRuntimeSeconds)
            .Select(p => p.Model));
        return models.Length > 0 ? $"use a model that fits: {models}" : null;
    }
}
