using VideoGen.Jobs;
using VideoGen.Synthesis;

namespace VideoGen.Server.Tests.Rig;

/// <summary>What a waiting call was told.</summary>
internal sealed class ProgressWatch : IProgress<SegmentProgress>
{
    public Seen<SegmentProgress> Told { get; } = new();

    public void Report(SegmentProgress value) => Told.Add(value);

    public Task UntilAsync(JobState state, int times = 1) => Told.UntilAsync(p => p.State == state, times);
}
