using System.Collections.Immutable;
using VideoGen.Access;
using VideoGen.Contract;
using VideoGen.Jobs;

namespace VideoGen.Server.Board;

/// <summary>What a page shows of a request: its answer as the caller gets it, and what the ledger holds of its jobs.</summary>
internal sealed record RequestView
{
    /// <summary>The caller.</summary>
    public required Caller Caller { get; init; }

    /// <summary>False for somebody who sees states alone: no words, pictures or clips.</summary>
    public required bool ShowsWords { get; init; }

    /// <summary>The request.</summary>
    public required RequestRecord Request { get; init; }

    /// <summary>Its answer.</summary>
    public required SynthesisAnswer Answer { get; init; }

    /// <summary>Its jobs, in segment order.</summary>
    public required ImmutableArray<Job> Jobs { get; init; }

    /// <summary>The history of each job.</summary>
    public required IReadOnlyDictionary<string, ImmutableArray<JobEvent>> Histories { get; init; }

    /// <summary>Jobs of other takes, by their ids.</summary>
    public required IReadOnlyDictionary<string, Job> Others { get; init; }

    /// <summary>Present time.</summary>
    public required DateTimeOffset Now { get; init; }

    /// <summary>Takes the paths of this machine out of a sentence.</summary>
    public required Func<string, string> Hide { get; init; }

    /// <summary>The hidden field of forms.</summary>
    public required Html FormToken { get; init; }

    /// <summary>Address of the page.</summary>
    public string Address => $"/board/requests/{Uri.EscapeDataString(Request.Id)}";

    /// <summary>True for somebody who may cancel, choose and redeliver: never for one who sees states alone, whatever else that one may do with requests of its own.</summary>
    public bool MayChange => ShowsWords && (Caller.May(Scopes.Spend) || Caller.May(Scopes.Operate));

    /// <summary>True for somebody who may say what was billed: that moves the caps of everybody.</summary>
    public bool MaySettle => Caller.May(Scopes.Operate);

    /// <summary>True for somebody who may order this again, with its words.</summary>
    public bool MaySpend => ShowsWords && Caller.May(Scopes.Spend);

    /// <summary>Counts every change of the request.</summary>
    public long Revision => Jobs.Sum(j => j.Version);

    /// <summary>
    /// What a form for a job says that its reader had seen: how it ended, and whether there is a clip. What is written about it beside that changes no mind.
    /// </summary>
    public static string Seen(Job job) => $"{Words.Wire(job.State)} {job.Clip?.Take} {job.Clip?.Stored}";

    /// <summary>True while anything is being made.</summary>
    public bool IsOpen => Answer.Status is RequestStatus.InProgress;

    /// <summary>The delivered segment of a job; null where there is none.</summary>
    public VideoSegment? DeliveredOf(Job job) => Answer.VideoSegments.FirstOrDefault(s => s.SegmentId == job.SegmentId);

    /// <summary>What is said of a job without a delivered segment; null where there is one.</summary>
    public FailedSegment? FailedOf(Job job) => Answer.FailedSegments.FirstOrDefault(s => s.SegmentId == job.SegmentId);
}
