using System.Text.Json.Nodes;
using VideoGen.Contract;
using VideoGen.Jobs;
using VideoGen.Synthesis;
using VideoGen.Testing.Providers;
using VideoGen.Testing.Synthesis;

namespace VideoGen.Tests.Synthesis;

public sealed class RequestKeyTests : StageTest
{
    [Fact]
    public async Task The_same_key_while_the_first_call_still_runs_joins_it()
    {
        Task<Answer<SynthesisAnswer>> first = CallAsync(Agent, Keyed(wait: 90));
        await Time.WhenSetAsync(1).WaitAsync(Limit);
        Task<Answer<SynthesisAnswer>> second = CallAsync(Agent, Keyed(wait: 60));
        await Time.WhenSetAsync(2).WaitAsync(Limit);
        await Agent.RunAsync();
        Job job = await OnlyJobAsync();

        await Agent.DeliverAsync(job.Id, ScriptedProvider.DeliveryOf(job.Id));
        await Agent.RunAsync();

        Id(await first.WaitAsync(Limit)).ShouldBe(Id(await second.WaitAsync(Limit)));
        Provider.Calls.Count(c => c.Verb == "submit").ShouldBe(1);
    }

    [Fact]
    public async Task The_same_key_from_two_processes_at_once_orders_once()
    {
        AgentProcess other = Stage.StartProcess();

        Answer<SynthesisAnswer>[] answers = await Task.WhenAll(
            Enumerable.Range(0, 8).Select(i => CallAsync(i % 2 == 0 ? Agent : other, Keyed()))).WaitAsync(Limit);
        await Task.WhenAll(Agent.RunAsync(), other.RunAsync()).WaitAsync(Limit);

        answers.Select(Id).Distinct().ShouldHaveSingleItem();
        Provider.Calls.Count(c => c.Verb == "submit").ShouldBe(1);
    }

    [Fact]
    public async Task The_same_key_after_the_first_process_died_takes_the_request_up()
    {
        Answer<SynthesisAnswer> first = await CallAsync(Agent, Keyed());
        AgentProcess next = Stage.StartProcess();

        Answer<SynthesisAnswer> second = await CallAsync(next, Keyed());
        await next.RunAsync();

        first.ShouldBeOfType<Answer<SynthesisAnswer>.Given>().Value.Replayed.ShouldBeNull();
        second.ShouldBeOfType<Answer<SynthesisAnswer>.Given>().Value.Replayed.ShouldBe(true);

        (await OnlyJobAsync()).State.ShouldBe(JobState.Queued);
    }

    [Fact]
    public async Task The_same_key_with_other_input_is_refused()
    {
        await CallAsync(Agent, Keyed());
        JsonObject other = Keyed();
        other["storyboard_frames"]![0]!["description"] = "Something else.";

        (await CallAsync(Agent, other)).ShouldBeOfType<Answer<SynthesisAnswer>.Refused>()
            .Refusal.Problems.ShouldHaveSingleItem().Code.ShouldBe(ProblemCodes.RequestKeyTaken);
    }

    private static JsonObject Keyed(double wait = 0)
    {
        JsonObject request = SampleOrders.Storyboard(1, wait);
        request["request_key"] = "the-key";
        return request;
    }

    private static Task<Answer<SynthesisAnswer>> CallAsync(AgentProcess process, JsonObject request) =>
        process.Segments.SynthesizeAsync(SampleOrders.Call(request), null, CancellationToken.None).AsTask();

    private static string Id(Answer<SynthesisAnswer> answer) => answer.ShouldBeOfType<Answer<SynthesisAnswer>.Given>().Value.RequestId;

    private async Task<Job> OnlyJobAsync()
    {
        RequestRecord request = (await Agent.Ledger.ListRequestsAsync(9, CancellationToken.None)).ShouldHaveSingleItem();
        return (await Agent.Ledger.ListJobsAsync(request.Id, CancellationToken.None)).ShouldHaveSingleItem();
    }
}
