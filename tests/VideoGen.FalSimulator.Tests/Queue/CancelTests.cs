using VideoGen.FalSimulation.Tests.Rig;

namespace VideoGen.FalSimulation.Tests.Queue;

public sealed class CancelTests
{
    [Fact]
    public async Task A_waiting_request_is_removed_and_says_client_cancelled()
    {
        await using SimulatorRig rig = await SimulatorRig.StartAsync();
        string id = (string)(await rig.SubmitAsync(webhook: true))["request_id"]!;
        (int status, var body) = await rig.CancelAsync(id);
        status.ShouldBe(202);
        body!["status"]!.ToString().ShouldBe("CANCELLATION_REQUESTED");
        await rig.AdvanceAsync(10);
        (await rig.StatusAsync(id)).Body!["error_type"]!.ToString().ShouldBe("client_cancelled");
        (await rig.ResultAsync(id)).Status.ShouldBe(499);
        rig.Truth.Job(id)!.State.ShouldBe("cancelled");
        rig.Truth.BilledUsd.ShouldBe(0);
        rig.Hooks.All.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_running_request_frees_its_place()
    {
        await using SimulatorRig rig = await SimulatorRig.StartAsync(static options => options with { Concurrency = 1 });
        string first = (string)(await rig.SubmitAsync("never-ends"))["request_id"]!;
        string second = (string)(await rig.SubmitAsync())["request_id"]!;
        await rig.AdvanceAsync(2);
        (await rig.StatusAsync(second)).Body!["status"]!.ToString().ShouldBe("IN_QUEUE");
        (await rig.CancelAsync(first)).Status.ShouldBe(202);
        await rig.AdvanceAsync(4);
        await rig.AdvanceAsync(4);
        rig.Truth.Job(second)!.State.ShouldBe("succeeded");
    }

    [Fact]
    public async Task A_completed_request_is_too_late()
    {
        await using SimulatorRig rig = await SimulatorRig.StartAsync();
        string id = await rig.CompleteAsync();
        (int status, var body) = await rig.CancelAsync(id);
        status.ShouldBe(400);
        body!["status"]!.ToString().ShouldBe("ALREADY_COMPLETED");
        (await rig.CancelAsync("00000000-0000-4000-8000-000000000000")).Status.ShouldBe(404);
    }

    [Theory]
    [InlineData("cancel=ok", 200, """{"status":"OK"}""", "cancelled")]
    [InlineData("cancel=requested", 202, """{"status":"CANCELLATION_REQUESTED"}""", "cancelled")]
    [InlineData("cancel=completed", 400, """{"status":"ALREADY_COMPLETED"}""", "succeeded")]
    [InlineData("cancel=not-found", 404, """{"status":"NOT_FOUND"}""", "succeeded")]
    [InlineData("cancel=success-true", 200, """{"success":true}""", "cancelled")]
    [InlineData("cancel=success-false", 200, """{"success":false}""", "succeeded")]
    [InlineData("cancel=5xx", 503, null, "succeeded")]
    [InlineData("cancel-ignored", 202, """{"status":"CANCELLATION_REQUESTED"}""", "succeeded")]
    public async Task Every_answer_can_be_played(string behaviour, int expected, string? body, string end)
    {
        await using SimulatorRig rig = await SimulatorRig.StartAsync();
        string id = (string)(await rig.SubmitAsync(behaviour))["request_id"]!;
        (int status, var answer) = await rig.CancelAsync(id);
        status.ShouldBe(expected);
        answer?.ToJsonString().ShouldBe(body);
        await rig.AdvanceAsync(1);
        await rig.AdvanceAsync(4);
        rig.Truth.Job(id)!.State.ShouldBe(end);
    }
}
