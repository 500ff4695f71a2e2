using System.Collections.Immutable;
using VideoGen.Contract;
using VideoGen.DocumentedFal.Tests.Service;
using VideoGen.Jobs;
using VideoGen.Providers;

namespace VideoGen.DocumentedFal.Tests;

/// <summary>The paid path against a fal.ai that was written from its documentation alone and is strict about what it receives.</summary>
public sealed class DocumentedFalTests
{
    private static readonly Reply Refusal = new(422, """{"detail":[{"loc":["body","prompt"],"msg":"The content could not be processed because it was flagged.","type":"content_policy_violation"}]}""");

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Three_segments_are_delivered_and_the_account_is_charged_what_we_say(bool webhook)
    {
        await using Agent agent = await Agent.StartAsync(_ => new Run { SendsWebhook = webhook });
        SynthesisAnswer answer = await agent.OrderAsync(3);

        answer.VideoSegments.Length.ShouldBe(3);
        agent.Fal.Jobs.Count.ShouldBe(3);
        ImmutableArray<Job> jobs = await SettledAsync(agent, answer);
        jobs.Sum(j => j.BilledUsd!.Value).ShouldBe(agent.Fal.Jobs.Sum(j => j.Usd), 0.001m);
    }

    [Fact]
    public async Task The_same_job_costs_the_same_whoever_told_us_first()
    {
        await using Agent agent = await Agent.StartAsync(i => new Run { SendsWebhook = i % 2 == 0 });
        SynthesisAnswer first = await agent.OrderAsync(), second = await agent.OrderAsync(pair: false);

        decimal?[] billed = [(await SettledAsync(agent, first))[0].BilledUsd, (await SettledAsync(agent, second))[0].BilledUsd];
        billed[0]!.Value.ShouldBe(0.40m, 0.0001m);
        billed[1].ShouldBe(billed[0]);
    }

    [Theory]
    [InlineData(0.0, Billed.No)]
    [InlineData(2.666667, Billed.Yes)]
    public async Task A_refusal_told_by_webhook_is_settled_by_the_result(double units, Billed billed)
    {
        await using Agent agent = await Agent.StartAsync(_ => new Run { SendsWebhook = true, Failure = (Refusal, units) });
        SynthesisAnswer answer = await agent.OrderAsync();

        answer.FailedSegments.Single().Error.ShouldBe(FailureError.ContentRejected);
        Job job = (await SettledAsync(agent, answer)).Single();
        job.BilledUsd!.Value.ShouldBe(agent.Fal.Jobs.Single().Usd, 0.001m);
        (job.BilledUsd > 0 ? Billed.Yes : Billed.No).ShouldBe(billed);
    }

    [Fact]
    public async Task A_submit_whose_answer_is_lost_is_found_in_the_history_and_never_sent_again()
    {
        await using Agent agent = await Agent.StartAsync(i => new Run { LosesSubmit = i == 0 });
        SynthesisAnswer answer = await agent.OrderAsync();

        agent.Fal.Jobs.Count.ShouldBe(1);
        answer.VideoSegments.Length.ShouldBe(1);
    }

    [Fact]
    public async Task Of_two_equal_orders_the_lost_one_is_the_one_that_nobody_has()
    {
        await using Agent agent = await Agent.StartAsync(i => new Run { LosesSubmit = i == 1 });
        SynthesisAnswer first = await agent.OrderAsync(), second = await agent.OrderAsync();

        agent.Fal.Jobs.Count.ShouldBe(2);
        first.VideoSegments.Length.ShouldBe(1);
        second.VideoSegments.Length.ShouldBe(1);
        string[] ids = [(await agent.JobsAsync(first))[0].ProviderJob!.RequestId, (await agent.JobsAsync(second))[0].ProviderJob!.RequestId];
        ids.Distinct().Count().ShouldBe(2);
    }

    public static TheoryData<int, string, string> OddResults => new()
    {
        { 404, "application/json", """{"detail":"Request not found"}""" },
        { 500, "application/json", """{"detail":[{"loc":["body"],"msg":"Internal error","type":"internal_server_error"}]}""" },
        { 504, "application/json", """{"detail":"Request timed out","error_type":"request_timeout"}""" },
        { 200, "application/json", """{"video":{"url":"https://v3b.fal""" },
        { 200, "application/json", "" },
        { 200, "text/html", "<html><body>Please wait</body></html>" },
        { 200, "application/json", """{"hello":"world"}""" },
    };

    [Theory]
    [MemberData(nameof(OddResults))]
    public async Task One_odd_read_of_a_result_ends_no_paid_job(int status, string type, string body)
    {
        await using Agent agent = await Agent.StartAsync(_ => new Run { FirstResults = new Queue<Reply>([new Reply(status, body, type)]) });
        SynthesisAnswer answer = await agent.OrderAsync();

        answer.VideoSegments.Length.ShouldBe(1, string.Join(' ', answer.FailedSegments.Select(f => f.Message)));
        agent.Fal.Jobs.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_job_that_is_cancelled_at_fal_comes_to_an_end()
    {
        await using Agent agent = await Agent.StartAsync(i => i == 0 ? new Run { Failure = (Refusal, 0) } : new Run());
        SynthesisAnswer answer = await agent.OrderAsync(3);

        answer.Status.ShouldBeOneOf(RequestStatus.Finished, RequestStatus.InProgress);
        answer.FailedSegments.ShouldNotBeEmpty();
        ImmutableArray<Job> jobs = await SettledAsync(agent, answer);
        jobs.ShouldAllBe(j => j.State != JobState.Queued && j.State != JobState.Running);
    }

    public static TheoryData<string, bool> Endpoints
    {
        get
        {
            var data = new TheoryData<string, bool>();
            foreach (DocumentedModel model in DocumentedModel.All.Values)
            {
                string[] pictures = [.. model.Fields.Where(f => f.Value!["type"]?.GetValue<string>() == "picture").Select(f => f.Key)];
                int required = model.Fields.Count(f => f.Value!["type"]?.GetValue<string>() == "picture" && f.Value["required"] is not null);
                if (pictures.Length > 0 && required < 2)
                {
                    data.Add(model.Id, false);
                }

                if (pictures.Length > 1)
                {
                    data.Add(model.Id, true);
                }
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Endpoints))]
    public async Task Every_endpoint_takes_our_input_and_charges_the_planned_price(string model, bool pair)
    {
        await using Agent agent = await Agent.StartAsync();
        SynthesisAnswer answer = await agent.OrderAsync(pair: pair, settings: new() { ["model"] = model });

        answer.VideoSegments.Length.ShouldBe(1, string.Join(' ', answer.FailedSegments.Select(f => f.Message)));
        DocumentedJob charged = agent.Fal.Jobs.Single();
        charged.Model.Id.ShouldBe(model);
        if (charged.Model.UnitPrice > 0)
        {
            (await SettledAsync(agent, answer)).Single().BilledUsd!.Value.ShouldBe(charged.Usd, 0.005m);
        }
    }

    private static async Task<ImmutableArray<Job>> SettledAsync(Agent agent, SynthesisAnswer answer)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(10));
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        while (await timer.WaitForNextTickAsync(patience.Token))
        {
            ImmutableArray<Job> jobs = await agent.JobsAsync(answer);
            if (jobs.All(j => j.IsTerminal && !j.IsUnsettled))
            {
                return jobs;
            }
        }

        throw new TimeoutException();
    }
}
