using System.Collections.Immutable;
using VideoGen.Jobs;
using VideoGen.Ledger.Sqlite;
using VideoGen.Reports;
using VideoGen.Testing;

namespace VideoGen.Ledger.Tests;

/// <summary>What reports read of the ledger.</summary>
public sealed class FigureReadsTests : IDisposable
{
    private readonly LedgerFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_job_comes_with_all_its_figures()
    {
        await using SqliteLedger ledger = await OpenAsync();
        Job job = Samples.Job("job_a_0", "req_a") with { Payload = "{}", SubmittedAt = Samples.Start.AddSeconds(-12), BilledUsd = 0.4m, BilledSeconds = 4, Clip = Samples.Clip() };
        JobCommit step = Samples.Step(job, JobState.Succeeded);
        (await ledger.CommitAsync(step, CancellationToken.None)).ShouldBeTrue();

        (await ledger.ReadFiguresAsync(new ReportQuery(), CancellationToken.None))[0].ShouldBe(JobFigures.Of(step.Next));
    }

    [Fact]
    public async Task Each_member_narrows_it_down()
    {
        await using SqliteLedger ledger = await OpenAsync();
        async Task<int> Count(ReportQuery query) => (await ledger.ReadFiguresAsync(query, CancellationToken.None)).Length;

        (await Count(new ReportQuery())).ShouldBe(4);
        (await Count(new ReportQuery { ProjectId = "atlas" })).ShouldBe(3);
        (await Count(new ReportQuery { ProjectId = "ATLAS" })).ShouldBe(0);
        (await Count(new ReportQuery { EpisodeId = "e1" })).ShouldBe(2);
        (await Count(new ReportQuery { ProjectId = "atlas", EpisodeId = "e1" })).ShouldBe(1);
        (await Count(new ReportQuery { Since = Samples.Start.AddHours(1) })).ShouldBe(3);
        (await Count(new ReportQuery { Since = Samples.Start.AddHours(1).AddTicks(10) })).ShouldBe(1);
        (await Count(new ReportQuery { Since = Samples.Start.AddYears(900) })).ShouldBe(0);
        (await Count(new ReportQuery { CallerId = "token:ann" })).ShouldBe(2);
        (await Count(new ReportQuery { CallerId = "token:ann", ProjectId = "harbour" })).ShouldBe(0);
    }

    [Fact]
    public async Task A_film_is_read_of_the_same_jobs_whole_and_in_the_order_in_which_they_were_planned()
    {
        await using SqliteLedger ledger = await OpenAsync();

        async Task<string[]> Ids(string project, string? episode, string? caller) =>
            [.. (await ledger.ReadFilmJobsAsync(project, episode, caller, CancellationToken.None)).Select(job => job.Id)];

        (await Ids("atlas", null, null)).ShouldBe(["job_a_0", "job_b_0", "job_b_1"]);
        (await Ids("atlas", "e1", null)).ShouldBe(["job_a_0"]);
        (await Ids("atlas", null, "token:ann")).ShouldBe(["job_b_0", "job_b_1"]);
        (await Ids("atlas", null, "")).ShouldBeEmpty();
        (await Ids("nowhere", null, null)).ShouldBeEmpty();
        (await ledger.ReadFilmJobsAsync("atlas", "e1", null, CancellationToken.None))[0].Prompt.ShouldBe(Samples.Job().Prompt);
    }

    private async Task<SqliteLedger> OpenAsync()
    {
        var ledger = new SqliteLedger(new SqliteLedgerOptions(_folder.Path), new ManualTime());
        await AddAsync(ledger, "a", null, 1, job => job);
        await AddAsync(ledger, "b", "token:ann", 2, job => job with { EpisodeId = "e2", CreatedAt = Samples.Start.AddHours(1) });
        await AddAsync(ledger, "c", "token:bob", 1, job => job with { ProjectId = "harbour", CreatedAt = Samples.Start.AddHours(2) });
        return ledger;
    }

    private static async Task AddAsync(SqliteLedger ledger, string name, string? caller, int segments, Func<Job, Job> change)
    {
        NewRequest given = Samples.Request(name, segments);
        ImmutableArray<Job> jobs = [.. given.Jobs.Select(change)];
        await ledger.CreateAsync(new NewRequest(given.Request with { Caller = caller }, jobs), CancellationToken.None);
    }
}
