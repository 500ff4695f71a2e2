using System.Collections.Immutable;
using VideoGen.Catalog;
using VideoGen.Contract;
using VideoGen.Jobs;
using VideoGen.Ledger.Sqlite;

namespace VideoGen.Payload.Bench;

/// <summary>A ledger with delivered jobs that no CMS has heard of, each changed six times.</summary>
internal static class StockedLedger
{
    private static readonly JobState[] Way = [JobState.Submitting, JobState.Queued, JobState.Running, JobState.Downloading, JobState.Succeeded];

    public static async Task<SqliteLedger> MakeAsync(string file, string name, int jobs)
    {
        var ledger = new SqliteLedger(new SqliteLedgerOptions(file), TimeProvider.System);
        DateTimeOffset now = TimeProvider.System.GetUtcNow();
        await Task.WhenAll(Enumerable.Range(0, jobs).Select(async i =>
        {
            RequestRecord request = Request($"req_{name}_{i}", now);
            Job job = NewJob($"job_{name}_{i}", request.Id, i, now);
            await ledger.CreateAsync(new NewRequest(request, [job]), CancellationToken.None);
            foreach (JobState state in Way)
            {
                Job next = job with { Version = job.Version + 1, State = state, NextTickAt = now.AddHours(1) };
                next = state is JobState.Succeeded ? next with { Clip = Clip(i), CompletedAt = now, NextTickAt = null } : next;
                await ledger.CommitAsync(new JobCommit(next, [new JobEvent(now, EventSource.Agent, "state", $"Now {state}.") { From = job.State, To = state }]), CancellationToken.None);
                job = next;
            }
        }));
        return ledger;
    }

    private static RequestRecord Request(string id, DateTimeOffset at) => new()
    {
        Id = id,
        InputHash = id,
        PlanHash = id,
        ProjectId = "bench",
        EpisodeId = "e1",
        OnFailure = OnFailure.Halt,
        CreatedAt = at,
        Plan = new PlanAnswer
        {
            Provider = "animatic",
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

    private static Job NewJob(string id, string requestId, int index, DateTimeOffset at) => new()
    {
        Id = id,
        RequestId = requestId,
        SegmentId = "SEGMENT_1",
        SegmentIndex = 0,
        ProjectId = "bench",
        EpisodeId = "e1",
        SceneNumber = 1 + index,
        ShotOrder = 1,
        FrameIds = ["f1", "f2"],
        Grouping = ["sorted by scene and shot", "a pair of one scene"],
        Provider = "animatic",
        Model = "animatic/pan",
        Prompt = "slow push-in on the lighthouse while the rain stops",
        TemplateId = "motion",
        TemplateVersion = 1,
        WantedSeconds = 3,
        SlotSeconds = 4,
        MotionStrength = 0.5,
        Output = new PresetOutput(1280, 720, 24),
        CreatedAt = at,
        NextTickAt = at,
    };

    private static Clip Clip(int index) => new()
    {
        Address = new Uri($"https://media.example.com/projects/bench/e1/segments/segment_{index}_1.mp4"),
        Path = $"projects/bench/e1/segments/segment_{index}_1.mp4",
        Take = 1,
        DurationSeconds = 4,
        Width = 1280,
        Height = 720,
        FramesPerSecond = 24,
        Frames = 96,
        Codec = "avc1",
        Sha256 = new string('a', 64),
        FileSize = 1,
        Notes = ImmutableArray<string>.Empty,
    };
}
