using VideoGen.Contract;
using VideoGen.Planning;

namespace VideoGen.Synthesis;

/// <summary>The plan of a segment that is made again.</summary>
/// <param name="Storyboard">What it is made of; null where the request cannot be read or the earlier take is not there.</param>
/// <param name="Result">The plan, or why there is none.</param>
internal sealed record AgainPlan(Storyboard? Storyboard, PlanResult Result);
