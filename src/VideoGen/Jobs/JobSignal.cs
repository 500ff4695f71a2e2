namespace VideoGen.Jobs;

/// <summary>Something changed about a job. A hint, never the truth: the ledger is.</summary>
/// <param name="RequestId">Its request.</param>
/// <param name="JobId">The job.</param>
/// <param name="Version">Version of the row it tells of: what is older than a row read since is stale.</param>
/// <param name="State">Where it stands.</param>
/// <param name="Position">Jobs ahead of it at the provider; null where unknown.</param>
/// <param name="Progress">0 to 1 within the provider's work; null where unknown.</param>
public sealed record JobSignal(string RequestId, string JobId, long Version, JobState State, int? Position = null, double? Progress = null);
