using System.Collections.Immutable;
using System.Diagnostics;
using System.Text.Json.Nodes;
using VideoGen.Catalog;
using VideoGen.Contract;
using Reply = VideoGen.Providers.Http.ProviderReply<VideoGen.Providers.Http.JsonAnswer>;

namespace VideoGen.Providers.Http;

/// <summary>
/// What is the same at every provider that has one key and one JSON API: which key, what it lacks, a submit that is sent once, and what an answer proves
/// that never came. A provider adds its addresses and what its answers mean. Thread-safe.
/// </summary>
/// <param name="provider">Wire name of the provider.</param>
/// <param name="vendor">Name of the vendor, for people.</param>
/// <param name="channel">The line.</param>
/// <param name="credentials">The environment's keys.</param>
/// <param name="catalog">The catalog, for the name of the credentials variable.</param>
/// <param name="message">The sentence of an error answer.</param>
internal sealed class KeyedChannel(string provider, string vendor, ProviderChannel channel, VendorCredentials credentials, ICatalog catalog, Func<JsonAnswer, string> message)
{
    private const int LongestId = 200;
    private const int LongestMessage = 500;

    /// <summary>True for a text that can be the id of a job: part of an address, and nothing else.</summary>
    public static bool IsId(string id) => id.Length is > 0 and <= LongestId && id.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_');

    /// <summary>A vendor's words, at a length that fits into a message.</summary>
    public static string Cut(string text) => text.Length <= LongestMessage ? text : text[..LongestMessage] + "…";

    /// <summary>A submit of which the answer's code says that there is no job.</summary>
    /// <param name="answer">The answer.</param>
    /// <param name="why">Why, in a sentence.</param>
    /// <param name="next">What to do; null for the usual.</param>
    /// <param name="error">What it amounts to.</param>
    /// <param name="isRetryable">True where the same may work later.</param>
    public static SubmitResult Refused(JsonAnswer answer, string why, string? next = null, FailureError error = FailureError.ProviderError, bool isRetryable = false) =>
        new SubmitResult.Refused(new ProviderFailure(error, why, Billed.No)
        {
            ProviderCode = answer.Status.ToString(System.Globalization.CultureInfo.InvariantCulture),
            NextStep = next,
            Retryable = isRetryable,
            Response = answer.Body,
        });

    /// <summary>The problems, and a missing key.</summary>
    public async ValueTask<ImmutableArray<Problem>> CheckAsync(ImmutableArray<Problem> problems, CancellationToken cancellationToken) =>
        (await catalog.ReadAsync(cancellationToken)).Provider(provider) is { } config && Lacks(config) is { } missing ? problems.Add(missing) : problems;

    /// <summary>What it lacks on this machine: the key, or nothing.</summary>
    public Problem? Lacks(ProviderConfig config)
    {
        ArgumentNullException.ThrowIfNull(config);
        return credentials.Check(config.CredentialsRef);
    }

    /// <summary>The key that the catalog's config names; or why there is none.</summary>
    public async ValueTask<(ProviderKey? Key, ProviderFailure? Missing)> KeyAsync(CancellationToken cancellationToken)
    {
        string? reference = (await catalog.ReadAsync(cancellationToken)).Provider(provider)?.CredentialsRef;
        return credentials.Read(reference, out Problem? missing) is { } key ? (key, null) : (null, NoKey(missing!));
    }

    /// <summary>Asks an address of the provider whether it takes the key.</summary>
    /// <param name="path">The address below the base address.</param>
    /// <param name="left">What is left, in words, from a good answer.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async ValueTask<KeyAnswer?> AskKeyAsync(string path, Func<JsonObject, string?> left, CancellationToken cancellationToken) =>
        (await KeyAsync(cancellationToken)).Key is { } key ? KeyAnswers.Of(await channel.ReadAsync(channel.At(path), key, cancellationToken), left) : null;

    /// <summary>Sends an order, once. Once begun, it is waited for: whether it arrived could not be found out later.</summary>
    /// <param name="submission">The order.</param>
    /// <param name="path">Where, below the base address.</param>
    /// <param name="body">What is sent.</param>
    /// <param name="timeout">How long to wait for the answer.</param>
    /// <param name="read">What an answer means.</param>
    /// <param name="cancellationToken">Keeps it from being begun.</param>
    public async ValueTask<SubmitResult> SubmitAsync(Submission submission, string path, string body, TimeSpan timeout, Func<JsonAnswer, SubmitResult> read, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return credentials.Read(submission.CredentialsRef, out Problem? missing) is not { } key
            ? new SubmitResult.Refused(NoKey(missing!))
            : await channel.PostAsync(channel.At(path), body, key, timeout, CancellationToken.None) switch
            {
                Reply.NotSent lost => new SubmitResult.Refused(new ProviderFailure(FailureError.ProviderUnreachable, lost.Message, Billed.No) { Retryable = true }),
                Reply.Lost lost => new SubmitResult.Unknown(lost.Message),
                Reply.Answered { Answer: { Status: 301 or 302 or 307 or 308 } answer } => Refused(
                    answer, $"{vendor}'s address answered with a redirect ({answer.Status}), which is not followed with the key.", $"Set {provider}.api_url to the address itself.", FailureError.ProviderUnreachable),
                Reply.Answered { Answer: { IsSuccess: false, Status: < 400 or 408 or 499 or >= 500 } answer } => new SubmitResult.Unknown($"{vendor} answered {answer.Status}: {message(answer)}") { Response = answer.Body },
                Reply.Answered { Answer: var answer } => read(answer),
                _ => throw new UnreachableException(),
            };
    }

    /// <summary>The job of an accepted order; what was answered without one proves nothing.</summary>
    public SubmitResult Accepted(JsonAnswer answer, Func<string, SubmitResult.Accepted> accept) => JsonAnswer.Text(answer.Json, "id") is { } id && IsId(id)
        ? accept(id) with { Response = answer.Body }
        : new SubmitResult.Unknown($"{vendor} answered {answer.Status} without an id.") { Response = answer.Body };

    /// <summary>Reads where a job stands.</summary>
    /// <param name="job">The job.</param>
    /// <param name="address">Its address, from its checked id.</param>
    /// <param name="read">What a good answer means.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async ValueTask<JobStatus> StatusAsync(ProviderJob job, Func<Uri> address, Func<JsonObject, string, JobStatus> read, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(job);
        return !IsId(job.RequestId) ? new JobStatus.Gone($"'{job.RequestId}' is no job of {vendor}.")
            : credentials.Read(job.CredentialsRef, out Problem? missing) is not { } key ? new JobStatus.Unreachable(missing!.ToString())
            : await channel.ReadAsync(address(), key, cancellationToken) switch
            {
                Reply.Answered { Answer: { Status: 404 } answer } => new JobStatus.Gone($"{vendor} does not know the job {job.RequestId}.") { MayReturn = true, Response = answer.Body },
                Reply.Answered { Answer: { IsSuccess: true, Json: { } json } answer } => read(json, answer.Body),
                Reply.Answered { Answer: var answer } => new JobStatus.Unreachable(message(answer)) { Response = answer.Body },
                Reply.NotSent lost => new JobStatus.Unreachable(lost.Message),
                Reply.Lost lost => new JobStatus.Unreachable(lost.Message),
                _ => throw new UnreachableException(),
            };
    }

    /// <summary>Asks for a job's end, at an address of its own, once: what is asked again later may by then be meant for a finished clip.</summary>
    public async ValueTask<CancelResult> CancelAsync(ProviderJob job, HttpMethod method, string path, CancellationToken cancellationToken) =>
        credentials.Read(job.CredentialsRef, out _) is not { } key ? CancelResult.Unreachable
        : await channel.AskAsync(method, channel.At(path), key, cancellationToken) switch
        {
            Reply.Answered { Answer.Status: 404 } => CancelResult.NotFound,
            Reply.Answered { Answer.IsSuccess: true } => CancelResult.Requested,
            _ => CancelResult.Unreachable,
        };

    /// <summary>Adds the key to the request for a clip at the provider's own origin; to no other.</summary>
    public void SignIn(HttpRequestMessage clip, ProviderJob job)
    {
        ArgumentNullException.ThrowIfNull(clip);
        ArgumentNullException.ThrowIfNull(job);
        if (clip.RequestUri is { } address && channel.IsOwn(address))
        {
            credentials.Read(job.CredentialsRef, out _)?.WriteTo(clip.Headers);
        }
    }

    private static ProviderFailure NoKey(Problem missing) =>
        new(FailureError.ProviderError, missing.Message, Billed.No) { ProviderCode = missing.Code, NextStep = missing.Remedy, Retryable = false };
}
