using System.Collections.Immutable;
using System.Globalization;
using VideoGen.Jobs;

namespace VideoGen.Synthesis;

/// <summary>Tells a caller what really happens to each segment, each thing once, with a fraction that never falls.</summary>
internal sealed class ProgressReporter(IProgress<SegmentProgress>? progress)
{
    private readonly Dictionary<string, (long Version, double Fraction, string Message)> _reported = new(StringComparer.Ordinal);

    public void Tell(ImmutableArray<Job> jobs)
    {
        foreach (Job job in jobs)
        {
            Tell(job, jobs.Length, job.Version, job.State, Fraction(job.State, null), Words(job.State, null, null));
        }
    }

    public void Tell(ImmutableArray<Job> jobs, JobSignal signal)
    {
        if (jobs.FirstOrDefault(j => j.Id == signal.JobId) is { } job)
        {
            Tell(job, jobs.Length, signal.Version, signal.State, Fraction(signal.State, signal.Progress), Words(signal.State, signal.Position, signal.Progress));
        }
    }

    private void Tell(Job job, int total, long version, JobState state, double fraction, string words)
    {
        // A signal may be older than the row read since. And a read of the row says less than the signal of the same step: "rendering" is
        // not repeated after "rendering, 40 %".
        (long Version, double Fraction, string Message) before = _reported.GetValueOrDefault(job.Id, (0, 0, ""));
        if (version < before.Version || before.Message.StartsWith(words, StringComparison.Ordinal))
        {
            return;
        }

        fraction = Math.Max(fraction, before.Fraction);
        _reported[job.Id] = (version, fraction, words);
        int number = job.SegmentIndex + 1;
        progress?.Report(new SegmentProgress(job.RequestId, job.SegmentId, number, total, state, fraction, $"segment {number} of {total}: {words}"));
    }

    private static double Fraction(JobState state, double? progress) => state switch
    {
        JobState.Planned => 0,
        JobState.Submitting or JobState.SubmissionUnknown => 0.05,
        JobState.Queued => 0.1,
        JobState.Running => 0.15 + 0.7 * Math.Clamp(progress ?? 0, 0, 1),
        JobState.Downloading => 0.9,
        _ => 1,
    };

    private static string Words(JobState state, int? position, double? progress) => state switch
    {
        JobState.Planned => "planned",
        JobState.Submitting => "submitting",
        JobState.SubmissionUnknown => "finding out whether the submit arrived",
        JobState.Queued => position is { } ahead ? string.Create(CultureInfo.InvariantCulture, $"in queue, position {ahead}") : "in queue",
        JobState.Running => progress is { } part ? string.Create(CultureInfo.InvariantCulture, $"rendering, {part * 100:0} %") : "rendering",
        JobState.Downloading => "downloading",
        JobState.Succeeded => "delivered",
        JobState.Failed => "failed",
        JobState.Cancelled => "cancelled",
        JobState.NotAttempted => "not attempted",
        JobState.Expired => "expired",
        _ => throw new System.Diagnostics.UnreachableException("Every state has a word."),
    };
}
