using VideoGen.Jobs;

namespace VideoGen.Exports;

/// <summary>A clip that an export names.</summary>
/// <param name="Job">The job that made it; its <see cref="Job.Clip"/> is there.</param>
/// <param name="FileName">A name for a copy of it, unique in the export.</param>
public sealed record ExportedClip(Job Job, string FileName);
