using System.Collections.Immutable;
using VideoGen.Contract;
using VideoGen.Delivery;
using VideoGen.Jobs;
using VideoGen.Synthesis;

namespace VideoGen.Exports;

/// <summary>
/// Cuts a film of jobs. A place in the film is a shot of a scene of an episode; the jobs of one place are its takes, whatever request ordered
/// them. Pure.
/// </summary>
internal static class FilmMaker
{
    private static readonly FrameRate Cinema = new(24, 1);

    /// <summary>The film; why there is none where nothing was ordered.</summary>
    /// <param name="jobs">The jobs of the project or the episode, in the order in which they were planned.</param>
    /// <param name="query">What is exported.</param>
    /// <param name="view">How it looks to whoever reads it.</param>
    public static Answer<Film> Make(ImmutableArray<Job> jobs, ExportQuery query, ExportView view)
    {
        var notices = new List<string>();
        ImmutableArray<Place> places = Places(jobs, query, notices);
        if (places.IsEmpty)
        {
            return new Answer<Film>.Refused(new Refusal { Problems = [query.RequestId is { } request ? UnknownRequest.Problem(request) : NothingOrdered(query)] });
        }

        FrameRate rate = query.Rate is { } wanted ? FrameRate.Of(wanted) : RateOf(places);
        bool several = places.Select(p => p.Newest.EpisodeId).Distinct(StringComparer.Ordinal).Skip(1).Any();
        ImmutableArray<FilmSegment> segments = [.. places.Select(place => Segment(place, rate, several, view))];
        notices.AddRange(segments.Where(s => s.Rest is not null).Select(s => $"{s.Name}: {s.Rest} There is a gap of {s.Frames - s.Filled} frames."));
        notices.AddRange(segments.Where(s => s.Shown is { } shown && FrameRate.Of(shown.Clip.FramesPerSecond) != rate)
            .Select(s => FormattableString.Invariant($"{s.Name}: the clip has {s.Shown!.Clip.FramesPerSecond:0.###} frames per second, the timeline {rate.Value:0.###}; the editor converts it.")));
        return new Answer<Film>.Given(new Film { Name = NameOf(query, places), Rate = rate, Segments = segments, Notices = [.. notices] });
    }

    private static Problem NothingOrdered(ExportQuery query) => new(
        ProblemCodes.RequestUnknown, QueryMembers.At(query.EpisodeId is null ? ExportQueryReader.Project : ExportQueryReader.Episode),
        $"Nothing was ordered for {(query.EpisodeId is { } episode ? $"episode '{episode}' of " : "")}project '{query.ProjectId}'.",
        "Use the project and the episode of the order; the list of requests says them.");

    private static string NameOf(ExportQuery query, ImmutableArray<Place> places) =>
        query.RequestId ?? (query.EpisodeId is { } episode ? $"{query.ProjectId}_{episode}" : places[0].Newest.ProjectId);

    private static ImmutableArray<Place> Places(ImmutableArray<Job> jobs, ExportQuery query, List<string> notices)
    {
        var takes = jobs.ToLookup(job => (job.EpisodeId, job.SceneNumber, job.ShotOrder));
        if (query.RequestId is { } request)
        {
            return [.. jobs.Where(job => job.RequestId == request).OrderBy(job => job.SegmentIndex).Select(job => new Place(job, [.. takes[(job.EpisodeId, job.SceneNumber, job.ShotOrder)]]))];
        }

        // The newest cut of the storyboard counts: what shares a frame with a newer segment of another place has gone into that.
        var placed = new HashSet<(string Episode, string Frame)>();
        var places = new List<Place>();
        foreach (IGrouping<(string Episode, int, int), Job> place in takes.OrderByDescending(t => jobs.LastIndexOf(t.Last())))
        {
            Job newest = place.Last();
            ImmutableArray<string> own = newest.IsContinued ? newest.FrameIds[..^1] : newest.FrameIds; // the last one is the next segment's too
            if (own.FirstOrDefault(frame => placed.Contains((newest.EpisodeId, frame))) is { } shared)
            {
                notices.Add($"{newest.SegmentId} of {newest.RequestId} (scene {newest.SceneNumber}, shot {newest.ShotOrder}) is not in the film: a newer segment shows its frame {shared}.");
                continue;
            }

            placed.UnionWith(own.Select(frame => (newest.EpisodeId, frame)));
            places.Add(new Place(newest, [.. place]));
        }

        return [.. places.OrderBy(p => p.Newest.EpisodeId, NaturalOrder.Comparer).ThenBy(p => p.Newest.SceneNumber).ThenBy(p => p.Newest.ShotOrder)];
    }

    private static FilmSegment Segment(Place place, FrameRate rate, bool several, ExportView view)
    {
        string prefix = several ? $"{place.Newest.EpisodeId}_" : "";
        ImmutableArray<FilmTake> takes =
        [
            .. place.Takes.Where(job => job.Clip is not null).OrderBy(job => job.Clip!.Take).DistinctBy(job => job.Clip!.Take).Select(job =>
            {
                Clip clip = job.Clip!;
                string file = $"{prefix}{ClipPath.FileName(job, clip.Take, ClipContainer.OfPath(clip.Path))}";
                return new FilmTake(job, clip, file, view.Address(job, file), FramesOf(clip, rate));
            }),
        ];
        FilmTake? shown = takes.FirstOrDefault(t => t.Job.Id == place.Shown?.Id);
        Job job = shown?.Job ?? place.Newest;
        return new FilmSegment
        {
            Name = $"{prefix}segment_{job.SceneNumber}_{job.ShotOrder}",
            Job = job,
            Frames = Math.Max(1, rate.FramesOf(job.WantedSeconds)),
            Takes = takes,
            Shown = shown,
            Missing = shown is not null ? null : job.Failure is { } failure ? view.Sentence(failure.Message) : "It is still being made.",
        };
    }

    private static int FramesOf(Clip clip, FrameRate rate)
    {
        var own = FrameRate.Of(clip.FramesPerSecond);
        return Math.Max(1, own == rate ? clip.Frames : rate.FramesOf(own.SecondsOf(clip.Frames)));
    }

    private static FrameRate RateOf(ImmutableArray<Place> places) => places
        .Where(p => p.Shown is not null).GroupBy(p => FrameRate.Of(p.Shown!.Clip!.FramesPerSecond))
        .OrderByDescending(g => g.Count()).ThenByDescending(g => g.Key.Value).Select(g => (FrameRate?)g.Key).FirstOrDefault() ?? Cinema;

    /// <summary>A shot with the jobs that were ordered for it, the oldest first.</summary>
    /// <param name="Newest">The job that says what belongs there: of a request its own, of a project the newest.</param>
    /// <param name="Takes">All of them.</param>
    private sealed record Place(Job Newest, ImmutableArray<Job> Takes)
    {
        /// <summary>
        /// The job whose clip is shown; null where there is none. A preview that was made afterwards does not push a paid clip out of the film.
        /// </summary>
        public Job? Shown { get; } = Takes.Where(job => job is { Choice: not null, Clip: not null }).MaxBy(job => job.Choice!.At)
            ?? (Newest.Clip is not null && !Newest.IsFree ? Newest : Takes.Where(job => job.Clip is not null).OrderBy(job => !job.IsFree).LastOrDefault());
    }
}
