using VideoGen.Contract;
using VideoGen.Jobs;
using VideoGen.Previews;
using VideoGen.Synthesis;

namespace VideoGen.Access;

/// <summary>Previews as one caller may see them: of its own requests and plans; of anybody's requests where it operates. Thread-safe.</summary>
/// <param name="services">What the agent is made of.</param>
/// <param name="caller">The caller.</param>
public sealed class CallerPreviews(AgentServices services, Caller caller) : IPreviews
{
    private readonly RequestReader _reader = new(services.Options.MaxRequestBytes);

    /// <inheritdoc/>
    public async ValueTask<Preview?> FindAsync(string requestId, string segmentId, PreviewKind kind, CancellationToken cancellationToken)
    {
        if (!caller.May(Scopes.Read) || services.Previews is not { } previews
            || await services.Ledger.FindRequestAsync(requestId, cancellationToken) is not { } request || !caller.Sees(request))
        {
            return null;
        }

        Job? job = (await services.Ledger.ListJobsAsync(requestId, cancellationToken)).FirstOrDefault(j => j.SegmentId == segmentId);
        return job is null ? null : await previews.ReadAsync(job, kind, cancellationToken);
    }

    /// <inheritdoc/>
    public async ValueTask<Preview?> FindStillAsync(string planHash, string frameId, CancellationToken cancellationToken)
    {
        if (!caller.May(Scopes.Read) || services.Previews is not { } previews)
        {
            return null;
        }

        foreach (KeptPlan plan in await services.Plans.FindAsync(caller.Id, planHash, services.Time.GetUtcNow(), cancellationToken))
        {
            if (_reader.Read(plan.Request, plan.LocalFolder) is ReadResult.Good { Storyboard.Frames: var frames }
                && frames.FirstOrDefault(f => f.Id == frameId) is { Image: not null } frame
                && await services.Stills.ReadAsync(frame, cancellationToken) is (var sha256, var bytes, _))
            {
                return await previews.ReadStillAsync(sha256, bytes, cancellationToken);
            }
        }

        return null;
    }
}
