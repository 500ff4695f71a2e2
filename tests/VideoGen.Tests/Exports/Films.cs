using System.Collections.Immutable;
using VideoGen.Exports;
using VideoGen.Jobs;
using VideoGen.Providers;
using VideoGen.Synthesis;
using VideoGen.Testing;

namespace VideoGen.Tests.Exports;

/// <summary>Jobs of a small film, and films of them.</summary>
internal static class Films
{
    /// <summary>A job of a shot, planned after all before it.</summary>
    public static Job Shot(int scene, int shot, string request = "req_a", int index = 0, string episode = "e1") => Samples.Job($"job_{request}_{scene}_{shot}", request, index) with
    {
        EpisodeId = episode,
        SceneNumber = scene,
        ShotOrder = shot,
        FrameIds = [$"s{scene}f{shot}", $"s{scene}f{shot + 1}"],
    };

    /// <summary>A job that is delivered: four seconds of 24 frames, of which the storyboard wants three.</summary>
    public static Job Delivered(Job job, int take = 1, bool paid = true, decimal fps = 24, int frames = 96) => job with
    {
        State = JobState.Succeeded,
        Provider = paid ? "fal-ai" : "animatic",
        ReservedUsd = 0,
        BilledUsd = paid ? 0.4m : 0,
        Clip = Samples.Clip() with
        {
            Take = take,
            Path = $"projects/{job.ProjectId}/{job.EpisodeId}/segments/segment_{job.SceneNumber}_{job.ShotOrder}{(take > 1 ? $"_take{take}" : "")}.mp4",
            Address = new Uri($"https://media.example/{job.Id} {take}.mp4"),
            FramesPerSecond = fps,
            Frames = frames,
            Sha256 = $"{take:x8}{new string('a', 56)}",
        },
    };

    /// <summary>A job that failed.</summary>
    public static Job Failed(Job job, string why) => job with { State = JobState.Failed, Failure = new JobFailure(FailureError.ContentRejected, why, Billed.No, "Change it.") };

    /// <summary>Three segments: two takes, of which the newer is shown; one that failed; one that is being made.</summary>
    public static ImmutableArray<Job> Three { get; } =
    [
        Delivered(Shot(1, 1, "req_old")),
        Delivered(Shot(1, 1), take: 2),
        Failed(Shot(1, 3, index: 1), "The still was refused: it shows a \"logo\" & more."),
        Shot(2, 1, index: 2) with { State = JobState.Running },
    ];

    /// <summary>The film of a request.</summary>
    public static Film OfRequest(ImmutableArray<Job> jobs, decimal? rate = null) => Make(jobs, new ExportQuery { RequestId = "req_a", Format = ExportFormat.Otio, Rate = rate });

    /// <summary>The film of an episode.</summary>
    public static Film OfEpisode(params ImmutableArray<Job> jobs) => Make(jobs, new ExportQuery { ProjectId = "atlas", EpisodeId = "e1", Format = ExportFormat.Otio });

    /// <summary>The film of a project.</summary>
    public static Film OfProject(params ImmutableArray<Job> jobs) => Make(jobs, new ExportQuery { ProjectId = "atlas", Format = ExportFormat.Otio });

    private static Film Make(ImmutableArray<Job> jobs, ExportQuery query) => ((Answer<Film>.Given)FilmMaker.Make(jobs, query, ExportView.Local)).Value;
}
