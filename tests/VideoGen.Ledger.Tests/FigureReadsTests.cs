using VideoGen.Jobs;
using VideoGen.Ledger.Sqlite;
using VideoGen.Reports;
using VideoGen.Testing;

namespace VideoGen.Ledger.Tests;

/// <summary>What reports read of the ledger.</summary>
public sealed class FigureReadsTests : IAsyncLifetime
{
    private readonly LedgerFolder _folder = new();
    private readonly SqliteLedger _ledger;

    public FigureReadsTests() => _ledger = new SqliteLedger(new SqliteLedgerOptions(_folder.Path), new ManualTime());

    public async Task InitializeAsync()
    {
        await AddAsync("a", null, 1, job => job);
        await AddAsync("b", "token:ann", 2, job => job with { EpisodeId = "e2", CreatedAt = Samples.Start.AddHours(1) });
        await AddAsync("c", "token:bob", 1, job => job with { ProjectId = "harbour", CreatedAt = Samples.Start.AddHours(2) });
    }

    public async Task DisposeAsync()
    {
        await _ledger.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task A_job_comes_with_all_its_figures()
    {
        Job job = Samples.Job("job_a_0", "req_a") with { Payload = "{}", SubmittedAt = Samples.Start.AddSeconds(-12), BilledUsd = 0.4m, BilledSeconds = 4, Clip = Samples.Clip() };
        JobCommit step = Samples.Step(job, JobState.Succeeded);
        (await _ledger.CommitAsync(step, CancellationToken.None)).ShouldBeTrue();

        (await ReadAsync(new ReportQuery()))[0].ShouldBe(JobFigures.Of(step.Next));
    }

    [Fact]
    public async Task Each_member_narrows_it_down()
    {
        (await CountAsync(new ReportQuery())).ShouldBe(4);
        (await CountAsync(new ReportQuery { ProjectId = "atlas" })).ShouldBe(3);
        (await CountAsync(new ReportQuery { ProjectId = "ATLAS" })).ShouldBe(0);
        (await CountAsync(new ReportQuery { EpisodeId = "e1" })).ShouldBe(2);
        (await CountAsync(new ReportQuery { ProjectId = "atlas", EpisodeId = "e1" })).ShouldBe(1);
        (await CountAsync(new ReportQuery { Since = Samples.Start.AddHours(1) })).ShouldBe(3);
        (await CountAsync(new ReportQuery { Since = Samples.Start.AddHours(1).AddTicks(10) })).ShouldBe(1);
        (await CountAsync(new ReportQuery { Since = Samples.Start.AddYears(900) })).ShouldBe(0);
        (await CountAsync(new ReportQuery { CallerId = "token:ann" })).ShouldBe(2);
        (await CountAsync(new ReportQuery { CallerId = "token:ann", ProjectId = "harbour" })).ShouldBe(0);
    }

    private async Task<int> CountAsync(ReportQuery query) => (await ReadAsync(query)).Length;

    private async Task<System.Collections.Immutable.ImmutableArray<JobFigures>> ReadAsync(ReportQuery query) => await _ledger.ReadFiguresAsync(query, CancellationToken.None);

    private async Task AddAsync(string name, string? caller, int segments, Func<Job, Job> change)
    {
        NewRequest given = Samples.Request(name, segments);
        await _ledger.CreateAsync(new NewRequest(given.Request with { Caller = caller }, [.. given.Jobs.Select(change)]), CancellationToken.None);
    }
}
