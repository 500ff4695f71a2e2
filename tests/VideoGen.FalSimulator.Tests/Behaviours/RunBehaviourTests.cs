using VideoGen.FalSimulation.Tests.Rig;

namespace VideoGen.FalSimulation.Tests.Behaviours;

public sealed class RunBehaviourTests
{
    [Fact]
    public async Task Stuck_stays_at_position_0()
    {
        await using SimulatorRig rig = await SimulatorRig.StartAsync();
        string id = (string)(await rig.SubmitAsync("stuck"))["request_id"]!;
        await rig.AdvanceAsync(100_000);
        var status = await rig.StatusAsync(id);
        status.Body!["status"]!.ToString().ShouldBe("IN_QUEUE");
        status.Body["queue_position"]!.GetValue<int>().ShouldBe(0);
    }

    [Fact]
    public async Task Never_ends_stays_in_progress()
    {
        await using SimulatorRig rig = await SimulatorRig.StartAsync();
        string id = (string)(await rig.SubmitAsync("never-ends"))["request_id"]!;
        await rig.AdvanceAsync(100_000);
        (await rig.StatusAsync(id)).Body!["status"]!.ToString().ShouldBe("IN_PROGRESS");
    }

    [Fact]
    public async Task Requeue_falls_back_once_and_changes_the_gateway_id()
    {
        await using SimulatorRig rig = await SimulatorRig.StartAsync();
        string id = (string)(await rig.SubmitAsync("requeue", webhook: true))["request_id"]!;
        await rig.AdvanceAsync(1);
        (await rig.StatusAsync(id)).Body!["status"]!.ToString().ShouldBe("IN_PROGRESS");
        await rig.AdvanceAsync(1.5);
        (await rig.StatusAsync(id)).Body!["status"]!.ToString().ShouldBe("IN_QUEUE");
        await rig.AdvanceAsync(1);
        (await rig.StatusAsync(id)).Body!["status"]!.ToString().ShouldBe("IN_PROGRESS");
        await rig.AdvanceAsync(4);
        (await rig.StatusAsync(id)).Body!["status"]!.ToString().ShouldBe("COMPLETED");
        var body = System.Text.Json.Nodes.JsonNode.Parse(rig.Hooks.All.Single().Body)!;
        body["request_id"]!.ToString().ShouldBe(id);
        body["gateway_request_id"]!.ToString().ShouldNotBe(id);
    }

    [Fact]
    public async Task Flap_says_in_queue_at_every_second_read()
    {
        await using SimulatorRig rig = await SimulatorRig.StartAsync();
        string id = (string)(await rig.SubmitAsync("flap"))["request_id"]!;
        await rig.AdvanceAsync(1);
        List<string> states = [];
        for (int read = 0; read < 4; read++)
        {
            states.Add((await rig.StatusAsync(id)).Body!["status"]!.ToString());
        }

        states.ShouldBe(["IN_PROGRESS", "IN_QUEUE", "IN_PROGRESS", "IN_QUEUE"]);
    }

    [Theory]
    [InlineData("status-5xx=2", "503 503 202")]
    [InlineData("status-404", "404 404 404")]
    [InlineData("status-html", "200 202 202")]
    [InlineData("status-unknown", "202 202 202")]
    public async Task Spoiled_status_answers(string behaviour, string codes)
    {
        await using SimulatorRig rig = await SimulatorRig.StartAsync();
        string id = (string)(await rig.SubmitAsync(behaviour))["request_id"]!;
        List<int> seen = [];
        for (int read = 0; read < 3; read++)
        {
            var status = await rig.StatusAsync(id);
            seen.Add(status.Status);
            if (behaviour == "status-unknown" && read == 0)
            {
                status.Body!["status"]!.ToString().ShouldBe("WARMING_UP");
            }
        }

        string.Join(' ', seen).ShouldBe(codes);
    }

    [Fact]
    public async Task Slow_and_queued_take_their_seconds_and_instant_none()
    {
        await using SimulatorRig rig = await SimulatorRig.StartAsync();
        string slow = (string)(await rig.SubmitAsync("slow=100,queued=50"))["request_id"]!;
        string instant = (string)(await rig.SubmitAsync("instant"))["request_id"]!;
        await rig.Simulator.SettleAsync();
        rig.Truth.Job(instant)!.State.ShouldBe("succeeded");
        await rig.AdvanceAsync(49);
        rig.Truth.Job(slow)!.State.ShouldBe("waiting");
        await rig.AdvanceAsync(2);
        rig.Truth.Job(slow)!.State.ShouldBe("running");
        await rig.AdvanceAsync(100);
        rig.Truth.Job(slow)!.State.ShouldBe("succeeded");
    }
}
