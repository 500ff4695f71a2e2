using System.Collections.Immutable;
using VideoGen.Catalog;
using VideoGen.Contract;
using VideoGen.Frames;
using VideoGen.Jobs;
using VideoGen.Providers;

namespace VideoGen.Cli.Tests;

/// <summary>Wire values to test with: three segments over three scenes, the second of two frames.</summary>
internal static class Example
{
    public const string RequestId = "req_01J8";

    public const string Request = """
        {
          "generated_frames": [
            { "frame_id": "SCENE_1_SHOT_1", "image_url": "a.png" },
            { "frame_id": "SCENE_1_SHOT_2", "image_url": "b.png" },
            { "frame_id": "SCENE_2_SHOT_1", "image_url": "c.png" }
          ],
          "storyboard_frames": [
            { "frame_id": "SCENE_1_SHOT_1", "description": "A lighthouse" },
            { "frame_id": "SCENE_1_SHOT_2", "description": "The keeper" },
            { "frame_id": "SCENE_2_SHOT_1", "description": "The sea" }
          ]
        }
        """;

    public static PlanAnswer Plan() => new()
    {
        Provider = "animatic",
        Segments =
        [
            Planned(1, 1, ["SCENE_1_SHOT_1", "SCENE_1_SHOT_2"], "A lighthouse at dusk. Camera: slow push-in."),
            Planned(2, 2, ["SCENE_2_SHOT_1"], "The sea 🌊 beats the rocks. Camera: pan right."),
        ],
        TotalSeconds = 6.5m,
        EstimatedCostUsd = 0,
        PlanHash = "5f2c9a71",
        Decisions = ["Sorted 3 frames by scene and shot."],
        Frames =
        [
            new FrameReport { FrameId = "SCENE_1_SHOT_1", Status = FrameStatus.Planned, SegmentId = "SEGMENT_1" },
            new FrameReport { FrameId = "SCENE_1_SHOT_2", Status = FrameStatus.Planned, SegmentId = "SEGMENT_1" },
            new FrameReport { FrameId = "SCENE_2_SHOT_1", Status = FrameStatus.Planned, SegmentId = "SEGMENT_2" },
            new FrameReport { FrameId = "SCENE_3_SHOT_1", Status = FrameStatus.LeftOut, Message = "It has no still." },
        ],
        Warnings = [new Warning("frame_without_still", "/storyboard_frames/3", "SCENE_3_SHOT_1 has no still and is left out.")],
        Batches = [new Batch(1, ["SCENE_1_SHOT_1", "SCENE_1_SHOT_2", "SCENE_2_SHOT_1"])],
    };

    public static PlanComparison Comparison() => new()
    {
        ChosenBy = "cheapest",
        Offers =
        [
            new PlanOffer { Provider = "openrouter", Models = ["alibaba/wan-2.7"], EstimatedCostUsd = 0.9m, TotalSeconds = 9, Chosen = true },
            new PlanOffer { Provider = "fal-ai", Models = ["fal-ai/veo3.1/fast/first-last-frame-to-video", "fal-ai/veo3.1/fast/image-to-video"], EstimatedCostUsd = 1.2m, TotalSeconds = 12, ExtraSeconds = 3 },
            new PlanOffer { Provider = "runway", Models = ["gen4_turbo"], Reason = "takes no last frame" },
        ],
    };

    public static SynthesisAnswer Answer(params FailedSegment[] failed) => new()
    {
        RequestId = RequestId,
        Status = failed.Any(f => f.Error is FailureError.ProviderPending) ? RequestStatus.InProgress : RequestStatus.Finished,
        VideoSegments = [Delivered(1, 1, ["SCENE_1_SHOT_1", "SCENE_1_SHOT_2"])],
        FailedSegments = [.. failed],
        Frames = Plan().Frames,
        Cost = new CostReport { EstimatedUsd = 0, ReservedUsd = 0, BilledUsd = 0 },
        Warnings = [],
        PlanHash = "5f2c9a71",
    };

    public static VideoSegment Delivered(int number, int scene, ImmutableArray<string> frames) => new()
    {
        SegmentId = $"SEGMENT_{number}",
        AssociatedFrames = frames,
        VideoUrl = $"file:///media/segment_{scene}_1.mp4",
        DurationSeconds = 3.5m,
        SceneNumber = scene,
        ShotOrder = 1,
        Width = 1280,
        Height = 720,
        Fps = 24,
        Codec = "avc1",
        Sha256 = new string('a', 64),
        FileSize = 2_100_000,
        MediaStatus = MediaStatus.Stored,
        Take = 1,
        Chosen = true,
        WantedSeconds = 3.4m,
        SlotSeconds = 3.5m,
        CostUsd = 0,
        Notes = ["'slow push-in' became a move towards the centre."],
        ProviderMetadata = Maker(),
    };

    public static FailedSegment Failed(FailureError error, int number = 2) => new()
    {
        SegmentId = $"SEGMENT_{number}",
        Error = error,
        Message = error is FailureError.ProviderPending ? "Not finished within 90 s; the job is alive." : "The model refused the picture.",
        AssociatedFrames = ["SCENE_2_SHOT_1"],
        SceneNumber = number,
        ShotOrder = 1,
        SlotSeconds = 3.5m,
        Billed = Billed.Unknown,
        Stage = error is FailureError.SubmissionUnknown ? SegmentStage.FindingOut : null,
        NextStep = error is FailureError.ProviderPending ? "Ask again with get_video_segments." : "Change the still and send the frame again.",
        ProviderMetadata = Maker(),
    };

    public static Refusal Refusal(string code = "frames_missing") =>
        new() { Problems = [new Problem(code, "/generated_frames", "There is no frame.", "Send at least one frame.")] };

    public static BatchPlan Batch(int number, params ImmutableArray<string> frames) =>
        new(number, frames) { Segments = [Plan().Segments[0]], TotalSeconds = 4, EstimatedCostUsd = 0.4m, PlanHash = "5f2c9a71" };

    public static Job Job(int number, params FrameStill[] stills) => new()
    {
        Id = $"job_{number}",
        RequestId = RequestId,
        SegmentId = $"SEGMENT_{number}",
        SegmentIndex = number - 1,
        ProjectId = "default",
        EpisodeId = "default",
        SceneNumber = number,
        ShotOrder = 1,
        FrameIds = [.. stills.Select(s => s.FrameId)],
        Stills = [.. stills],
        Provider = "animatic",
        Model = "animatic/move",
        Prompt = "A lighthouse at dusk.",
        TemplateId = "generic",
        TemplateVersion = 1,
        WantedSeconds = 3.4m,
        SlotSeconds = 3.5m,
        MotionStrength = 0.6,
        Output = new PresetOutput(1280, 720, 24),
        CreatedAt = At,
        State = JobState.Succeeded,
    };

    public static RequestRecord Record() => new()
    {
        Id = RequestId,
        InputHash = "1",
        PlanHash = "5f2c9a71",
        ProjectId = "default",
        EpisodeId = "default",
        OnFailure = OnFailure.Halt,
        Plan = Plan(),
        CreatedAt = At,
    };

    public static DateTimeOffset At { get; } = new(2026, 3, 14, 15, 9, 26, TimeSpan.Zero);

    private static ProviderMetadata Maker() => new() { Provider = "animatic", Model = "animatic/move", JobId = "job_1", WebhookId = null };

    private static PlannedSegment Planned(int number, int scene, ImmutableArray<string> frames, string prompt) => new()
    {
        SegmentId = $"SEGMENT_{number}",
        SceneNumber = scene,
        ShotOrder = 1,
        AssociatedFrames = frames,
        Model = "animatic/move",
        WantedSeconds = 3.4m,
        SlotSeconds = 3.5m,
        EstimatedCostUsd = 0,
        Prompt = prompt,
        TemplateId = "generic",
        TemplateVersion = 1,
        Decisions = [$"Wanted 3.4 s, slotted to 3.5 s: the smallest length on sale."],
    };
}
