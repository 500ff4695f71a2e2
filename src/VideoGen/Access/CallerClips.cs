using VideoGen.Finishing;
using VideoGen.Jobs;

namespace VideoGen.Access;

/// <summary>The clips of the media store as one caller may fetch them: those that its own requests made, with their finished copies, or any where it operates. Thread-safe.</summary>
/// <param name="ledger">Knows which request made a clip.</param>
/// <param name="caller">The caller.</param>
public sealed class CallerClips(ILedger ledger, Caller caller)
{
    /// <summary>True for a clip that the caller may have. A path that leads to no clip is like one of somebody else.</summary>
    /// <param name="path">Path in the media store, as <see cref="Clip.Path"/> has it.</param>
    /// <param name="cancellationToken">Ends the read.</param>
    public async ValueTask<bool> MayFetchAsync(string path, CancellationToken cancellationToken) =>
        caller.May(Scopes.Operate)
        || (caller.May(Scopes.Read)
            && await ledger.FindJobOfClipAsync(FinishedPath.OriginalOf(path), cancellationToken) is { } job
            && await ledger.FindRequestAsync(job.RequestId, cancellationToken) is { } request
            && caller.Sees(request));
}
