using System.Collections.Immutable;
using VideoGen.Jobs;

namespace VideoGen.Exports;

/// <summary>Port to the jobs of a film in the ledger. Thread-safe.</summary>
public interface IFilmJobs
{
    /// <summary>Every job of a project, in the order in which they were planned, without what was sent to and answered by providers.</summary>
    /// <param name="projectId">The project.</param>
    /// <param name="episodeId">Of this episode alone; null for all.</param>
    /// <param name="callerId">Ordered by this caller alone; null for everybody.</param>
    /// <param name="cancellationToken">Ends the read.</param>
    ValueTask<ImmutableArray<Job>> ReadFilmJobsAsync(string projectId, string? episodeId, string? callerId, CancellationToken cancellationToken);
}
