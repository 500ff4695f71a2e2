using System.Collections.Immutable;

namespace VideoGen.Telemetry;

/// <summary>What the ledger holds at one moment, whichever process put it there.</summary>
/// <param name="Open">Jobs in no end state.</param>
/// <param name="WeightTodayUsd">US dollars that the jobs of this UTC day weigh against caps, by provider.</param>
public sealed record JobTotals(ImmutableArray<OpenJobs> Open, ImmutableDictionary<string, decimal> WeightTodayUsd);
