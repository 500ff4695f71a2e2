using VideoGen.Jobs;
using VideoGen.Payload.Records;
using VideoGen.Payload.Tests.Cms;
using VideoGen.Records;

namespace VideoGen.Payload.Tests.Records;

[Collection(PostgresCollection.Name)]
public sealed class PostgresRecordStoreTests(PostgresCms cms) : RecordStoreTests(cms)
{
    private const int Revisions = 24;

    [Fact]
    public async Task Two_processes_of_the_CMS_that_write_one_job_at_once_lose_no_event()
    {
        await using CmsServer other = await cms.StartAnotherAsync();
        using var first = new PayloadClient(cms.Options, TimeProvider.System);
        using var second = new PayloadClient(other.Options, TimeProvider.System);
        Job[] jobs = [.. Enumerable.Range(1, 6).Select(i => Ended($"two_processes_{i}"))];

        // Each writer has every other revision, rising; each job is a race of its own.
        RecordAnswer[][] answers = await Task.WhenAll(jobs.SelectMany(job => new[] { WriteAsync(first, job, 1), WriteAsync(second, job, 2) }));

        answers.ShouldAllBe(writer => writer.All(a => a is RecordAnswer.Kept));
        foreach (Job job in jobs)
        {
            await ShouldHoldTheLastAsync(job);
            (await WriteOneAsync(first, job, Revisions - 2)).ShouldBeOfType<RecordAnswer.Kept>();
            (await WriteOneAsync(second, job, 1)).ShouldBeOfType<RecordAnswer.Kept>();
            await ShouldHoldTheLastAsync(job);
        }
    }

    private async Task<RecordAnswer[]> WriteAsync(PayloadClient client, Job job, int from)
    {
        var answers = new List<RecordAnswer>();
        for (int revision = from; revision <= Revisions; revision += 2)
        {
            answers.Add(await WriteOneAsync(client, job, revision));
        }

        return [.. answers];
    }

    private async Task<RecordAnswer> WriteOneAsync(PayloadClient client, Job job, int revision) =>
        await new PayloadRecordStore(client).UpsertJobAsync(JobDocument.Of(job, Events(revision)) with { Revision = revision }, isNew: revision <= 2, Ct);

    private async Task ShouldHoldTheLastAsync(Job job)
    {
        var kept = (await FindAsync(RecordCollections.Jobs, job.Id)).Fields;
        ((int?)kept["revision"]).ShouldBe(Revisions);
        kept["webhook_events"]!.AsArray().Select(e => (int)e!["sequence"]!).ShouldBe(Enumerable.Range(1, Revisions));
        (await CountAsync(job.Id)).ShouldBe(1);
    }
}
