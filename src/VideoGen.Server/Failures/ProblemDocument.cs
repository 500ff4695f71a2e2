using System.Collections.Immutable;
using System.ComponentModel;
using VideoGen.Contract;

namespace VideoGen.Server.Failures;

/// <summary>An error over HTTP (RFC 9457), with every problem of a refusal.</summary>
internal sealed record ProblemDocument
{
    /// <summary>Media type.</summary>
    public const string MediaType = "application/problem+json";

    [Description("urn:videogen:problem: and the code of the first problem.")]
    public required string Type { get; init; }

    [Description("What kind of error it is; the same for every error of this status.")]
    public required string Title { get; init; }

    [Description("The HTTP status.")]
    public required int Status { get; init; }

    [Description("What is wrong, in one sentence.")]
    public required string Detail { get; init; }

    [Description("Every problem of the request: code (docs/problems.md), JSON pointer, message and remedy.")]
    public required ImmutableArray<Problem> Problems { get; init; }

    [Description("W3C trace id of the request: what its spans and log lines carry.")]
    public string? TraceId { get; init; }

    [Description("What else the caller should know.")]
    public ImmutableArray<Warning>? Warnings { get; init; }

    [Description("Where the frames are too many for one request: the same frames cut into requests that fit, each planned and priced.")]
    public ImmutableArray<BatchPlan>? Batches { get; init; }

    [Description("With batches: price of all of them together in US dollars.")]
    public decimal? EstimatedCostUsd { get; init; }

    /// <summary>The document of a refusal.</summary>
    public static ProblemDocument Of(int status, Refusal refusal) => new()
    {
        Type = $"urn:videogen:problem:{refusal.Problems[0].Code}",
        Title = TitleOf(status),
        Status = status,
        Detail = refusal.Problems is [var only] ? only.Message : $"{refusal.Problems.Length} problems; the first: {refusal.Problems[0].Message}",
        Problems = refusal.Problems,
        Warnings = refusal.Warnings.IsEmpty ? null : refusal.Warnings,
        TraceId = refusal.TraceId ?? System.Diagnostics.Activity.Current?.TraceId.ToHexString(),
        Batches = refusal.Batches,
        EstimatedCostUsd = refusal.EstimatedCostUsd,
    };

    /// <summary>What kind of error a status is.</summary>
    public static string TitleOf(int status) => status switch
    {
        400 => "The request cannot be read.",
        401 => "A valid token is needed.",
        403 => "This is not allowed.",
        404 => "There is no such thing.",
        405 => "The method is not allowed here.",
        408 => "The request did not arrive in time.",
        409 => "Something stands against the request.",
        413 => "The request is too large.",
        415 => "The body must be JSON.",
        422 => "The request has problems.",
        429 => "Too many requests.",
        503 => "The server cannot do this now.",
        _ => "The request failed.",
    };
}
