using System.Text.Json.Nodes;
using VideoGen.Access;
using VideoGen.Contract;
using VideoGen.Jobs;
using VideoGen.Previews;
using VideoGen.Synthesis;
using VideoGen.Testing;
using VideoGen.Testing.Synthesis;
using VideoGen.Tests.Synthesis;

namespace VideoGen.Tests.Previews;

/// <summary>Previews are made at delivery or when they are asked for, are seen by whom the request is seen by, and hinder nothing.</summary>
public sealed class CallerPreviewsTests : StageTest
{
    private readonly Maker _maker = new();

    [Fact]
    public async Task Poster_and_proxy_are_there_for_whoever_sees_the_request()
    {
        Job job = await DeliveredAsync("token:ann");

        (await For("token:ann").FindAsync(job.RequestId, "SEGMENT_1", PreviewKind.Proxy, default)).ShouldNotBeNull().MediaType.ShouldBe("video/mp4");
        (await For("token:ann").FindAsync(job.RequestId, "SEGMENT_1", PreviewKind.Poster, default)).ShouldNotBeNull().MediaType.ShouldBe("image/jpeg");
        (await For("token:bob").FindAsync(job.RequestId, "SEGMENT_1", PreviewKind.Proxy, default)).ShouldBeNull();
        (await For("token:ann", Scopes.Metrics).FindAsync(job.RequestId, "SEGMENT_1", PreviewKind.Proxy, default)).ShouldBeNull();
        (await For("token:ann").FindAsync(job.RequestId, "SEGMENT_9", PreviewKind.Proxy, default)).ShouldBeNull();
        _maker.Made.ShouldBe(2);
    }

    [Fact]
    public async Task What_cannot_be_made_is_not_there_and_is_tried_again()
    {
        Job job = await DeliveredAsync("token:ann");
        _maker.Fault = new IOException("ffmpeg ended with 1.");

        (await For("token:ann").FindAsync(job.RequestId, "SEGMENT_1", PreviewKind.Proxy, default)).ShouldBeNull();
        _maker.Fault = null;

        (await For("token:ann").FindAsync(job.RequestId, "SEGMENT_1", PreviewKind.Proxy, default)).ShouldNotBeNull();
    }

    [Fact]
    public async Task The_stills_of_a_plan_are_there_for_a_day_for_whoever_made_it()
    {
        JsonObject request = SampleOrders.Storyboard(2);
        PlanAnswer plan = (await Agent.Segments.PlanAsync(SampleOrders.Call(request) with { Caller = "token:ann" }, default)).ShouldBeOfType<Answer<PlanAnswer>.Given>().Value;

        (await For("token:ann").FindStillAsync(plan.PlanHash, "SCENE_2_SHOT_1", default)).ShouldNotBeNull().MediaType.ShouldBe("image/jpeg");
        (await For("token:ann").FindStillAsync(plan.PlanHash, "SCENE_9_SHOT_1", default)).ShouldBeNull();
        (await For("token:bob").FindStillAsync(plan.PlanHash, "SCENE_2_SHOT_1", default)).ShouldBeNull();
        Stage.Time.Advance(TimeSpan.FromHours(25));
        (await For("token:ann").FindStillAsync(plan.PlanHash, "SCENE_2_SHOT_1", default)).ShouldBeNull();
    }

    [Fact]
    public async Task A_clip_that_lies_elsewhere_is_seen_from_the_file_it_arrived_in()
    {
        Job job = await DeliveredAsync("token:ann");
        job = job with { Clip = job.Clip! with { Address = new Uri("https://cms.test/segment_1.mp4") } };
        string arrived = Path.Combine(Stage.Home, "arrived.mp4");
        await File.WriteAllTextAsync(arrived, "clip");
        PreviewStore store = Store();
        await using (var worker = new PreviewWorker(store, new ManualTime()))
        {
            worker.Add(job, arrived);
            await worker.CompleteAsync();
        }

        File.Exists(arrived).ShouldBeFalse();
        Directory.EnumerateFiles(Path.Combine(Stage.Home, "previews")).Select(Path.GetExtension).Order().ShouldBe([".jpg", ".mp4"]);
        (await store.ReadAsync(job, PreviewKind.Proxy, default)).ShouldNotBeNull();
        _maker.Made.ShouldBe(2);
    }

    [Fact]
    public async Task What_is_being_made_ends_with_the_worker_and_is_made_when_somebody_asks()
    {
        Job job = await DeliveredAsync("token:ann");
        job = job with { Clip = job.Clip! with { Address = new Uri("https://cms.test/segment_1.mp4") } };
        string arrived = Path.Combine(Stage.Home, "arrived.mp4");
        await File.WriteAllTextAsync(arrived, "clip");
        PreviewStore store = Store();
        _maker.Holds = true;
        var time = new ManualTime();
        await using (var worker = new PreviewWorker(store, time))
        {
            worker.Add(job, arrived);
            await time.WhenSetAsync(1);
            time.Advance(Seconds(0.5));
            await _maker.Begun.Task;
        }

        _maker.Made.ShouldBe(0);
        _maker.Holds = false;
        (await store.ReadAsync(job, PreviewKind.Poster, default)).ShouldNotBeNull();
    }

    [Theory]
    [InlineData(3, 0.5)]
    [InlineData(13, 0.2)] // clips without end, each 0.4 s after the one before: the first has waited for five seconds then
    public async Task Previews_begin_when_no_clip_came_for_half_a_second_or_after_five(int clips, double rest)
    {
        Job job = await DeliveredAsync("token:ann");
        var time = new ManualTime();
        await using var worker = new PreviewWorker(Store(), time);
        worker.Add(job, "");
        for (int more = 1; more < clips; more++)
        {
            await time.WhenSetAsync(1);
            time.Advance(Seconds(0.4));
            worker.Add(job, "");
        }

        await time.WhenSetAsync(1);
        time.Advance(Seconds(rest - 0.01));
        await time.WhenSetAsync(1);
        _maker.Begun.Task.IsCompleted.ShouldBeFalse();
        time.Advance(Seconds(0.01));
        await _maker.Begun.Task;
    }

    private PreviewStore Store() => new(Path.Combine(Stage.Home, "previews"), _maker, Time);

    private CallerPreviews For(string id, Scopes scopes = Scopes.Read) => new(Agent.Services with { Previews = Store() }, new Caller(id, scopes));

    private async Task<Job> DeliveredAsync(string caller)
    {
        string id = (await Agent.Segments.SynthesizeAsync(SampleOrders.Call(SampleOrders.Storyboard()) with { Caller = caller }, null, default))
            .ShouldBeOfType<Answer<SynthesisAnswer>.Given>().Value.RequestId;
        Job job = (await Agent.Ledger.ListJobsAsync(id, default)).Single();
        Provider.Finish(job.Id);
        await Agent.AdvanceAsync(Seconds(30));
        return await Agent.JobAsync(job.Id);
    }

    private sealed class Maker : IPreviewMaker
    {
        public Exception? Fault { get; set; }

        public bool Holds { get; set; }

        public TaskCompletionSource Begun { get; } = new();

        public int Made { get; private set; }

        public Task MakeProxyAsync(string clip, decimal seconds, string target, CancellationToken cancellationToken) => MakeAsync(target, cancellationToken);

        public Task MakePictureAsync(string source, int width, int height, string target, CancellationToken cancellationToken) => MakeAsync(target, cancellationToken);

        private async Task MakeAsync(string target, CancellationToken cancellationToken)
        {
            Begun.TrySetResult();
            if (Holds)
            {
                await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken);
            }

            if (Fault is { } fault)
            {
                throw fault;
            }

            await File.WriteAllTextAsync(target, "small", cancellationToken);
            Made++;
        }
    }
}
