using System.Collections.Immutable;
using VideoGen.Contract;
using VideoGen.Jobs;
using VideoGen.Ledger.Sql;
using VideoGen.Listing;
using VideoGen.Providers;
using VideoGen.Testing;

namespace VideoGen.Ledger.Tests;

/// <summary>What every ledger promises of its lists of requests.</summary>
public abstract class RequestListContract
{
    [Fact]
    public async Task Each_member_narrows_it_down()
    {
        SqlLedger ledger = Open();
        await AddAsync(ledger, "a", "atlas", "e1", "slow push-in on the lighthouse");
        await AddAsync(ledger, "b", "atlas", "e2", "100 % grain_and \"smoke\"", caller: "token:ann");
        await AddAsync(ledger, "c", "harbour", "e1", "Nebel über der Bucht", state: JobState.Succeeded);
        await AddAsync(ledger, "d", "harbour", "e9", "a storm", state: JobState.Failed);
        async Task<string> Ids(ListQuery query) => string.Join(' ', (await ledger.ListPageAsync(query, CancellationToken.None)).Requests.Select(r => r.Id["req_".Length..]));

        (await Ids(new())).ShouldBe("d c b a");
        (await Ids(new() { ProjectId = "atlas" })).ShouldBe("b a");
        (await Ids(new() { ProjectId = "atlas", EpisodeId = "e2" })).ShouldBe("b");
        (await Ids(new() { EpisodeId = "e1" })).ShouldBe("c a");
        (await Ids(new() { State = RequestState.Open })).ShouldBe("b a");
        (await Ids(new() { State = RequestState.Delivered })).ShouldBe("c");
        (await Ids(new() { State = RequestState.Incomplete })).ShouldBe("d");
        (await Ids(new() { Text = "LIGHTHOUSE" })).ShouldBe("a");
        (await Ids(new() { Text = "über" })).ShouldBe("c");
        (await Ids(new() { Text = "grain_and \"smoke\"" })).ShouldBe("b");
        (await Ids(new() { Text = "100 %" })).ShouldBe("b");
        (await Ids(new() { Text = "%" })).ShouldBe("b");
        (await Ids(new() { Text = "segments" })).ShouldBeEmpty(); // the name of a member, and no word of anybody
        (await Ids(new() { Text = "job_c_0" })).ShouldBe("c");
        (await Ids(new() { Text = "req_d" })).ShouldBe("d");
        (await Ids(new() { CallerId = "token:ann" })).ShouldBe("b");
        (await Ids(new() { CallerId = "token:ann", Text = "req_d" })).ShouldBeEmpty();
        (await Ids(new() { CallerId = "" })).ShouldBeEmpty();
        (await Ids(new() { Before = "req_c" })).ShouldBe("b a");
        (await Ids(new() { ProjectId = "nowhere" })).ShouldBeEmpty();
    }

    [Fact]
    public async Task Every_id_of_a_job_finds_its_request_however_old_it_is()
    {
        SqlLedger ledger = Open();
        NewRequest given = Samples.Request("a", segments: 1);
        Job job = given.Jobs[0] with { WebhookId = "hook_5e1f0c7ad94b4b32" };
        await ledger.CreateAsync(given with { Jobs = [job] }, CancellationToken.None);
        await AddAsync(ledger, "b", "atlas", "e1", "words");
        (await Find("0199-queue")).ShouldBeEmpty();
        JobCommit accepted = Samples.Step(job with { ProviderJob = new ProviderJob("0199-queue", "fal-ai/some") }, JobState.Queued);
        (await ledger.CommitAsync(accepted, CancellationToken.None)).ShouldBeTrue();

        foreach (string id in (string[])["req_a", "job_a_0", "0199-queue", "hook_5e1f0c7ad94b4b32"])
        {
            (await Find(id)).ShouldBe("req_a");
            (await Find(id, byIdAlone: true)).ShouldBe("req_a");
            (await Find(id, caller: "token:ann")).ShouldBeEmpty();
        }

        async Task<string> Find(string text, bool byIdAlone = false, string? caller = null) => string.Join(
            ' ', (await ledger.ListPageAsync(new() { Text = text, ByIdAlone = byIdAlone, CallerId = caller }, CancellationToken.None)).Requests.Select(r => r.Id));
    }

    [Fact]
    public async Task A_row_says_how_the_request_stands()
    {
        SqlLedger ledger = Open();
        await AddAsync(ledger, "a", "atlas", "e1", "words", caller: "token:ann", segments: 2);
        await ledger.RequestCancelAsync("req_a", Samples.Start, CancellationToken.None);

        ListedRequest row = (await ledger.ListPageAsync(new(), CancellationToken.None)).Requests.ShouldHaveSingleItem();

        row.ShouldBe(new ListedRequest
        {
            Id = "req_a",
            ProjectId = "atlas",
            EpisodeId = "e1",
            Caller = "token:ann",
            CreatedAt = Samples.Start,
            Segments = 2,
            Delivered = 0,
            Open = 2,
            CostUsd = 0.8m,
            IsCancelled = true,
        });
        row.State.ShouldBe(RequestState.Open);
    }

    [Fact]
    public async Task Pages_have_no_gap_and_a_page_looks_at_so_many_requests_at_most()
    {
        SqlLedger ledger = Open();
        for (int i = 0; i < RequestLists.Looked + 5; i++)
        {
            await AddAsync(ledger, $"{i}", "atlas", i == 2 ? "rare" : "e1", i == 3 ? "a needle" : "hay");
        }

        var seen = new List<string>();
        string? before = null;
        do
        {
            RequestPage page = await ledger.ListPageAsync(new ListQuery { Limit = 300, Before = before }, CancellationToken.None);
            seen.AddRange(page.Requests.Select(r => r.Id));
            before = page.Next;
        }
        while (before is not null);

        seen.ShouldBe(Enumerable.Range(0, RequestLists.Looked + 5).Reverse().Select(i => $"req_{i}"));
        foreach (ListQuery rare in (ListQuery[])[new() { EpisodeId = "rare" }, new() { Text = "needle" }])
        {
            RequestPage first = await ledger.ListPageAsync(rare, CancellationToken.None);
            first.Requests.ShouldBeEmpty();
            first.BackTo.ShouldBe(Samples.Start);
            RequestPage second = await ledger.ListPageAsync(rare with { Before = first.Next }, CancellationToken.None);
            second.Requests.ShouldHaveSingleItem();
            second.Next.ShouldBeNull();
        }
    }

    /// <summary>A ledger that holds nothing.</summary>
    protected abstract SqlLedger Open();

    private static async Task AddAsync(
        SqlLedger ledger, string name, string project, string episode, string prompt, string? caller = null, int segments = 1, JobState state = JobState.Planned)
    {
        NewRequest given = Samples.Request(name, segments);
        RequestRecord record = given.Request with { ProjectId = project, EpisodeId = episode, Caller = caller };
        record = record with
        {
            Plan = record.Plan with
            {
                Segments =
                [
                    new PlannedSegment
                    {
                        SegmentId = "SEGMENT_1", SceneNumber = 1, ShotOrder = 1, AssociatedFrames = ["f1"], Model = "animatic/pan", WantedSeconds = 3, SlotSeconds = 4, EstimatedCostUsd = 0,
                        Prompt = prompt, TemplateId = "motion", TemplateVersion = 1, Decisions = [],
                    },
                ],
            },
        };
        ImmutableArray<Job> jobs = [.. given.Jobs.Select(j => j with { ProjectId = project, EpisodeId = episode, Prompt = prompt })];
        await ledger.CreateAsync(given with { Request = record, Jobs = jobs }, CancellationToken.None);
        foreach (Job job in state is JobState.Planned ? [] : jobs)
        {
            (await ledger.CommitAsync(Samples.Step(job, state), CancellationToken.None)).ShouldBeTrue();
        }
    }
}
