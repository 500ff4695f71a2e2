using System.Collections.Immutable;
using VideoGen.Access;
using VideoGen.Contract;
using VideoGen.Jobs;

namespace VideoGen.Synthesis;

/// <summary>Chooses takes, and says in answers which takes there are and which one stands for the place in the film.</summary>
internal sealed class TakeChoosing(AgentServices services)
{
    private const string Somebody = "somebody on the agent's machine";
    private const int LongestName = 200;

    /// <summary>Chooses a take. Null when it is chosen, be it now or before; else why not.</summary>
    public async ValueTask<Refusal?> ChooseAsync(TakeCall call, CancellationToken cancellationToken)
    {
        ImmutableArray<Job> jobs = await services.Ledger.ListJobsAsync(call.RequestId, cancellationToken);
        if (jobs.FirstOrDefault(j => j.SegmentId == call.SegmentId) is not { } segment)
        {
            return No(ProblemCodes.SegmentUnknown, "/segment_id", $"The request {call.RequestId} has no segment '{call.SegmentId}'.", $"Use one of: {string.Join(", ", jobs.Select(j => j.SegmentId))}.");
        }

        string by = TextNormalizer.Normalize(call.Caller.Id ?? call.By);
        if (by.Length > LongestName)
        {
            return No(ProblemCodes.WrongLength, "/by", $"A name has at most {LongestName} characters.", "Say it shorter.");
        }

        ImmutableArray<Job> takes = await services.Ledger.ListTakesAsync(segment.Place, cancellationToken);
        ImmutableArray<Job> seen = await SeenAsync(takes, call.Caller, cancellationToken);
        Job? wanted = call.Take is { } number ? seen.FirstOrDefault(t => t.Clip?.Take == number) : seen.FirstOrDefault(t => t.Id == segment.Id) ?? segment;
        if (wanted is null)
        {
            string known = string.Join(", ", seen.Where(t => t.Clip is not null).Select(t => t.Clip!.Take));
            return No(
                ProblemCodes.TakeUnknown, "/take", $"There is no delivered take {call.Take} of scene {segment.SceneNumber}, shot {segment.ShotOrder}.",
                known.Length > 0 ? $"Use one of: {known}." : "Wait until one is delivered.");
        }

        if (wanted is not { State: JobState.Succeeded, Clip.Stored: true })
        {
            return No(ProblemCodes.TakeNotDelivered, "/take", $"The clip of {wanted.SegmentId} of request {wanted.RequestId} is not in the media store.", "Choose a delivered take, or wait: get_video_segments says where it stands.");
        }

        if (PlaceTakes.ChosenOf(takes) is { Choice: { } other } held && !seen.Any(t => t.Id == held.Id))
        {
            return No(ProblemCodes.ChoiceOfAnother, "/take", $"Another caller chose a take of its own for scene {segment.SceneNumber}, shot {segment.ShotOrder}, on {other.At:yyyy-MM-dd}.", "Somebody with the scope 'operate' can choose instead.");
        }

        await services.Ledger.ChooseTakeAsync(wanted.Id, new TakeChoice(by.Length > 0 ? by : Somebody, services.Time.GetUtcNow()), cancellationToken);
        await services.Ledger.FlushAsync(cancellationToken);
        return null;
    }

    /// <summary>The answer with the takes of the places of its delivered segments.</summary>
    /// <param name="answer">The answer.</param>
    /// <param name="jobs">The jobs of its request.</param>
    public async ValueTask<SynthesisAnswer> AddAsync(SynthesisAnswer answer, ImmutableArray<Job> jobs)
    {
        var segments = ImmutableArray.CreateBuilder<VideoSegment>(answer.VideoSegments.Length);
        foreach (VideoSegment segment in answer.VideoSegments)
        {
            Job job = jobs.First(j => j.SegmentId == segment.SegmentId);
            ImmutableArray<Job> takes = await services.Ledger.ListTakesAsync(job.Place, CancellationToken.None);
            Job chosen = PlaceTakes.ChosenOf(takes) ?? job;
            ImmutableArray<OtherTake> others = [.. takes.Where(t => t.Id != job.Id && t.Clip is not null).Select(t => Of(t, chosen))];
            segments.Add(segment with
            {
                Chosen = chosen.Id == job.Id,
                ChosenBy = chosen.Id == job.Id ? chosen.Choice?.By : null,
                ChosenAt = chosen.Id == job.Id ? chosen.Choice?.At : null,
                OtherTakes = others.IsEmpty ? null : others,
            });
        }

        return answer with { VideoSegments = segments.MoveToImmutable() };
    }

    private async ValueTask<ImmutableArray<Job>> SeenAsync(ImmutableArray<Job> takes, Caller caller, CancellationToken cancellationToken)
    {
        var seen = ImmutableArray.CreateBuilder<Job>(takes.Length);
        foreach (Job take in takes)
        {
            if (await services.Ledger.FindRequestAsync(take.RequestId, cancellationToken) is { } request && caller.Sees(request))
            {
                seen.Add(take);
            }
        }

        return seen.ToImmutable();
    }

    private static OtherTake Of(Job take, Job chosen) => new()
    {
        Take = take.Clip!.Take,
        Chosen = take.Id == chosen.Id,
        ChosenBy = take.Id == chosen.Id ? take.Choice?.By : null,
        ChosenAt = take.Id == chosen.Id ? take.Choice?.At : null,
        RequestId = take.RequestId,
        SegmentId = take.SegmentId,
        JobId = take.Id,
        VideoUrl = take.Clip.Address.AbsoluteUri,
        DurationSeconds = take.Clip.DurationSeconds,
        Fps = take.Clip.FramesPerSecond,
        Provider = take.Provider,
        Model = take.Model,
        CostUsd = take.BilledUsd,
    };

    private static Refusal No(string code, string pointer, string message, string remedy) => new() { Problems = [new(code, pointer, message, remedy)] };
}
