using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging.Abstractions;
using VideoGen.Contract;
using VideoGen.Host.Composition;
using VideoGen.Host.Configuration;
using VideoGen.Synthesis;
using VideoGen.Testing;

namespace VideoGen.Cli.Tests;

/// <summary>Continuity and finishing with real pictures: the animatic, ffmpeg and the agent of the settings.</summary>
public sealed class ContinuityRunTests : IDisposable
{
    private readonly TestFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("chain")]
    [InlineData("shared_keyframe")]
    public async Task Segments_of_a_scene_go_over_into_each_other(string continuity)
    {
        SynthesisAnswer answer = await RunAsync(new JsonObject { ["continuity"] = continuity, ["finishing"] = new JsonArray("checks") });

        answer.VideoSegments.Length.ShouldBe(2);
        Seam seam = answer.Seams.ShouldNotBeNull().ShouldHaveSingleItem();
        seam.Ssim.ShouldBeGreaterThan(0.85m);
        seam.Warning.ShouldBeNull();
        seam.FromStillDb.ShouldNotBeNull();
        seam.ToStillDb.ShouldNotBeNull();
    }

    [Fact]
    public async Task A_copy_has_the_wanted_frames()
    {
        SynthesisAnswer answer = await RunAsync(new JsonObject { ["continuity"] = "chain", ["finishing"] = new JsonArray("normalize", "trim") });

        foreach (VideoSegment segment in answer.VideoSegments)
        {
            ClipFinishing finishing = segment.ProviderMetadata.Finishing.ShouldNotBeNull();
            FinishedClip copy = finishing.Clip.ShouldNotBeNull(string.Join(' ', finishing.Warnings));
            copy.Frames.ShouldBe((int)Math.Round(segment.WantedSeconds * 24));
            File.Exists(new Uri(copy.VideoUrl).LocalPath).ShouldBeTrue();
        }
    }

    private async Task<SynthesisAnswer> RunAsync(JsonObject settings)
    {
        string[] stills = ["frames/scene_1_shot_1.png", "frames/scene_1_shot_2.png", "frames/scene_2_shot_1.png"];
        var request = new JsonObject
        {
            ["generated_frames"] = new JsonArray([.. stills.Select((s, i) => new JsonObject { ["frame_id"] = $"SCENE_1_SHOT_{i + 1}", ["image_url"] = s })]),
            ["storyboard_frames"] = new JsonArray([.. stills.Select((_, i) => new JsonObject { ["frame_id"] = $"SCENE_1_SHOT_{i + 1}", ["description"] = "A lighthouse.", ["camera_notes"] = "static", ["duration_seconds"] = 1.5 })]),
            ["video_settings"] = settings,
            ["wait_seconds"] = 90,
        };
        await using var agent = new AgentHost(new Settings { Home = _folder["home"], Provider = "animatic" }, TimeProvider.System, NullLogger.Instance, _ => null);
        await agent.TakeUpAsync(CancellationToken.None);
        var call = new SynthesisCall(Encoding.UTF8.GetBytes(request.ToJsonString())) { LocalFolder = Path.Combine(GoldenFile.Repository, "samples/lighthouse") };
        Answer<SynthesisAnswer> answer = await agent.Segments.SynthesizeAsync(call, null, CancellationToken.None);
        SynthesisAnswer given = answer is Answer<SynthesisAnswer>.Given { Value: var value } ? value : throw new InvalidOperationException($"{((Answer<SynthesisAnswer>.Refused)answer).Refusal.Problems[0]}");
        while (given.Status is RequestStatus.InProgress)
        {
            given = ((Answer<SynthesisAnswer>.Given)await agent.Segments.GetAsync(given.RequestId, TimeSpan.FromSeconds(90), null, CancellationToken.None)).Value;
        }

        given.FailedSegments.ShouldBeEmpty(string.Join(' ', given.FailedSegments.Select(f => f.Message)));
        return given;
    }
}
