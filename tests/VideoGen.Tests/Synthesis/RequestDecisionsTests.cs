using VideoGen.Contract;
using VideoGen.Jobs;
using VideoGen.Synthesis;
using VideoGen.Testing.Synthesis;

namespace VideoGen.Tests.Synthesis;

/// <summary>What was decided about the request as a whole is in the record of every job, before what was decided about its segment.</summary>
public sealed class RequestDecisionsTests : StageTest
{
    [Fact]
    public async Task Sorting_and_parts_are_in_the_grouping_of_every_job()
    {
        SynthesisCall call = SampleOrders.Call(SampleOrders.Storyboard(2)) with { Part = "Batch 2 of 3: the storyboard is too long for one request." };
        string id = (await Agent.Segments.SynthesizeAsync(call, null, CancellationToken.None)).ShouldBeOfType<Answer<SynthesisAnswer>.Given>().Value.RequestId;

        foreach (Job job in await Agent.Ledger.ListJobsAsync(id, CancellationToken.None))
        {
            job.Grouping[0].ShouldBe(call.Part);
            job.Grouping[1].ShouldContain("sorted by scene and shot");
            job.Grouping.Length.ShouldBeGreaterThan(2);
        }
    }
}
