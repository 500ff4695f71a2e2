using System.Globalization;
using VideoGen.Catalog;
using VideoGen.Contract;
using VideoGen.Jobs;

namespace VideoGen.Fal.Bench;

/// <summary>A request with as many jobs as wanted, each with a webhook address of its own.</summary>
internal static class StockedRequest
{
    public static NewRequest Of(int jobs, int round, DateTimeOffset now)
    {
        string id = string.Create(CultureInfo.InvariantCulture, $"req_inbox{round + 100}");
        var request = new RequestRecord
        {
            Id = id,
            InputHash = id,
            PlanHash = id,
            ProjectId = "bench",
            EpisodeId = "inbox",
            OnFailure = OnFailure.Settle,
            CreatedAt = now,
            Plan = new PlanAnswer
            {
                Provider = FalProvider.WireName,
                Segments = [],
                TotalSeconds = 4,
                EstimatedCostUsd = 0,
                PlanHash = id,
                Decisions = [],
                Frames = [],
                Warnings = [],
                Batches = [],
            },
        };
        return new NewRequest(request, [.. Enumerable.Range(0, jobs).Select(i => Job(request, i, now))]);
    }

    private static Job Job(RequestRecord request, int index, DateTimeOffset now) => new()
    {
        Id = string.Create(CultureInfo.InvariantCulture, $"job_{request.Id[4..]}x{index}"),
        RequestId = request.Id,
        SegmentId = string.Create(CultureInfo.InvariantCulture, $"SEGMENT_{index + 1}"),
        SegmentIndex = index,
        ProjectId = request.ProjectId,
        EpisodeId = request.EpisodeId,
        SceneNumber = 1,
        ShotOrder = 1,
        FrameIds = ["f1", "f2"],
        Provider = FalProvider.WireName,
        Model = "fal-ai/veo3.1/fast/first-last-frame-to-video",
        Prompt = "slow push-in",
        TemplateId = "motion",
        TemplateVersion = 1,
        WantedSeconds = 3,
        SlotSeconds = 4,
        MotionStrength = 0.5,
        Output = new PresetOutput(1280, 720, 24),
        WebhookToken = string.Create(CultureInfo.InvariantCulture, $"{index:x48}"),
        CreatedAt = now,
        NextTickAt = now,
    };
}
