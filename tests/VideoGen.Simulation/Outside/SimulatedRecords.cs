using VideoGen.Records;
using VideoGen.Simulation.Worlds;

namespace VideoGen.Simulation.Outside;

/// <summary>The line from one process to the system of record: down, slow, refusing, or silent about what it has done.</summary>
internal sealed class SimulatedRecords(Process process, Weather weather, RecordSite site) : IRecordStore
{
    private readonly World _world = process.World;

    public ValueTask<RecordAnswer> UpsertJobAsync(JobDocument job, bool isNew, CancellationToken cancellationToken) =>
        WriteAsync(job.Id, () => site.Keep(job), cancellationToken);

    public ValueTask<RecordAnswer> UpsertSegmentAsync(SegmentDocument segment, string jobDocumentId, string? mediaDocumentId, bool isNew, CancellationToken cancellationToken) =>
        WriteAsync(segment.JobId, () => site.Keep(segment), cancellationToken);

    private async ValueTask<RecordAnswer> WriteAsync(string jobId, Action write, CancellationToken cancellationToken)
    {
        await TravelAsync(cancellationToken).ConfigureAwait(false);
        if (weather.Strikes(weather.RecordsDown))
        {
            return new RecordAnswer.Unavailable("The CMS is down.");
        }

        if (weather.Strikes(weather.RecordsRefuse))
        {
            _world.Tell("records", $"refuse {jobId}");
            return new RecordAnswer.Refused("A field is missing.");
        }

        write();
        process.DiesNow();
        if (weather.Strikes(weather.RecordsAnswerLost))
        {
            return new RecordAnswer.Unavailable("The answer was lost.");
        }

        await TravelAsync(cancellationToken).ConfigureAwait(false);
        return new RecordAnswer.Kept(jobId);
    }

    private Task TravelAsync(CancellationToken cancellationToken) =>
        _world.PassAsync(_world.Chance.AnyMagnitude(TimeSpan.FromMilliseconds(1), TimeSpan.FromSeconds(2)), cancellationToken: cancellationToken);
}
