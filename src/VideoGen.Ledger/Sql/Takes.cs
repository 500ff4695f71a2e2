using VideoGen.Jobs;

namespace VideoGen.Ledger.Sql;

/// <summary>Take numbers: a place in the film gives out each number once.</summary>
internal static class Takes
{
    private const string Reserved = "select number from take where job_id = $job";

    private const string Reserve =
        """
        insert into take (job_id, project_id, episode_id, scene_number, shot_order, number)
        select $job, $project, $episode, $scene, $shot, 1 + max(number) from (
            select number, project_id, episode_id, scene_number, shot_order from take union all select $above, $project, $episode, $scene, $shot) taken
        where project_id = $project and episode_id = $episode and scene_number = $scene and shot_order = $shot
        on conflict (job_id) do update set number = excluded.number
        """;

    /// <summary>The take number of a job.</summary>
    public static int ReserveFor(Session session, Job job, int above)
    {
        if (session.Number(Reserved, ("$job", job.Id)) is var known && known > above)
        {
            return (int)known;
        }

        session.Execute(
            Reserve,
            ("$job", job.Id),
            ("$project", job.ProjectId),
            ("$episode", job.EpisodeId),
            ("$scene", job.SceneNumber),
            ("$shot", job.ShotOrder),
            ("$above", above));
        return (int)session.Number(Reserved, ("$job", job.Id));
    }
}
