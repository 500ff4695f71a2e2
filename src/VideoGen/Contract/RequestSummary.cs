using System.ComponentModel;

namespace VideoGen.Contract;

/// <summary>One request in a list.</summary>
public sealed record RequestSummary
{
    /// <summary>Id for <c>get_video_segments</c>.</summary>
    [Description("Id of the request; get_video_segments takes it.")]
    public required string RequestId { get; init; }

    /// <summary>Whether more will come.</summary>
    [Description("in_progress while any segment may still change, else finished.")]
    public required RequestStatus Status { get; init; }

    /// <summary>When it was accepted, UTC.</summary>
    [Description("When it was accepted, UTC.")]
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Project.</summary>
    [Description("Project.")]
    public required string ProjectId { get; init; }

    /// <summary>Episode.</summary>
    [Description("Episode.")]
    public required string EpisodeId { get; init; }

    /// <summary>Provider.</summary>
    [Description("Provider that renders it.")]
    public required string Provider { get; init; }

    /// <summary>Number of segments.</summary>
    [Description("Number of segments.")]
    public required int Segments { get; init; }

    /// <summary>Segments that are delivered.</summary>
    [Description("Segments that are delivered.")]
    public required int Delivered { get; init; }

    /// <summary>Money.</summary>
    [Description("Money of this request.")]
    public required CostReport Cost { get; init; }
}
