using System.Collections.Immutable;
using VideoGen.Catalog;
using VideoGen.Contract;
using VideoGen.Planning;

namespace VideoGen.Choosing;

/// <summary>
/// The models of a provider that a request could be planned with: each alone, its defaults, and the cheapest for each kind of segment. A kind is how
/// many stills a segment has. Pure.
/// </summary>
internal sealed class ModelSets
{
    private readonly ProviderConfig _provider;
    private readonly ImmutableArray<(int Stills, decimal Wanted)> _segments;
    private readonly ImmutableArray<int> _kinds;

    /// <summary>Of a provider for the segments of a request.</summary>
    public ModelSets(ProviderConfig provider, ImmutableArray<FrameGroup> groups, RenderSettings settings)
    {
        _provider = provider;
        _segments = [.. groups.Zip(SegmentTiming.Time(groups, settings.MaxRuntimeSeconds), (group, time) => (group.Frames.Count(f => f.Image is not null), time.Seconds))];
        _kinds = [.. _segments.Select(s => s.Stills).Distinct().Order()];
    }

    /// <summary>Every set, those that do not suit included.</summary>
    public ImmutableArray<ModelSet> All()
    {
        bool onlyWords = _kinds is [0];
        IEnumerable<ModelSet> alone = _provider.ModelPresets.Where(p => p.Retired is null && onlyWords == p.Takes(0)).Select(p => Of(_ => p.Model));
        IEnumerable<ModelSet> mixed = _kinds.Length > 1 ? [Default(), .. CheapestOfEach()] : [];
        return [.. alone.Concat(mixed).DistinctBy(set => string.Join('\n', set.Models))];
    }

    /// <summary>The provider's own choice.</summary>
    public ModelSet Default() => Of(DefaultFor);

    /// <summary>A model for all that it takes, the provider's defaults for the rest.</summary>
    public ModelSet Preferring(string model) =>
        _provider.Find(model) is not { } preset ? new ModelSet(_provider, [model], $"{_provider.Provider} has no preset of it")
        : _kinds.Any(preset.Takes) ? Of(kind => preset.Takes(kind) ? model : DefaultFor(kind))
        : Of(_ => model);

    private IEnumerable<ModelSet> CheapestOfEach()
    {
        Dictionary<int, string> cheapest = [];
        foreach (int kind in _kinds)
        {
            if (_provider.ModelPresets.Where(p => p.Retired is null && p.Takes(kind) && SizeProblem(p) is null).OrderBy(p => Cost(p, kind)).ThenBy(p => p.Model, StringComparer.Ordinal).FirstOrDefault() is { } preset)
            {
                cheapest[kind] = preset.Model;
            }
        }

        return cheapest.Count == _kinds.Length ? [Of(kind => cheapest[kind])] : [];
    }

    private (decimal Missing, decimal Usd) Cost(ModelPreset preset, int kind)
    {
        ImmutableArray<decimal> legal = SlotChoice.Legal(preset.Duration);
        (decimal missing, decimal usd) = (0, 0);
        foreach ((_, decimal wanted) in _segments.Where(s => s.Stills == kind))
        {
            decimal slot = legal.FirstOrDefault(seconds => seconds >= wanted, legal[^1]);
            missing += Math.Max(wanted - slot, 0);
            usd += preset.Price.Of(slot);
        }

        return (missing, usd);
    }

    private string? DefaultFor(int kind) => kind switch { 0 => _provider.DefaultTextModel, 1 => _provider.DefaultSingleModel, _ => _provider.DefaultPairModel };

    // A frame without a still is made by words alone, whatever model makes the others.
    private ModelSet Of(Func<int, string?> modelFor)
    {
        string? For(int kind) => kind == 0 && modelFor(0) is { } model && _provider.Find(model) is { FirstFrameField: not null } ? _provider.DefaultTextModel : modelFor(kind);
        ProviderConfig config = _provider with
        {
            DefaultPairModel = _kinds.Contains(2) ? For(2)! : _provider.DefaultPairModel,
            DefaultSingleModel = _kinds.Contains(1) ? For(1)! : _provider.DefaultSingleModel,
            DefaultTextModel = _kinds.Contains(0) ? For(0) : _provider.DefaultTextModel,
        };
        (int Kind, string? Model)[] used = [.. _kinds.OrderDescending().Select(kind => (kind, For(kind)))];
        return new ModelSet(config, [.. used.Select(u => u.Model).OfType<string>().Distinct()], used.Select(u => Problem(u.Kind, u.Model)).FirstOrDefault(problem => problem is not null));
    }

    private string? Problem(int kind, string? model)
    {
        if (model is null || _provider.Find(model) is not { } preset)
        {
            return $"{_provider.Provider} has no model that makes a clip from words alone";
        }

        return preset.Takes(kind) ? preset.Retired is { } retired ? $"withdrawn by the provider ({retired.Since})" : SizeProblem(preset) : kind switch
        {
            0 => "needs a still",
            1 => preset.FirstFrameField is null ? "takes no still" : "needs two stills",
            _ => preset.FirstFrameField is null ? "takes no still" : "takes no last frame",
        };
    }

    private static string? SizeProblem(ModelPreset preset) =>
        (preset.Output.Width, preset.Output.Height) is (PlanLimits.EditorWidth, PlanLimits.EditorHeight) ? null
        : $"delivers {preset.Output.Width}x{preset.Output.Height}, the editor wants {PlanLimits.EditorWidth}x{PlanLimits.EditorHeight}";
}
