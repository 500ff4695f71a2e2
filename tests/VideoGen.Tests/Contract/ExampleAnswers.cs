using VideoGen.Contract;
using VideoGen.Providers;

namespace VideoGen.Tests.Contract;

/// <summary>Answers with every optional member, and with none.</summary>
internal static class ExampleAnswers
{
    private static readonly ProviderMetadata Made = new() { Provider = "fal-ai", Model = "m", JobId = "job_1", ProviderRequestId = "r1", WebhookId = "hook_1" };

    public static PlanAnswer Plan() => new()
    {
        Provider = "fal-ai",
        Segments =
        [
            new()
            {
                SegmentId = "SEGMENT_1", SceneNumber = 1, ShotOrder = 1, AssociatedFrames = ["a", "b"], Model = "m", WantedSeconds = 3.5m,
                SlotSeconds = 4, EstimatedCostUsd = 0.4m, Prompt = "p", TemplateId = "t", TemplateVersion = 1, Decisions = ["why"],
            },
        ],
        TotalSeconds = 4,
        EstimatedCostUsd = 0.4m,
        PlanHash = "hash",
        Lint = [new("slot-waste", LintSeverity.Info, "/storyboard_frames/0", "message", "remedy")],
        Decisions = ["why"],
        Frames = [new() { FrameId = "a", Status = FrameStatus.Planned, SegmentId = "SEGMENT_1" }, new() { FrameId = "c", Status = FrameStatus.LeftOut, Message = "why" }],
        Warnings = [new("code", "/pointer", "message")],
        Batches = [new(1, ["a", "b"])],
    };

    public static Refusal Refused() => new() { Problems = [new("code", "", "message", "remedy")], Warnings = [new("code", "", "message")], Batches = [new(1, ["a"]) { Segments = Plan().Segments, TotalSeconds = 4, EstimatedCostUsd = 0.4m, PlanHash = "hash" }], EstimatedCostUsd = 0.4m };

    public static SynthesisAnswer Synthesis(bool full) => new()
    {
        RequestId = "req_1",
        Status = full ? RequestStatus.InProgress : RequestStatus.Finished,
        VideoSegments = [Delivered(full)],
        FailedSegments = [.. Enum.GetValues<FailureError>().Select(error => Failed(error, full))],
        Frames = [.. Enum.GetValues<FrameStatus>().Select(s => new FrameReport { FrameId = "a", Status = s })],
        Cost = new() { EstimatedUsd = 1.2m, ReservedUsd = 0.4m, BilledUsd = 0.8m },
        Warnings = [],
        PlanHash = "hash",
    };

    private static VideoSegment Delivered(bool full) => new()
    {
        SegmentId = "SEGMENT_1",
        AssociatedFrames = ["a"],
        VideoUrl = "https://x/y.mp4",
        DurationSeconds = 4.042m,
        SceneNumber = 1,
        ShotOrder = 1,
        Width = 1280,
        Height = 720,
        Fps = 23.976m,
        Codec = "avc1",
        Sha256 = new string('0', 64),
        FileSize = 5_000_000_000,
        MediaStatus = full ? MediaStatus.Stored : MediaStatus.Pending,
        Take = 1,
        Chosen = true,
        WantedSeconds = 3,
        SlotSeconds = 4,
        Notes = ["note"],
        BilledSeconds = full ? 4 : null,
        CostUsd = full ? 0.4m : null,
        LatencySeconds = full ? 12.5m : null,
        ProviderMetadata = full ? Made : Made with { ProviderRequestId = null, WebhookId = null },
    };

    private static FailedSegment Failed(FailureError error, bool full) => new()
    {
        SegmentId = "SEGMENT_2",
        Error = error,
        Message = "message",
        AssociatedFrames = ["b"],
        SceneNumber = 1,
        ShotOrder = 2,
        SlotSeconds = 4,
        Billed = full ? Billed.Yes : Billed.Unknown,
        NextStep = "next",
        ProviderCode = full ? "code" : null,
        ProviderUrl = full ? "https://x/y" : null,
        ProviderMetadata = Made,
    };
}
