using VideoGen.Fal.Credentials;
using VideoGen.Fal.Http;
using VideoGen.Providers;

namespace VideoGen.Fal.Queue;

/// <summary>Asks the queue to stop a job. May be repeated.</summary>
internal sealed class FalCancels(FalReads reads, FalAddresses addresses)
{
    /// <summary>
    /// Any 2xx is taken as accepted and no more: what the documented forms say beyond that contradicts itself, and a job that was
    /// removed shows in its status.
    /// </summary>
    public async Task<CancelResult> SendAsync(ProviderJob job, FalKey key, CancellationToken cancellationToken)
    {
        var address = addresses.Cancel(job);
        var reply = await reads.SendAsync(HttpMethod.Put, address, key, null, cancellationToken);
        if (reply is FalReply.Answered { Answer.Status: 405 } && address != addresses.ShortCancel(job))
        {
            reply = await reads.SendAsync(HttpMethod.Put, addresses.ShortCancel(job), key, null, cancellationToken);
        }

        return reply is not FalReply.Answered { Answer: var answer } ? CancelResult.Unreachable : answer switch
        {
            { IsSuccess: true } => CancelResult.Requested,
            { Status: 404 } => CancelResult.NotFound,
            _ when answer.Text("status") == "ALREADY_COMPLETED" => CancelResult.AlreadyCompleted,
            _ when answer.Text("status") == "NOT_FOUND" => CancelResult.NotFound,
            _ => CancelResult.Unreachable,
        };
    }
}
