using System.Text.Json.Nodes;
using VideoGen.Access;
using VideoGen.Contract;
using VideoGen.Jobs;
using VideoGen.Previews;
using VideoGen.Synthesis;
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

        await Store().MakeAsync(job, "/gone.mp4"); // a delivery does not fail for it
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

        public int Made { get; private set; }

        public Task MakeProxyAsync(string clip, decimal seconds, string target, CancellationToken cancellationToken) => MakeAsync(target);

        public Task MakePictureAsync(string source, int width, int height, string target, CancellationToken cancellationToken) => MakeAsync(target);

        private async Task MakeAsync(string target)
        {
            if (Fault is { } fault)
            {
                throw fault;
            }

            Made++;
            await File.WriteAllTextAsync(target, "small");
        }
    }
}
