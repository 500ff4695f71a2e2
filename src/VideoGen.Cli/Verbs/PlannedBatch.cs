using System.Collections.Immutable;
using VideoGen.Cli.Requests;
using VideoGen.Contract;

namespace VideoGen.Cli.Verbs;

/// <summary>One request of a run.</summary>
/// <param name="Number">From 1.</param>
/// <param name="Document">The request.</param>
/// <param name="FrameIds">Its frames; empty where it was not planned here.</param>
/// <param name="Plan">Its plan; null where it was not planned here.</param>
internal sealed record PlannedBatch(int Number, RequestDocument Document, ImmutableArray<string> FrameIds, PlanAnswer? Plan);
