using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using VideoGen.Catalog;
using VideoGen.Contract;
using VideoGen.Jobs;
using VideoGen.Planning;

namespace VideoGen.Synthesis;

/// <summary>What is kept of what a request was planned from. Pure.</summary>
internal static class RequestSources
{
    /// <summary>Of an order.</summary>
    /// <param name="call">The call.</param>
    /// <param name="storyboard">Its storyboard.</param>
    /// <param name="plan">Its plan.</param>
    /// <param name="catalog">The catalog of this moment.</param>
    public static RequestSource Of(SynthesisCall call, Storyboard storyboard, PlanResult.Planned plan, CatalogSnapshot catalog)
    {
        ImmutableArray<PlannedSegment> segments = [.. plan.Segments.Concat(Otherwise(storyboard, plan.Provider, catalog)).Select(s => s.Planned)];
        ImmutableArray<string> models = [.. segments.Select(s => s.Model).Distinct(StringComparer.Ordinal)];
        ImmutableArray<PromptTemplate> templates =
            [.. catalog.Templates.Where(t => segments.Any(s => s.TemplateId == t.Id && s.TemplateVersion == t.Version)).DistinctBy(t => (t.Id, t.Version))];
        ProviderConfig provider = plan.Provider with { ModelPresets = [.. plan.Provider.ModelPresets.Where(p => models.Contains(p.Model))] };
        return new RequestSource
        {
            Request = InlinePictures.Hashed(Encoding.UTF8.GetString(JsonText.WithoutByteOrderMark(call.Json).Span)),
            LocalFolder = call.LocalFolder,
            Provider = JsonSerializer.SerializeToElement(provider, CatalogJson.Default.ProviderConfig),
            Templates = JsonSerializer.SerializeToElement(templates, CatalogJson.Default.ImmutableArrayPromptTemplate),
        };
    }

    // A plan with continuity tells what it would cost without: that has to be planned again as well.
    private static ImmutableArray<SegmentPlan> Otherwise(Storyboard storyboard, ProviderConfig provider, CatalogSnapshot catalog) =>
        Planner.Without(storyboard, provider, catalog)?.Segments ?? [];
}
