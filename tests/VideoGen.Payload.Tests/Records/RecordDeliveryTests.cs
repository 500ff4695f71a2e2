using System.Net;
using System.Text;
using VideoGen.Jobs;
using VideoGen.Payload.Tests.Cms;
using VideoGen.Records;
using VideoGen.Testing;

namespace VideoGen.Payload.Tests.Records;

/// <summary>From the ledger's outbox to the real CMS, through everything that can go wrong on the way.</summary>
public abstract class RecordDeliveryTests(CmsServer cms) : IAsyncLifetime, IDisposable
{
    private static int _runs;

    private readonly TestFolder _folder = new();
    private readonly CancellationTokenSource _limit = new(LedgerContract.Limit);
    private readonly ManualTime _time = new();
    private readonly List<Agent> _agents = [];

    // The CMS outlives a test, so every test has names of its own.
    private readonly string _name = $"run{Interlocked.Increment(ref _runs)}";

    private CancellationToken Ct => _limit.Token;

    public Task InitializeAsync() => Task.CompletedTask;

    [Fact]
    public async Task A_CMS_that_was_away_for_an_hour_under_load_gets_everything_afterwards()
    {
        Agent agent = Open();
        await cms.StopAsync();
        agent.Sender.Start();
        for (int minute = 0; minute < 60; minute++)
        {
            await agent.RunAsync($"{_name}-{minute}", 1, JobState.Succeeded, Ct);
            await agent.Sender.FlushAsync(Ct); // an answer never waits for records: this ends with a CMS that does not answer
            _time.Advance(TimeSpan.FromMinutes(1));
        }

        RecordBacklog away = await agent.Outbox.ReadBacklogAsync(Ct);
        await cms.StartAsync(); // before anything can fail: other tests share it
        (away.Waiting, away.RefusedCount).ShouldBe((60, 0));
        away.Problem.ShouldNotBeNull();
        _time.Advance(TimeSpan.FromMinutes(1));
        await agent.DeliverAsync(Ct);

        await ShouldHoldAsync(agent, 60, JobState.Succeeded);
    }

    [Fact]
    public async Task Two_agents_on_one_ledger_double_nothing()
    {
        var network = new FaultyNetwork();
        int creates = 0;
        network.Before = request => creates += request.Method == HttpMethod.Post ? 1 : 0;
        var other = new FaultyNetwork();
        int others = 0;
        other.Before = request => others += request.Method == HttpMethod.Post ? 1 : 0;
        Agent[] agents = [Open(network), Open(other)];
        for (int i = 0; i < 8; i++)
        {
            await agents[i % 2].RunAsync($"{_name}-{i}", 3, JobState.Succeeded, Ct);
        }

        await Task.WhenAll(agents.Select(a => a.DeliverAsync(Ct)));

        await ShouldHoldAsync(agents[0], 24, JobState.Succeeded);
        (creates + others).ShouldBe(48); // one create for each document, none tried twice
    }

    [Fact]
    public async Task A_sender_that_dies_between_write_and_acknowledgement_leaves_one_document()
    {
        var network = new FaultyNetwork { After = (_, _) => throw new HttpRequestException("the process is gone") };
        Agent dying = Open(network);
        await dying.RunAsync(_name, 3, JobState.Succeeded, Ct);
        dying.Sender.Start();
        await dying.Sender.FlushAsync(Ct);
        await dying.DisposeAsync();
        _agents.Remove(dying);

        Agent next = Open();
        _time.Advance(TimeSpan.FromMinutes(2));
        await next.DeliverAsync(Ct);

        await ShouldHoldAsync(next, 3, JobState.Succeeded);
    }

    [Fact]
    public async Task A_500_after_the_write_and_a_403_in_between_and_a_reset_change_nothing()
    {
        int calls = 0;
        var network = new FaultyNetwork
        {
            Before = _ =>
            {
                if (Interlocked.Increment(ref calls) % 11 == 0)
                {
                    throw new HttpRequestException("Connection reset by peer", new IOException());
                }
            },
            After = (request, answer) => (calls % 9, request.Method == HttpMethod.Get) switch
            {
                (0, false) => Replace(answer, HttpStatusCode.InternalServerError, """{"errors":[{"message":"Something went wrong."}]}"""),
                (1, false) => Replace(answer, HttpStatusCode.Forbidden, """{"errors":[{"message":"You are not allowed to perform this action."}]}"""),
                _ => answer,
            },
        };
        Agent agent = Open(network, attempts: 1);
        for (int i = 0; i < 3; i++)
        {
            await agent.RunAsync($"{_name}-{i}", 3, JobState.Succeeded, Ct);
        }

        agent.Sender.Start();
        while ((await agent.Outbox.ReadBacklogAsync(Ct)).Waiting > 0)
        {
            await agent.Sender.FlushAsync(Ct);
            _time.Advance(TimeSpan.FromMilliseconds(20));
            await agent.Outbox.RetryRefusedAsync(_time.GetUtcNow(), Ct);
        }

        await ShouldHoldAsync(agent, 9, JobState.Succeeded);
    }

    [Fact]
    public async Task A_refused_document_says_why_does_not_hold_up_the_rest_and_is_delivered_once_it_is_mended()
    {
        string bad = $"job_{_name}_1";
        bool spoil = true;
        var network = new FaultyNetwork
        {
            Before = request =>
            {
                string body = request.Content?.ReadAsStringAsync().Result ?? "";
                if (spoil && body.Contains($"\"job_id\":\"{bad}\"", StringComparison.Ordinal))
                {
                    request.Content = new StringContent(body.Replace("\"status\":\"succeeded\"", "\"status\":\"splendid\"", StringComparison.Ordinal), Encoding.UTF8, "application/json");
                }
            },
        };
        Agent agent = Open(network);
        await agent.RunAsync(_name, 3, JobState.Succeeded, Ct);
        await agent.DeliverAsync(Ct);

        RecordBacklog backlog = await agent.Outbox.ReadBacklogAsync(Ct);
        backlog.Waiting.ShouldBe(1);
        RefusedRecord refused = backlog.Refused.ShouldHaveSingleItem();
        refused.JobId.ShouldBe(bad);
        refused.Reason.ShouldContain("status: This field has an invalid selection.");

        spoil = false;
        await agent.Outbox.RetryRefusedAsync(_time.GetUtcNow(), Ct);
        await agent.DeliverAsync(Ct);
        while ((await agent.Outbox.ReadBacklogAsync(Ct)).Waiting > 0)
        {
            await agent.Sender.FlushAsync(Ct);
        }

        await ShouldHoldAsync(agent, 3, JobState.Succeeded);
    }

    public async Task DisposeAsync()
    {
        foreach (Agent agent in _agents)
        {
            await agent.DisposeAsync();
        }
    }

    public void Dispose()
    {
        GC.SuppressFinalize(this);
        _limit.Dispose();
        _folder.Dispose();
    }

    private static HttpResponseMessage Replace(HttpResponseMessage answer, HttpStatusCode status, string body)
    {
        answer.Dispose();
        return new HttpResponseMessage(status) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
    }

    private Agent Open(HttpMessageHandler? handler = null, int attempts = 3)
    {
        var agent = new Agent(_folder["ledger.db"], _time, cms.Options with { Attempts = attempts }, handler);
        _agents.Add(agent);
        return agent;
    }

    // Every job of this test's ledger has one document with its state and complete history, and one segment that is linked to it.
    private async Task ShouldHoldAsync(Agent agent, int jobs, JobState state)
    {
        using var client = new PayloadClient(cms.Options, TimeProvider.System);
        var mine = await agent.Ledger.ListNewestJobsAsync(1000, Ct);
        mine.Length.ShouldBe(jobs);
        var documents = (await client.FindAsync(RecordCollections.Jobs, new PayloadQuery(), Ct)).ToLookup(d => (string)d.Fields["job_id"]!);
        var segments = (await client.FindAsync(RecordCollections.Segments, new PayloadQuery(), Ct)).ToLookup(d => (string)d.Fields["job_id"]!);
        foreach (Job job in mine)
        {
            PayloadDocument document = documents[job.Id].ShouldHaveSingleItem();
            ((string?)document.Fields["status"]).ShouldBe(System.Text.Json.JsonNamingPolicy.SnakeCaseLower.ConvertName(state.ToString()));
            var history = await agent.Ledger.ListEventsAsync(job.Id, Ct);
            document.Fields["webhook_events"]!.AsArray().Select(e => (long)e!["sequence"]!).ShouldBe(history.Select(e => e.Sequence));
            segments[job.Id].ShouldHaveSingleItem().Fields["generated_by"]!.ToJsonString().ShouldBe(document.Id.ToJson().ToJsonString());
        }
    }
}
