using System.Collections.Immutable;
using VideoGen.Jobs;
using VideoGen.Providers;
using VideoGen.Synthesis;
using VideoGen.Testing;

namespace VideoGen.Tests.Synthesis;

/// <summary>Orders with the very same input are told apart by what the ledger already knows.</summary>
public sealed class LostSubmitTests : StageTest
{
    private static readonly FindResult NotYet = new FindResult.Unavailable("not yet");

    [Theory]
    [InlineData("a", "", "", "a")] // the only one
    [InlineData("a,b", "a", "", "b")] // the twin has an id
    [InlineData("a,b", "b", "", "a")]
    [InlineData("a", "a", "", null)] // the only one is the twin's
    [InlineData("a,b,c", "b", "earlier", "c")] // two are lost: the earlier order takes the earlier job
    [InlineData("a,b,c", "b", "later", "a")]
    [InlineData("a", "", "earlier", null)] // one of two never arrived, or is not listed yet
    [InlineData("a", "", "later", "a")]
    public void An_order_is_found_by_elimination(string records, string known, string lost, string? found)
    {
        Job job = Lost("job_5", 5);
        ImmutableArray<Job> twins =
        [
            .. Split(known).Select(id => Lost("job_9", 9) with { State = JobState.Succeeded, ProviderJob = new ProviderJob(id, "m") }),
            .. Split(lost).Select(l => l == "earlier" ? Lost("job_1", 1) : Lost("job_8", 8)),
            Lost("job_2", 2) with { State = JobState.Failed }, // ended before it was sent: no rival
        ];
        FindResult result = LostSubmit.TellApart(job, new FindResult.Alike([.. Split(records).Select(id => new ProviderJob(id, "m"))], NotYet), twins);
        result.ShouldBe(found is null ? NotYet : new FindResult.Found(new ProviderJob(found, "m")));
    }

    [Fact]
    public void More_jobs_than_orders_stay_unclear() =>
        LostSubmit.TellApart(Lost("job_5", 5), new FindResult.Alike([new ProviderJob("a", "m"), new ProviderJob("b", "m")], NotYet), [])
            .ShouldBeOfType<FindResult.Unavailable>().Message.ShouldContain("2 jobs");

    [Fact]
    public async Task Two_equal_orders_of_which_one_lost_its_answer_get_a_clip_each()
    {
        Provider.OnPrepare = _ => new PrepareResult.Ready("""{"prompt":"the same"}""");
        int submits = 0;
        Provider.OnSubmit = s => ++submits == 1 ? new SubmitResult.Unknown("The line broke.") : new SubmitResult.Accepted(new ProviderJob("p-" + s.JobId, s.Model));
        Job[] jobs = await SubmittedAsync(2);
        Job lost = jobs.Single(j => j.State is JobState.SubmissionUnknown), known = jobs.Single(j => j.State is JobState.Queued);
        Provider.OnFind = _ => new FindResult.Alike([known.ProviderJob!, new ProviderJob("p-" + lost.Id, known.Model)], NotYet);
        await Agent.AdvanceAsync(Seconds(11));

        (await Agent.JobAsync(lost.Id)).ProviderJob!.RequestId.ShouldBe("p-" + lost.Id);
        Provider.Finish(lost.Id);
        Provider.Finish(known.Id);
        await Agent.AdvanceAsync(Seconds(60));
        (await StateAsync(lost), await StateAsync(known)).ShouldBe((JobState.Succeeded, JobState.Succeeded));
    }

    private static Job Lost(string id, int second) => Samples.Job() with { Id = id, State = JobState.SubmissionUnknown, SubmittedAt = Samples.Start.AddSeconds(second) };

    private static string[] Split(string list) => list.Split(',', StringSplitOptions.RemoveEmptyEntries);
}
