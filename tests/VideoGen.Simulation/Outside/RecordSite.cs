using VideoGen.Records;

namespace VideoGen.Simulation.Outside;

/// <summary>The system of record: documents by job, of which an older revision never replaces a newer one.</summary>
internal sealed class RecordSite
{
    public Dictionary<string, JobDocument> Jobs { get; } = new(StringComparer.Ordinal);

    public Dictionary<string, SegmentDocument> Segments { get; } = new(StringComparer.Ordinal);

    public void Keep(JobDocument job)
    {
        if (!Jobs.TryGetValue(job.Id, out JobDocument? there) || there.Revision <= job.Revision)
        {
            Jobs[job.Id] = job;
        }
    }

    public void Keep(SegmentDocument segment)
    {
        if (!Segments.TryGetValue(segment.JobId, out SegmentDocument? there) || there.Revision <= segment.Revision)
        {
            Segments[segment.JobId] = segment;
        }
    }
}
