using VideoGen.Jobs;

namespace VideoGen.Exports;

/// <summary>How an export looks to whoever reads it.</summary>
/// <param name="Address">Where it finds a clip, by the job and a name of its file that is unique in the film.</param>
/// <param name="Sentence">A sentence as it may read it: without paths of this machine where it is not on it.</param>
public sealed record ExportView(Func<Job, string, string> Address, Func<string, string> Sentence)
{
    /// <summary>For somebody on this machine: clips where they are stored.</summary>
    public static ExportView Local { get; } = new((job, _) => job.Clip!.Address.AbsoluteUri, sentence => sentence);
}
