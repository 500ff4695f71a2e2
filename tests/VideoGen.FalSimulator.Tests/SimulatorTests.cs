using System.Text.Json.Nodes;
using VideoGen.FalSimulation.Tests.Rig;

namespace VideoGen.FalSimulation.Tests;

public sealed class SimulatorTests
{
    [Fact]
    public async Task Thousands_of_jobs_cost_little_and_old_ones_are_forgotten()
    {
        await using SimulatorRig rig = await SimulatorRig.StartAsync(static options => options with
        {
            KeptJobs = 1000,
            KeptEvents = 5000,
            Concurrency = 100,
            CheckPictures = false,
            PreparedClips = true,
        });
        JsonObject input = new() { ["prompt"] = "x", ["image_url"] = "http://example.com/a.png", ["duration"] = "4s", ["generate_audio"] = false };
        long before = GC.GetTotalMemory(forceFullCollection: true);
        int threads = ThreadPool.ThreadCount;
        await Parallel.ForAsync(0, 3000, new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (_, _) => await rig.SubmitAsync("queued=60", input: input));
        long waiting = GC.GetTotalMemory(forceFullCollection: true) - before;
        (waiting / 3000).ShouldBeLessThan(10_000);
        (ThreadPool.ThreadCount - threads).ShouldBeLessThan(30);
        for (int round = 0; round < 32; round++)
        {
            await rig.AdvanceAsync(round == 0 ? 60 : 4);
        }

        rig.Truth.JobsCreated.ShouldBe(3000);
        rig.Truth.BilledUsd.ShouldBe(3000 * 0.4m);
        rig.Truth.Jobs.Count.ShouldBe(1000);
        rig.Truth.Events.Count.ShouldBe(5000);
    }

    [Fact]
    public async Task The_same_seed_gives_the_same_ids()
    {
        await using SimulatorRig one = await SimulatorRig.StartAsync();
        await using SimulatorRig two = await SimulatorRig.StartAsync();
        (await one.SubmitAsync())["request_id"]!.ToString().ShouldBe((await two.SubmitAsync())["request_id"]!.ToString());
        Guid.Parse((await one.SubmitAsync())["request_id"]!.ToString()).Version.ShouldBe(4);
    }

    [Fact]
    public async Task Retired_endpoints_can_be_gone()
    {
        await using SimulatorRig rig = await SimulatorRig.StartAsync(static options => options with { RetiredEndpointsAreGone = true });
        using HttpResponseMessage answer = await rig.PostAsync("queue/fal-ai/veo3/fast/image-to-video", SimulatorRig.Input());
        ((int)answer.StatusCode).ShouldBe(404);
    }

    [Fact]
    public async Task The_program_prints_addresses_and_variables()
    {
        using var stop = new CancellationTokenSource();
        await using var output = new SignallingWriter("# ready");
        Task<int> run = FalSimulatorProgram.RunAsync(["--port", "0", "--play", "webhook-duplicate,slow=9"], output, TextWriter.Null, stop.Token);
        await output.Seen.WaitAsync(TimeSpan.FromMinutes(10));
        string text = output.ToString();
        text.ShouldContain("export VIDEOGEN_FAL_QUEUE_URL=http://127.0.0.1:");
        text.ShouldContain("export FAL_KEY=");
        await stop.CancelAsync();
        (await run).ShouldBe(0);
    }

    [Theory]
    [InlineData("--port")]
    [InlineData("--bogus")]
    [InlineData("--play explode")]
    [InlineData("--port many")]
    [InlineData("--script /nonexistent/file.json")]
    public async Task Wrong_arguments_end_with_2(string line)
    {
        await using var error = new StringWriter();
        (await FalSimulatorProgram.RunAsync(line.Split(' '), TextWriter.Null, error, CancellationToken.None)).ShouldBe(2);
        error.ToString().ShouldNotBeEmpty();
        error.ToString().ShouldNotContain("correct format"); // the words of the runtime
    }

    private sealed class SignallingWriter(string signal) : StringWriter
    {
        private readonly TaskCompletionSource _seen = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Seen => _seen.Task;

        public override async Task WriteLineAsync(string? value)
        {
            await base.WriteLineAsync(value);
            if (value == signal)
            {
                _seen.TrySetResult();
            }
        }
    }
}
