using Shouldly;
using VideoGen.Jobs;
using Xunit;

namespace VideoGen.Testing;

public abstract partial class LedgerContract
{
    [Fact]
    public async Task Takes_of_a_place_count_up_and_a_job_keeps_its_number()
    {
        await CreateAsync("a");
        await CreateAsync("b");

        (await TakeAsync("job_a_0")).ShouldBe(1);
        (await TakeAsync("job_b_0")).ShouldBe(2);
        (await TakeAsync("job_a_0")).ShouldBe(1);
        (await TakeAsync("job_b_0")).ShouldBe(2);
    }

    [Fact]
    public async Task A_job_whose_take_is_taken_gets_one_above_and_keeps_it()
    {
        await CreateAsync("a");
        await CreateAsync("b");
        await CreateAsync("c");
        await TakeAsync("job_a_0");
        await TakeAsync("job_b_0");

        (await TakeAsync("job_a_0", above: 1)).ShouldBe(3);
        (await TakeAsync("job_a_0", above: 1)).ShouldBe(3);
        (await TakeAsync("job_a_0")).ShouldBe(3);
        (await TakeAsync("job_b_0")).ShouldBe(2);
        (await TakeAsync("job_c_0", above: 7)).ShouldBe(8);
    }

    [Fact]
    public async Task Every_place_counts_for_itself()
    {
        await CreateAsync("a");
        var elsewhere = Samples.Job("job_x_0", "req_x");
        await Ledger.CreateAsync(
            new NewRequest(
                Samples.Record("x"),
                [
                    elsewhere with { ProjectId = "other" },
                    elsewhere with { Id = "job_x_1", SegmentIndex = 1, EpisodeId = "e2" },
                    elsewhere with { Id = "job_x_2", SegmentIndex = 2, SceneNumber = 2 },
                ]),
            Ct);

        foreach (var id in new[] { "job_a_0", "job_a_1", "job_x_0", "job_x_1", "job_x_2" })
        {
            (await TakeAsync(id)).ShouldBe(1);
        }
    }

    [Fact]
    public async Task Takes_given_out_at_once_are_all_different()
    {
        var other = await OpenAnotherAsync();
        var jobs = new List<Job>();
        for (var i = 0; i < 20; i++)
        {
            jobs.Add((await CreateAsync($"r{i}", 1))[0]);
        }

        var takes = await Task.WhenAll(jobs.Select(async (job, i) => await (i % 2 == 0 ? Ledger : other).ReserveTakeAsync(job, 0, Ct)));

        takes.Order().ShouldBe(Enumerable.Range(1, 20));
    }

    private async Task<int> TakeAsync(string jobId, int above = 0) => await Ledger.ReserveTakeAsync(await JobAsync(jobId), above, Ct);
}
