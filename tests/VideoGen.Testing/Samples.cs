using System.Collections.Immutable;
using System.Security.Cryptography;
using VideoGen.Catalog;
using VideoGen.Contract;
using VideoGen.Delivery;
using VideoGen.Jobs;

namespace VideoGen.Testing;

/// <summary>Valid things to start a test from; change what matters with <c>with</c>.</summary>
public static class Samples
{
    /// <summary>When samples are made: the time at which <see cref="ManualTime"/> starts.</summary>
    public static DateTimeOffset Start { get; } = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    /// <summary>
    /// A request <c>req_{name}</c> of project <c>atlas</c> with planned jobs <c>job_{name}_0</c>…, each reserving 0.40 dollars.
    /// </summary>
    public static NewRequest Request(string name = "a", int segments = 3, DateTimeOffset? at = null)
    {
        var record = Record(name) with { CreatedAt = at ?? Start };
        return new NewRequest(record, [.. Enumerable.Range(0, segments).Select(i => Job($"job_{name}_{i}", record.Id, i, at))]);
    }

    /// <summary>The record of a request <c>req_{name}</c> with a small plan.</summary>
    public static RequestRecord Record(string name = "a") => new()
    {
        Id = $"req_{name}",
        InputHash = $"input-{name}",
        PlanHash = $"plan-{name}",
        ProjectId = "atlas",
        EpisodeId = "e1",
        OnFailure = OnFailure.Halt,
        CreatedAt = Start,
        Plan = new PlanAnswer
        {
            Provider = "animatic",
            Segments = [],
            TotalSeconds = 4,
            EstimatedCostUsd = 0.4m,
            PlanHash = $"plan-{name}",
            Decisions = ["one segment"],
            Frames = [new FrameReport { FrameId = "f1", Status = FrameStatus.Planned, SegmentId = "SEGMENT_1" }],
            Warnings = [],
            Batches = [new Batch(1, ["f1"])],
        },
    };

    /// <summary>A planned job at scene 1, shot 1 + 2 × index.</summary>
    public static Job Job(string id = "job_a_0", string requestId = "req_a", int index = 0, DateTimeOffset? at = null) => new()
    {
        Id = id,
        RequestId = requestId,
        SegmentId = $"SEGMENT_{index + 1}",
        SegmentIndex = index,
        ProjectId = "atlas",
        EpisodeId = "e1",
        SceneNumber = 1,
        ShotOrder = 1 + 2 * index,
        FrameIds = [$"f{2 * index + 1}", $"f{2 * index + 2}"],
        Provider = "animatic",
        Model = "animatic/pan",
        Prompt = "slow push-in on the lighthouse",
        TemplateId = "motion",
        TemplateVersion = 1,
        WantedSeconds = 3,
        SlotSeconds = 4,
        MotionStrength = 0.5,
        Output = new PresetOutput(1280, 720, 24),
        ReservedUsd = 0.4m,
        CreatedAt = at ?? Start,
        NextTickAt = at ?? Start,
    };

    /// <summary>A step that takes a job to a state: one version on, due again at <paramref name="next"/> or 10 s after the start.</summary>
    public static JobCommit Step(Job job, JobState state, DateTimeOffset? next = null)
    {
        ArgumentNullException.ThrowIfNull(job);
        var after = job with { Version = job.Version + 1, State = state, NextTickAt = next ?? Start.AddSeconds(10) };
        after = after.IsTerminal ? after with { NextTickAt = null, CompletedAt = Start } : after;
        ImmutableArray<JobEvent> events =
            [new(Start, EventSource.Agent, "state", $"Now {state}.") { From = job.State, To = state }];
        return new JobCommit(after, events);
    }

    /// <summary>A delivered clip.</summary>
    public static Clip Clip() => new()
    {
        Address = new Uri("https://media.example.com/projects/atlas/e1/segments/segment_1_1.mp4"),
        Path = "projects/atlas/e1/segments/segment_1_1.mp4",
        Take = 1,
        DurationSeconds = 4.042m,
        Width = 1280,
        Height = 720,
        FramesPerSecond = 24,
        Frames = 97,
        Codec = "avc1",
        Sha256 = new string('a', 64),
        FileSize = 9,
    };

    /// <summary>A clip for the media store.</summary>
    /// <param name="file">Absolute path of its file.</param>
    /// <param name="bytes">What is in it.</param>
    /// <param name="path">Path in the store.</param>
    public static NewClip NewClip(string file, byte[] bytes, string path = "projects/atlas/e1/segments/segment_1_1.mp4")
    {
        ArgumentNullException.ThrowIfNull(bytes);
        return new NewClip
        {
            Path = path,
            File = file,
            Sha256 = Convert.ToHexStringLower(SHA256.HashData(bytes)),
            FileSize = bytes.Length,
            ProjectId = "atlas",
            EpisodeId = "e1",
            SegmentId = "SEGMENT_1",
            JobId = "job_a_0",
            SceneNumber = 1,
            ShotOrder = 1,
            Take = 1,
            DurationSeconds = 3,
        };
    }

    /// <summary>A delivery for a job.</summary>
    public static WebhookDelivery Delivery(string id, string jobId, DateTimeOffset? at = null) =>
        new(id, jobId, at ?? Start, $$"""{"status":"OK","id":"{{id}}"}""");
}
