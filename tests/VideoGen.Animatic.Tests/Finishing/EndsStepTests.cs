using VideoGen.Animatic.Finishing;
using VideoGen.Animatic.Stills;
using VideoGen.Animatic.Tests.Rendering;
using VideoGen.Continuing;
using VideoGen.Contract;
using VideoGen.Finishing;
using VideoGen.Frames;
using VideoGen.Jobs;
using VideoGen.Synthesis;
using VideoGen.Testing;

namespace VideoGen.Animatic.Tests.Finishing;

/// <summary>The end of a clip that the next one goes on from, decoded by ffmpeg.</summary>
public sealed class EndsStepTests : IDisposable
{
    private readonly Studio _studio = new();

    public void Dispose() => _studio.Dispose();

    // Red for a second, then blue.
    [Theory]
    [InlineData(true, 0)]
    [InlineData(false, 2)]
    public async Task The_end_is_that_of_the_copy_where_the_clip_is_trimmed(bool trims, int brightest)
    {
        string clip = _studio.Path("clip.mp4");
        Studio.Run(
            Studio.Program,
            ["-loglevel", "error", "-y", "-f", "lavfi", "-i", "color=red:size=320x180:rate=24:d=1[a];color=blue:size=320x180:rate=24:d=1[b];[a][b]concat", "-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p", $"file:{clip}"]);
        var limits = new PictureLimits();
        using var pictures = new PictureFetcher(limits, TimeProvider.System);
        var step = new EndsStep(
            new FfmpegFinisher(Studio.Program), new StillSampler(Studio.Program, 100_000_000), new StillReader(pictures, new PictureStore(_studio.Path("pictures")), limits),
            new AgentOptions { Home = _studio.Folder, WorkFolder = _studio.Folder }, TimeProvider.System);
        Job job = Samples.Job() with
        {
            Continuity = Continuity.Chain,
            IsContinued = true,
            WantedSeconds = 1,
            Finishing = trims ? new FinishingOptions { Steps = [FinishingStep.Trim] } : null,
        };
        var delivered = new Clip
        {
            Address = new Uri(clip),
            Path = "projects/p/e/segments/segment_1_1.mp4",
            Take = 1,
            DurationSeconds = 2,
            Width = 320,
            Height = 180,
            FramesPerSecond = 24,
            Frames = 48,
            Codec = "avc1",
            Sha256 = "",
            FileSize = 1,
        };

        Clip kept = await step.RunAsync(job, delivered, clip, CancellationToken.None);

        kept.Notes.ShouldBeEmpty();
        kept.LastFrame.ShouldNotBeNull();
        byte[] end = Convert.FromBase64String(kept.Ends.ShouldNotBeNull().Last);
        ((int)end[brightest]).ShouldBeGreaterThan(200);
        ((int)end[2 - brightest]).ShouldBeLessThan(50);
    }
}
