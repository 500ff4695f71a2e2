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
    public sealed record Refused(Refusal Refusal) : PlanResult;
}
