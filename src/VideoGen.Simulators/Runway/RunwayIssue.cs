namespace VideoGen.Simulators.Runway;

/// <summary>One thing that is wrong with a body.</summary>
/// <param name="Field">The member.</param>
/// <param name="Message">What is wrong.</param>
internal sealed record RunwayIssue(string Field, string Message);
