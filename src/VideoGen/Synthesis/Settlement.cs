using System.Globalization;
using VideoGen.Contract;
using VideoGen.Jobs;
using VideoGen.Providers;

namespace VideoGen.Synthesis;

/// <summary>Settles the money of a job that has ended, on the word of a person who looked at the provider's bill.</summary>
public sealed class Settlement(ILedger ledger, TimeProvider time)
{
    /// <summary>How the note begins that a settlement leaves in the history.</summary>
    internal const string Opening = "Settled by hand by ";

    private const decimal MostUsd = 1_000_000;
    private const int LongestWho = 200;
    private const int LongestWhy = 1_000;

    /// <summary>Settles a job. Caps follow at once; the history tells who said it and why.</summary>
    /// <param name="jobId">The job.</param>
    /// <param name="billed"><c>yes</c> (at the planned price), <c>no</c>, or US dollars, 0 or more.</param>
    /// <param name="who">Who says so.</param>
    /// <param name="why">Why; null where nobody said.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The job as it stands now, or the reason why it cannot be settled.</returns>
    public ValueTask<Answer<Job>> SettleAsync(string jobId, string billed, string who, string? why, CancellationToken cancellationToken) =>
        SettleAsync(jobId, null, billed, who, why, cancellationToken);

    /// <summary>Settles a job as somebody saw it, and refuses where it has changed since.</summary>
    /// <param name="jobId">The job.</param>
    /// <param name="seen">Version of the job (<see cref="Job.Version"/>) that was seen; null for whatever it is.</param>
    /// <param name="billed"><c>yes</c> (at the planned price), <c>no</c>, or US dollars, 0 or more.</param>
    /// <param name="who">Who says so.</param>
    /// <param name="why">Why; null where nobody said.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The job as it stands now, or the reason why it cannot be settled.</returns>
    public async ValueTask<Answer<Job>> SettleAsync(string jobId, long? seen, string billed, string who, string? why, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(who);
        if (Read(billed) is not { } wanted)
        {
            return No(ProblemCodes.WrongForm, "/billed", $"'{billed}' is neither yes, no nor an amount in US dollars.", "Give yes, no, or what the provider's bill says, for example 0.40.");
        }

        if (who.Length > LongestWho || why?.Length > LongestWhy)
        {
            return No(ProblemCodes.WrongLength, who.Length > LongestWho ? "/by" : "/reason", $"A name has at most {LongestWho} characters, a reason {LongestWhy}.", "Say it shorter.");
        }

        while (await ledger.FindJobAsync(jobId, cancellationToken) is { } job)
        {
            if (!job.IsTerminal)
            {
                return No(ProblemCodes.JobNotEnded, "/job_id", $"The job {jobId} has not ended ({job.State}); it settles its money itself.", "Wait for its end, or cancel its request.");
            }

            if (seen is { } version && version != job.Version)
            {
                return No(ProblemCodes.JobChanged, "/job_id", $"The job {jobId} has changed since you looked at it.", "Look at it again, then settle it.");
            }

            JobCommit commit = job.Settle(
                wanted.Billed, wanted.Usd is { } usd ? (usd, null) : null, time.GetUtcNow(), EventSource.Caller, Message(job, wanted, who, why));
            if (await ledger.CommitAsync(commit, cancellationToken))
            {
                await ledger.FlushAsync(cancellationToken);
                return new Answer<Job>.Given(commit.Next);
            }
        }

        return No(ProblemCodes.JobUnknown, "/job_id", $"There is no job '{jobId}' here.", "Use the job_id of provider_metadata.");
    }

    private static (Billed Billed, decimal? Usd)? Read(string billed) => billed switch
    {
        "yes" => (Billed.Yes, null),
        "no" => (Billed.No, null),
        _ when decimal.TryParse(billed, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out decimal usd) && usd <= MostUsd =>
            usd is 0 ? (Billed.No, null) : (Billed.Yes, usd),
        _ => null,
    };

    private static string Message(Job job, (Billed Billed, decimal? Usd) wanted, string who, string? why)
    {
        string now = wanted switch
        {
            (Billed.No, _) => "nothing was billed",
            (_, { } usd) => Dollars(usd),
            _ => $"{Dollars(job.Price.Of(job.SlotSeconds))}, the planned price",
        };
        return $"{Opening}{who}: {now}; before it was {(job.BilledUsd is { } before ? Dollars(before) : "unknown")}. "
            + $"Reason: {(string.IsNullOrWhiteSpace(why) ? "none given" : why.Trim())}.";
    }

    private static string Dollars(decimal usd) => string.Create(CultureInfo.InvariantCulture, $"${usd:0.00####}");

    private static Answer<Job>.Refused No(string code, string place, string message, string remedy) =>
        new(new Refusal { Problems = [new Problem(code, place, message, remedy)] });
}
