using System.Net.Http.Json;
using VideoGen.FalSimulation.Tests.Rig;

namespace VideoGen.FalSimulation.Tests.Behaviours;

public sealed class SubmitBehaviourTests
{
    [Theory]
    [InlineData("refuse-401", 401, 0)]
    [InlineData("refuse-403-balance", 403, 0)]
    [InlineData("refuse-403-scope", 403, 0)]
    [InlineData("refuse-404", 404, 0)]
    [InlineData("refuse-429", 429, 0)]
    [InlineData("submit-5xx", 503, 0)]
    [InlineData("submit-5xx=500", 500, 0)]
    [InlineData("submit-5xx-after", 502, 1)]
    [InlineData("submit-html", 200, 1)]
    public async Task Refusals_before_and_after_the_job_exists(string behaviour, int status, int jobs)
    {
        await using SimulatorRig rig = await SimulatorRig.StartAsync();
        using HttpResponseMessage answer = await rig.PostAsync($"queue/{SimulatorRig.Model}", SimulatorRig.Input(), behaviour);
        ((int)answer.StatusCode).ShouldBe(status);
        rig.Truth.JobsCreated.ShouldBe(jobs);
        rig.Truth.Jobs.ShouldAllBe(static job => job.AnswerLost);
        await rig.AdvanceAsync(1);
        await rig.AdvanceAsync(4);
        rig.Truth.BilledUsd.ShouldBe(jobs * 0.4m);
    }

    [Theory]
    [InlineData("submit-lost", 0)]
    [InlineData("submit-lost-after", 1)]
    [InlineData("submit-partial", 1)]
    public async Task Cut_connections(string behaviour, int jobs)
    {
        await using SimulatorRig rig = await SimulatorRig.StartAsync();
        await Should.ThrowAsync<HttpRequestException>(() => rig.PostAsync($"queue/{SimulatorRig.Model}", SimulatorRig.Input(), behaviour));
        rig.Truth.JobsCreated.ShouldBe(jobs);
        rig.Truth.Jobs.Count.ShouldBe(jobs);
    }

    [Fact]
    public async Task An_answer_that_never_comes_leaves_a_job()
    {
        await using SimulatorRig rig = await SimulatorRig.StartAsync();
        using var patience = new CancellationTokenSource();
        using var request = new HttpRequestMessage(HttpMethod.Post, $"queue/{SimulatorRig.Model}") { Content = JsonContent.Create(SimulatorRig.Input()) };
        request.Headers.Add("X-Sim-Behaviour", "submit-hangs,instant");
        Task<HttpResponseMessage> call = rig.Http.SendAsync(request, patience.Token);
        while (!rig.Truth.Jobs.Any(static job => job.AnswerLost))
        {
            await Task.Yield();
        }

        call.IsCompleted.ShouldBeFalse();
        await patience.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => call);
        await rig.Simulator.SettleAsync();
        rig.Truth.Jobs[0].State.ShouldBe("succeeded");
    }

    [Fact]
    public async Task A_late_answer_comes_when_the_clock_says_so()
    {
        await using SimulatorRig rig = await SimulatorRig.StartAsync();
        Task<HttpResponseMessage> call = rig.PostAsync($"queue/{SimulatorRig.Model}", SimulatorRig.Input(), "submit-late=30");
        while (!call.IsCompleted)
        {
            call.IsCompleted.ShouldBeFalse();
            rig.Clock.Advance(TimeSpan.FromSeconds(1));
            await Task.Yield();
        }

        (await call).IsSuccessStatusCode.ShouldBeTrue();
    }

    [Fact]
    public async Task Returned_addresses_can_point_elsewhere_or_be_long()
    {
        await using SimulatorRig rig = await SimulatorRig.StartAsync();
        (await rig.SubmitAsync("foreign-urls"))["status_url"]!.ToString().ShouldStartWith("https://queue.fal.run.example.com/");
        string address = (await rig.SubmitAsync("long-urls"))["response_url"]!.ToString();
        address.ShouldContain($"/{SimulatorRig.Model}/requests/");
        (await rig.GetAsync(address)).Status.ShouldBe(400);
    }

    [Fact]
    public async Task An_invalid_input_can_be_refused_at_submit()
    {
        await using SimulatorRig rig = await SimulatorRig.StartAsync();
        var input = SimulatorRig.Input();
        input["duration"] = "5";
        using HttpResponseMessage answer = await rig.PostAsync($"queue/{SimulatorRig.Model}", input, "refuse-at-submit");
        ((int)answer.StatusCode).ShouldBe(422);
        rig.Truth.JobsCreated.ShouldBe(0);
    }

    [Fact]
    public async Task The_accepted_code_is_configurable()
    {
        await using SimulatorRig rig = await SimulatorRig.StartAsync(static options => options with { SubmitStatus = 202 });
        using HttpResponseMessage answer = await rig.PostAsync($"queue/{SimulatorRig.Model}", SimulatorRig.Input());
        ((int)answer.StatusCode).ShouldBe(202);
    }

    [Fact]
    public async Task An_unknown_behaviour_is_named_in_a_400()
    {
        await using SimulatorRig rig = await SimulatorRig.StartAsync();
        using HttpResponseMessage answer = await rig.PostAsync($"queue/{SimulatorRig.Model}", SimulatorRig.Input(), "explode");
        ((int)answer.StatusCode).ShouldBe(400);
        (await answer.Content.ReadAsStringAsync()).ShouldContain("explode");
    }
}
