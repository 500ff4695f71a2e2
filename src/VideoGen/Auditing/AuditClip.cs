using VideoGen.Jobs;

namespace VideoGen.Auditing;

/// <summary>A clip of an audit bundle.</summary>
/// <param name="Name">Its path in the bundle, with forward slashes.</param>
/// <param name="Job">The job that made it; its <see cref="Job.Clip"/> is there.</param>
public sealed record AuditClip(string Name, Job Job);
