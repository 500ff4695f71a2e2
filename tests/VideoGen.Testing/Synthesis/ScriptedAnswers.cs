using System.Collections.Immutable;
using VideoGen.Contract;
using VideoGen.Jobs;
using VideoGen.Providers;

namespace VideoGen.Testing.Synthesis;

/// <summary>What <see cref="ScriptedVideoSegments"/> answers: complete values of the wire types, every member filled.</summary>
internal static class ScriptedAnswers
{
    public static readonly Problem PlanChanged = new(
        ProblemCodes.PlanChanged, "/plan_hash", "The plan is another one now.", "Call plan_video_segments again and approve the new plan.");

    /// <summary>When every request was accepted.</summary>
    public static readonly DateTimeOffset Accepted = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    public static RequestRecord Record(string id) => new()
    {
        Id = id,
        InputHash = "input-0000",
        PlanHash = ScriptedVideoSegments.PlanHash,
        ProjectId = "atlas",
        EpisodeId = "e1",
        OnFailure = OnFailure.Halt,
        Plan = Plan(new SynthesisRequest { GeneratedFrames = [], StoryboardFrames = [] }),
        CreatedAt = Accepted,
    };

    public static Warning Ignored(string pointer) => new(WarningCodes.MemberIgnored, pointer, "Not known here; ignored.");

    public static PlanAnswer Plan(SynthesisRequest request)
    {
        ImmutableArray<PlannedSegment> segments =
        [
            .. Pairs(request).Select((frames, i) => new PlannedSegment
            {
                SegmentId = $"SEGMENT_{i + 1}",
                SceneNumber = 1,
                ShotOrder = (2 * i) + 1,
                AssociatedFrames = frames,
                Model = "animatic",
                WantedSeconds = 3,
                SlotSeconds = 3,
                EstimatedCostUsd = 0,
                Prompt = "A slow push-in.",
                TemplateId = "generic",
                TemplateVersion = 1,
                Decisions = [$"{frames.Length} frames of scene 1 make one segment."],
            }),
        ];
        return new()
        {
            Provider = "animatic",
            Segments = segments,
            TotalSeconds = segments.Sum(s => s.SlotSeconds),
            EstimatedCostUsd = 0,
            PlanHash = ScriptedVideoSegments.PlanHash,
            Decisions = ["Frames are paired in the order they came."],
            Frames = [.. segments.SelectMany(s => Frames(s.SegmentId, s.AssociatedFrames, FrameStatus.Planned))],
            Warnings = [],
            Batches = [new(1, [.. request.GeneratedFrames.Select(f => f.FrameId)])],
        };
    }

    public static SynthesisAnswer Pending(string id, SynthesisRequest request)
    {
        ImmutableArray<FailedSegment> pending =
        [
            .. Pairs(request).Select((frames, i) => new FailedSegment
            {
                SegmentId = $"SEGMENT_{i + 1}",
                Error = FailureError.ProviderPending,
                Message = "The clip is still being made.",
                AssociatedFrames = frames,
                SceneNumber = 1,
                ShotOrder = (2 * i) + 1,
                SlotSeconds = 3,
                Billed = Billed.Unknown,
                NextStep = "Call get_video_segments with this request_id.",
                ProviderMetadata = new() { Provider = "animatic", Model = "animatic", JobId = $"job_{id}_{i + 1}", WebhookId = null },
            }),
        ];
        return new()
        {
            RequestId = id,
            Status = RequestStatus.InProgress,
            VideoSegments = [],
            FailedSegments = pending,
            Frames = [.. pending.SelectMany(s => Frames(s.SegmentId, s.AssociatedFrames, FrameStatus.Pending))],
            Cost = new() { EstimatedUsd = 0, ReservedUsd = 0, BilledUsd = 0 },
            Warnings = [],
            PlanHash = ScriptedVideoSegments.PlanHash,
        };
    }

    public static RequestSummary Summary(SynthesisAnswer state) => new()
    {
        RequestId = state.RequestId,
        Status = state.Status,
        CreatedAt = Accepted,
        ProjectId = "atlas",
        EpisodeId = "e1",
        Provider = "animatic",
        Segments = state.VideoSegments.Length + state.FailedSegments.Length,
        Delivered = state.VideoSegments.Length,
        Cost = state.Cost,
    };

    public static SynthesisAnswer Delivered(SynthesisAnswer before, FailedSegment segment) => before with
    {
        Status = before.FailedSegments.Length == 1 ? RequestStatus.Finished : RequestStatus.InProgress,
        FailedSegments = before.FailedSegments.Remove(segment),
        VideoSegments = before.VideoSegments.Add(new()
        {
            SegmentId = segment.SegmentId,
            AssociatedFrames = segment.AssociatedFrames,
            VideoUrl = $"file:///clips/segment_{segment.SceneNumber}_{segment.ShotOrder}.mp4",
            DurationSeconds = 3,
            SceneNumber = segment.SceneNumber,
            ShotOrder = segment.ShotOrder,
            Width = 1280,
            Height = 720,
            Fps = 24,
            Codec = "avc1",
            Sha256 = new string('0', 64),
            FileSize = 123_456,
            MediaStatus = MediaStatus.Stored,
            Take = 1,
            Chosen = true,
            WantedSeconds = 3,
            SlotSeconds = 3,
            Notes = [],
            ProviderMetadata = segment.ProviderMetadata,
        }),
        Frames = Mark(before.Frames, segment.SegmentId, FrameStatus.Rendered),
    };

    public static SynthesisAnswer Cancelled(SynthesisAnswer before) => before with
    {
        Status = RequestStatus.Finished,
        FailedSegments =
        [
            .. before.FailedSegments.Select(s => s with
            {
                Error = FailureError.Cancelled,
                Message = "Cancelled at your wish.",
                Billed = Billed.No,
                NextStep = "Synthesize the frames again if you want the clip after all.",
            }),
        ],
        Frames = [.. before.Frames.Select(f => f.Status is FrameStatus.Pending ? f with { Status = FrameStatus.Failed } : f)],
    };

    private static ImmutableArray<FrameReport> Mark(ImmutableArray<FrameReport> frames, string segmentId, FrameStatus status) =>
        [.. frames.Select(f => f.SegmentId == segmentId ? f with { Status = status } : f)];

    private static IEnumerable<FrameReport> Frames(string segmentId, ImmutableArray<string> frames, FrameStatus status) =>
        frames.Select(f => new FrameReport { FrameId = f, SegmentId = segmentId, Status = status });

    private static IEnumerable<ImmutableArray<string>> Pairs(SynthesisRequest request) =>
        request.GeneratedFrames.Select(f => f.FrameId).Chunk(2).Select(pair => pair.ToImmutableArray());
}
