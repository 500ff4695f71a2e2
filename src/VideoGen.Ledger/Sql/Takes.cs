using System.Collections.Immutable;
using System.Text.Json;
using VideoGen.Jobs;

namespace VideoGen.Ledger.Sql;

/// <summary>Take numbers: a place in the film gives out each number once.</summary>
internal static class Takes
{
    private const string Reserve =
        """
        insert into take (job_id, project_id, episode_id, scene_number, shot_order, number)
        select $job, $project, $episode, $scene, $shot, 1 + max(number) from (
            select number, project_id, episode_id, scene_number, shot_order from take union all select $above, $project, $episode, $scene, $shot) taken
        where project_id = $project and episode_id = $episode and scene_number = $scene and shot_order = $shot
        on conflict (job_id) do update set number = case when take.number > $above then take.number else excluded.number end
        returning number
        """;

    // Payloads may hold pictures; who looks at takes looks at clips.
    private static string OfPlace(Session session) =>
        $"""
        select {session.SlimDocument} from take join job on job.id = take.job_id
        where take.project_id = $project and take.episode_id = $episode and take.scene_number = $scene and take.shot_order = $shot order by take.number
        """;

    private const string WholeOfPlace =
        $"""
        select {JobRows.Columns} from take join job on job.id = take.job_id
        where take.project_id = $project and take.episode_id = $episode and take.scene_number = $scene and take.shot_order = $shot order by take.number
        """;

    /// <summary>The takes of a place, by number.</summary>
    public static ImmutableArray<Job> List(Session session, FilmPlace place) => session.List(
        OfPlace(session),
        row => JsonSerializer.Deserialize(row.GetString(0), JobJson.Default.Job)!,
        ("$project", place.ProjectId), ("$episode", place.EpisodeId), ("$scene", place.SceneNumber), ("$shot", place.ShotOrder));

    /// <summary>Chooses a take for its place.</summary>
    public static bool Choose(Session session, string jobId, TakeChoice choice, DateTimeOffset now)
    {
        if (JobReads.Find(session, jobId) is not { Place: var place })
        {
            return false;
        }

        ImmutableArray<Job> takes = session.List(
            WholeOfPlace, JobRows.Read, ("$project", place.ProjectId), ("$episode", place.EpisodeId), ("$scene", place.SceneNumber), ("$shot", place.ShotOrder));
        ImmutableArray<JobCommit> commits = PlaceTakes.Choose(takes, jobId, choice);
        foreach (JobCommit commit in commits)
        {
            if (!Steps.Commit(session, commit, now))
            {
                throw new InvalidOperationException($"The take {commit.Next.Id} changed within a transaction.");
            }
        }

        return !commits.IsEmpty;
    }

    /// <summary>The take number of a job.</summary>
    public static int ReserveFor(Session session, Job job, int above) => (int)session.Number(
        Reserve,
        ("$job", job.Id),
        ("$project", job.ProjectId),
        ("$episode", job.EpisodeId),
        ("$scene", job.SceneNumber),
        ("$shot", job.ShotOrder),
        ("$above", above));
}
