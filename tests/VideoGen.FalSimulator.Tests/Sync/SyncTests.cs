using VideoGen.FalSimulation.Tests.Rig;

namespace VideoGen.FalSimulation.Tests.Sync;

public sealed class SyncTests
{
    [Fact]
    public async Task The_output_comes_on_the_same_connection()
    {
        await using SimulatorRig rig = await SimulatorRig.StartAsync();
        using HttpResponseMessage answer = await PostAndAdvanceAsync(rig, null);
        ((int)answer.StatusCode).ShouldBe(200);
        (await answer.Content.ReadAsStringAsync()).ShouldContain("/media/files/b/");
        answer.Headers.GetValues("x-fal-request-id").Single().ShouldBe(rig.Truth.Jobs.Single().RequestId);
        rig.Truth.Jobs.Single().Direct.ShouldBeTrue();
    }

    [Fact]
    public async Task Above_the_limit_it_is_429_with_the_retry_flag()
    {
        await using SimulatorRig rig = await SimulatorRig.StartAsync(static options => options with { Concurrency = 1 });
        Task<HttpResponseMessage> first = rig.PostAsync($"sync/{SimulatorRig.Model}", SimulatorRig.Input(), "never-ends");
        while (rig.Truth.Jobs is not [{ State: "running" }])
        {
            await Task.Yield();
        }

        using HttpResponseMessage second = await rig.PostAsync($"sync/{SimulatorRig.Model}", SimulatorRig.Input());
        ((int)second.StatusCode).ShouldBe(429);
        second.Headers.GetValues("X-Fal-Needs-Retry").ShouldBe(["1"]);
        (await second.Content.ReadAsStringAsync()).ShouldContain("concurrent_requests_limit");
        await rig.CancelAsync(rig.Truth.Jobs[0].RequestId);
        using HttpResponseMessage ended = await first;
        ((int)ended.StatusCode).ShouldBe(499);
    }

    [Fact]
    public async Task It_may_answer_like_the_queue_and_go_on()
    {
        await using SimulatorRig rig = await SimulatorRig.StartAsync();
        using HttpResponseMessage answer = await rig.PostAsync($"sync/{SimulatorRig.Model}", SimulatorRig.Input(), "sync-queue-answer");
        (await answer.Content.ReadAsStringAsync()).ShouldContain("\"status_url\"");
        await rig.AdvanceAsync(1);
        await rig.AdvanceAsync(4);
        rig.Truth.Jobs.Single().State.ShouldBe("succeeded");
    }

    [Fact]
    public async Task A_cut_connection_leaves_the_job_alive()
    {
        await using SimulatorRig rig = await SimulatorRig.StartAsync();
        await Should.ThrowAsync<HttpRequestException>(() => rig.PostAsync($"sync/{SimulatorRig.Model}", SimulatorRig.Input(), "sync-lost"));
        await rig.Simulator.SettleAsync();
        await rig.AdvanceAsync(5);
        rig.Truth.Jobs.Single().State.ShouldBe("succeeded");
        rig.Truth.BilledUsd.ShouldBe(0.4m);
    }

    [Fact]
    public async Task Failures_are_answered_directly()
    {
        await using SimulatorRig rig = await SimulatorRig.StartAsync();
        using HttpResponseMessage answer = await PostAndAdvanceAsync(rig, "fail=generation_timeout");
        ((int)answer.StatusCode).ShouldBe(504);
        using HttpResponseMessage get = await rig.Http.GetAsync($"sync/{SimulatorRig.Model}");
        ((int)get.StatusCode).ShouldBe(405);
    }

    private static async Task<HttpResponseMessage> PostAndAdvanceAsync(SimulatorRig rig, string? behaviours)
    {
        Task<HttpResponseMessage> call = rig.PostAsync($"sync/{SimulatorRig.Model}", SimulatorRig.Input(), behaviours);
        while (rig.Truth.Jobs is not [{ State: "running" }])
        {
            await Task.Yield();
        }

        await rig.Simulator.SettleAsync();
        await rig.AdvanceAsync(4);
        return await call;
    }
}
