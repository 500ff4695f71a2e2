using System.Text.Json.Nodes;
using VideoGen.Fal.Credentials;
using VideoGen.Fal.Errors;
using VideoGen.Fal.Http;
using VideoGen.Providers;

namespace VideoGen.Fal.Queue;

/// <summary>
/// Reads where a job stands. The queue has three states and no failed one: a failure is a completed job with an error in its status, or
/// one whose result is an error, so a completed job is always followed by reading its result. What is read is paid for: an answer that may be
/// another one a moment later is asked for again, and ends nothing.
/// </summary>
internal sealed class FalJobs(FalReads reads, FalAddresses addresses)
{
    public async Task<JobStatus> ReadAsync(ProviderJob job, FalKey key, CancellationToken cancellationToken)
    {
        var reply = await GetAsync(addresses.Status(job), addresses.ShortStatus(job), "logs=0", key, a => a.Status == 404 || (a.IsSuccess && a.Json is null), cancellationToken);
        if (reply is not FalReply.Answered { Answer: var answer })
        {
            return Unreachable(reply);
        }

        JobStatus status = answer switch
        {
            { Status: 404 } => new JobStatus.Gone($"fal does not know the job {job.RequestId}.") { MayReturn = true },
            { IsSuccess: false } => new JobStatus.Unreachable(FalFailures.From(FalFault.From(answer)).Message),
            _ => await ByStateAsync(job, answer, key, cancellationToken),
        };
        return status with { Response = answer.Body };
    }

    /// <summary>Reads the result alone, of a job that was reported to be done.</summary>
    public Task<JobStatus> ReadResultAsync(ProviderJob job, FalKey key, CancellationToken cancellationToken) =>
        ResultAsync(job, new FalAnswer { Status = 200, Body = "" }, key, cancellationToken);

    private async Task<JobStatus> ByStateAsync(ProviderJob job, FalAnswer answer, FalKey key, CancellationToken cancellationToken)
    {
        switch (answer.Text("status"))
        {
            case "IN_QUEUE":
                return new JobStatus.Queued(answer.Json!.Whole("queue_position") is { } ahead and >= 0 and <= int.MaxValue ? (int)ahead : null);
            case "IN_PROGRESS":
                return new JobStatus.Running(null);
            case "COMPLETED":
                return await ResultAsync(job, answer, key, cancellationToken);
            case var other:
                return new JobStatus.Unreachable($"fal answered {answer.Status} with a state that is not documented: {other ?? "none"}.");
        }
    }

    private async Task<JobStatus> ResultAsync(ProviderJob job, FalAnswer status, FalKey key, CancellationToken cancellationToken)
    {
        var error = Said(status.Text("error"));
        var errorType = Said(status.Text("error_type")) ?? status.ErrorType;
        var ran = status.Json?["metrics"] is JsonObject metrics && metrics["inference_time"] is JsonValue time && time.TryGetValue(out double seconds) && seconds > 0;
        var failed = error is not null || errorType is not null;
        var reply = await GetAsync(
            addresses.Result(job), addresses.ShortResult(job), null, key, failed ? null : FalResults.IsDoubtful, cancellationToken);
        if (reply is not FalReply.Answered { Answer: var answer })
        {
            return failed ? Ended(StatusFault(status, error, errorType), ran) : new JobStatus.Unread(Unreachable(reply).Message);
        }

        if (answer.IsSuccess)
        {
            return FalClips.Read(answer.Node, answer.Body, answer.BillableUnits) is { } clip ? new JobStatus.Succeeded(clip)
                : failed ? Ended(StatusFault(status, error, errorType), ran)
                : Unread(answer, $"fal answered {answer.Status} with {FalResults.WhyNoClip(answer)}.");
        }

        if (FalResults.IsEarly(answer))
        {
            // A status with an error is an end, whatever the result address says meanwhile: fal has no other state for one that was cancelled.
            return failed ? Ended(StatusFault(status, error, errorType), ran) : new JobStatus.Running(null);
        }

        return failed ? Ended(Merged(FalFault.From(answer), error, errorType, status), ran)
            : FalResults.IsModelFailure(answer) ? Ended(FalFault.From(answer), ran)
            : Unread(answer, FalFailures.From(FalFault.From(answer)).Message);
    }

    /// <summary>A read; an address that answers 405 is of the long form that the service does not serve, so the short one is tried.</summary>
    private async Task<FalReply> GetAsync(
        Uri address, Uri shortForm, string? query, FalKey key, Func<FalAnswer, bool>? isDoubtful, CancellationToken cancellationToken)
    {
        var reply = await reads.SendAsync(HttpMethod.Get, With(address, query), key, isDoubtful, cancellationToken);
        return reply is FalReply.Answered { Answer.Status: 405 } && address != shortForm
            ? await reads.SendAsync(HttpMethod.Get, With(shortForm, query), key, isDoubtful, cancellationToken)
            : reply;
    }

    private static Uri With(Uri address, string? query) => query is null ? address : new UriBuilder(address)
    {
        Query = address.Query.Length > 1 ? $"{address.Query[1..]}&{query}" : query,
    }.Uri;

    // Some services send an empty text where there is no error.
    private static string? Said(string? text) => string.IsNullOrWhiteSpace(text) ? null : text;

    private static JobStatus Ended(FalFault fault, bool ran) =>
        FalFailures.IsCancelled(fault) ? new JobStatus.Cancelled(fault.BillableUnits) { Ran = ran } : new JobStatus.Failed(FalFailures.From(fault));

    private static FalFault StatusFault(FalAnswer status, string? error, string? errorType) =>
        new() { ErrorText = error, ErrorType = errorType, Raw = status.Body, Retryable = status.Retryable };

    private static FalFault Merged(FalFault result, string? error, string? errorType, FalAnswer status) => result with
    {
        ErrorType = result.ErrorType ?? errorType,
        ErrorText = error,
        Raw = result.Body is null ? status.Body : result.Raw,
    };

    private static JobStatus.Unread Unread(FalAnswer answer, string message) => new(message)
    {
        Result = answer.Body,
        BilledUnits = answer.BillableUnits,
        IfItLasts = FalResults.IsModelFault(answer) ? FalFailures.From(FalFault.From(answer)) : null,
    };

    private static JobStatus.Unreachable Unreachable(FalReply reply) => new(reply switch
    {
        FalReply.Lost lost => lost.Message,
        FalReply.NotSent notSent => notSent.Message,
        _ => "no usable answer.",
    });
}
