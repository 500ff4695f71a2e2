using System.Collections.Immutable;
using VideoGen.Catalog;
using VideoGen.Contract;

namespace VideoGen.Planning;

/// <summary>What became of planning.</summary>
public abstract record PlanResult
{
    private PlanResult() { }

    /// <summary>The plan.</summary>
    /// <param name="Answer">As callers see it.</param>
    /// <param name="Segments">Its segments.</param>
    /// <param name="Provider">The provider config it was made with.</param>
    public sealed record Planned(PlanAnswer Answer, ImmutableArray<SegmentPlan> Segments, ProviderConfig Provider) : PlanResult;

    /// <summary>The storyboard cannot be planned; every problem is listed.</summary>
    /// <param name="Refusal">The problems.</param>
    /// <param name="Stills">Frames whose stills would be sent, with the model that they would go to; null where that is not known.</param>
    public sealed record Refused(Refusal Refusal, ImmutableArray<(Frame Frame, ModelPreset? Preset)> Stills) : PlanResult
    {
        /// <summary>Hash of the plan that would be submitted without these problems; null where that is not known.</summary>
        public string? PlanHash { get; init; }

        /// <summary>What it would cost at least; null where nothing is known of that.</summary>
        public LeastPrice? Price { get; init; }

        /// <summary>The segments of each batch, where the frames make several requests; else empty.</summary>
        public ImmutableArray<ImmutableArray<SegmentPlan>> Batches { get; init; } = [];

        /// <summary>The provider config that it was planned with; null where that is not known.</summary>
        public ProviderConfig? Provider { get; init; }

        /// <summary>The same with further problems.</summary>
        public Refused With(params IEnumerable<Problem> further) =>
            this with { Refusal = Refusal with { Problems = ProblemOrder.Sort([.. Refusal.Problems, .. further]) } };
    }
}
