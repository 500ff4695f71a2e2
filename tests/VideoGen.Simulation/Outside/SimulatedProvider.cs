using System.Collections.Immutable;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using VideoGen.Contract;
using VideoGen.Providers;
using VideoGen.Simulation.Worlds;
using VideoGen.Testing.Catalog;

namespace VideoGen.Simulation.Outside;

/// <summary>The line from one process to the provider, with everything that can happen on a line.</summary>
internal sealed class SimulatedProvider(Process process, Weather weather, ProviderSite site) : IVideoProvider
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly World _world = process.World;

    public string Name => MemoryCatalog.Provider;

    /// <summary>What it is like.</summary>
    public VendorTraits Traits => site.Traits;

    public bool CanCancel => site.Traits.Cancel is not CancelKind.None;

    public bool CallsBack => site.Traits.CallsBack;

    public TimeSpan ShortestPoll => site.Traits.ShortestPoll;

    public bool RenewsClipAddresses => site.Traits.AddressesExpireAfter is not null;

    public ValueTask<ImmutableArray<Problem>> CheckAsync(CancellationToken cancellationToken) => ValueTask.FromResult<ImmutableArray<Problem>>([]);

    public async ValueTask<PrepareResult> PrepareAsync(SegmentOrder order, CancellationToken cancellationToken)
    {
        await TravelAsync(cancellationToken).ConfigureAwait(false);
        return weather.Strikes(weather.PrepareFails) && _world.Chance.PerMille(200)
            ? new PrepareResult.Refused(new ProviderFailure(FailureError.ProviderError, "The upload failed.", Billed.No))
            : new PrepareResult.Ready(new JsonObject { ["job"] = order.JobId, ["prompt"] = order.Prompt, ["seconds"] = order.SlotSeconds }.ToJsonString());
    }

    public async ValueTask<SubmitResult> SubmitAsync(Submission submission, CancellationToken cancellationToken)
    {
        _world.Tell(process.Name, $"submits {submission.JobId}");
        site.Sent(submission);
        await TravelAsync(CancellationToken.None).ConfigureAwait(false);
        site.Arrived(submission);
        if (weather.Strikes(weather.SubmitLostBefore))
        {
            _world.Tell("network", $"loses the submit of {submission.JobId}");
            await _world.PassAsync(Patience, cancellationToken: CancellationToken.None).ConfigureAwait(false);
            return new SubmitResult.Unknown("No answer.");
        }

        if (weather.Strikes(weather.SubmitRefused))
        {
            _world.Tell("provider", $"refuses {submission.JobId}");
            return new SubmitResult.Refused(new ProviderFailure(FailureError.ProviderError, "Refused.", Billed.No));
        }

        ProviderOrder order = site.Accept(submission);
        process.DiesNow();
        if (weather.Strikes(weather.SubmitLostAfter))
        {
            _world.Tell("network", $"loses the answer to the submit of {submission.JobId}");
            await _world.PassAsync(Patience, cancellationToken: CancellationToken.None).ConfigureAwait(false);
            return new SubmitResult.Unknown("No answer.");
        }

        if (weather.Strikes(weather.SubmitBreaks))
        {
            throw new IOException("The connection was reset.");
        }

        await TravelAsync(CancellationToken.None).ConfigureAwait(false);
        if (weather.Strikes(weather.SubmitSlow))
        {
            await _world.PassAsync(_world.Chance.AnyMagnitude(TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(5)), cancellationToken: CancellationToken.None).ConfigureAwait(false);
        }

        if (submission.Blocking && order.HasClip(_world.Since))
        {
            return new SubmitResult.Finished(ProviderSite.Handle(order), order.Clip(_world.Since));
        }

        return new SubmitResult.Accepted(ProviderSite.Handle(order));
    }

    public async ValueTask<JobStatus> GetStatusAsync(ProviderJob job, CancellationToken cancellationToken)
    {
        await TravelAsync(cancellationToken).ConfigureAwait(false);
        if (weather.Strikes(weather.StatusUnreachable))
        {
            await _world.PassAsync(_world.Chance.AnyMagnitude(TimeSpan.FromMilliseconds(100), Patience), cancellationToken: cancellationToken).ConfigureAwait(false);
            return new JobStatus.Unreachable("The line is down.");
        }

        if (site.Find(job.RequestId) is not { } order)
        {
            return new JobStatus.Gone("No such job.");
        }

        if (weather.Strikes(weather.StatusGone))
        {
            order.WasDenied = true;
            _world.Tell("provider", $"denies {order.Id}");
            return new JobStatus.Gone("No such job.");
        }

        JobStatus status = order.Status(_world.Since);
        status = status is JobStatus.Running && weather.Strikes(weather.StatusFlaps) ? new JobStatus.Queued(0) : status;
        status = status is JobStatus.Queued && weather.Strikes(weather.StatusFlaps) ? new JobStatus.Throttled() : status;
        order.SaidToWaitAt = status is JobStatus.Queued or JobStatus.Throttled ? _world.Since : order.SaidToWaitAt;
        _world.Tell("provider", $"says of {order.Id}: {status.GetType().Name}");
        await TravelAsync(cancellationToken).ConfigureAwait(false);
        return status;
    }

    public async ValueTask<CancelResult> CancelAsync(ProviderJob job, CancellationToken cancellationToken)
    {
        if (site.Traits.Cancel is CancelKind.Deletes)
        {
            return await CancelByDeletingAsync(job, cancellationToken).ConfigureAwait(false);
        }

        if (!CanCancel)
        {
            site.AskedForCancel(job);
            return CancelResult.Unsupported;
        }

        await TravelAsync(cancellationToken).ConfigureAwait(false);
        if (weather.Strikes(weather.CancelUnreachable) || site.Find(job.RequestId) is not { } order)
        {
            return CancelResult.Unreachable;
        }

        CancelResult result = site.Cancel(order);
        _world.Tell("provider", $"is asked to cancel {order.Id}: {result}");
        process.DiesNow();
        if (weather.Strikes(weather.CancelUnreachable))
        {
            return CancelResult.Unreachable;
        }

        await TravelAsync(cancellationToken).ConfigureAwait(false);
        return result;
    }

    /// <summary>Deletes an order. As a provider's client does it, after a look at it.</summary>
    /// <param name="job">The order.</param>
    /// <param name="readAt">When it was read that the order goes on; null when it was not.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async ValueTask<CancelResult> DeleteAsync(ProviderJob job, TimeSpan? readAt, CancellationToken cancellationToken)
    {
        await TravelAsync(cancellationToken).ConfigureAwait(false);
        if (weather.Strikes(weather.CancelUnreachable) || site.Find(job.RequestId) is not { } order)
        {
            return CancelResult.Unreachable;
        }

        _world.Tell("provider", $"is asked to delete {order.Id}");
        site.Delete(order, readAt);
        process.DiesNow();
        if (weather.Strikes(weather.CancelUnreachable))
        {
            return CancelResult.Unreachable;
        }

        await TravelAsync(cancellationToken).ConfigureAwait(false);
        return CancelResult.Requested;
    }

    public void SignIn(HttpRequestMessage clip, ProviderJob job)
    {
        if (clip.RequestUri!.Host == ProviderOrder.Own)
        {
            ShowKey(clip);
        }
    }

    /// <summary>Adds the key to a request.</summary>
    public static void ShowKey(HttpRequestMessage request) => request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", "sim");

    public async ValueTask<FindResult> FindAsync(Submission submission, DateTimeOffset submittedAt, CancellationToken cancellationToken)
    {
        await TravelAsync(cancellationToken).ConfigureAwait(false);
        FindResult result = weather.Strikes(weather.RecordsUnavailable) ? new FindResult.Unavailable("The records cannot be read.") : site.Look(submission);
        _world.Tell("provider", $"finds for {submission.JobId}: {result.GetType().Name}");
        return result;
    }

    public DeliveryReading? ReadDelivery(Submission submission, string body)
    {
        JsonNode json = JsonNode.Parse(body)!; // throws at garbage, as a careless provider might
        if ((string?)json["request_id"] is not { } id)
        {
            return null;
        }

        JobStatus status = (string?)json["clip"] is { } clip ? new JobStatus.Succeeded(new ProviderClip(new Uri(clip)))
            : (string?)json["failed"] is { } message ? new JobStatus.Failed(new ProviderFailure(FailureError.ProviderError, message, Billed.Unknown))
            : new JobStatus.Unreachable("Only a nudge.");
        return new DeliveryReading(new ProviderJob(id, MemoryCatalog.Model), status);
    }

    private async ValueTask<CancelResult> CancelByDeletingAsync(ProviderJob job, CancellationToken cancellationToken)
    {
        TimeSpan read = _world.Since;
        return await GetStatusAsync(job, cancellationToken).ConfigureAwait(false) switch
        {
            JobStatus.Queued or JobStatus.Throttled or JobStatus.Running => await DeleteAsync(job, read, cancellationToken).ConfigureAwait(false),
            JobStatus.Cancelled => CancelResult.Requested,
            JobStatus.Gone => CancelResult.NotFound,
            JobStatus.Unreachable => CancelResult.Unreachable,
            _ => CancelResult.AlreadyCompleted,
        };
    }

    private Task TravelAsync(CancellationToken cancellationToken) =>
        _world.PassAsync(_world.Chance.AnyMagnitude(TimeSpan.FromMilliseconds(1), TimeSpan.FromMilliseconds(500)), cancellationToken: cancellationToken);
}
