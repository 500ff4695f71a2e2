using System.Text.Json.Nodes;
using VideoGen.Fal.Http;

namespace VideoGen.Fal.Errors;

/// <summary>A failure as fal tells it, wherever it was reported: as an answer, in a status, or inside a webhook.</summary>
internal sealed record FalFault
{
    /// <summary>HTTP code of the model's or the gateway's answer; null where it is not known.</summary>
    public int? Status { get; init; }

    /// <summary>The error body.</summary>
    public JsonObject? Body { get; init; }

    /// <summary>Type of a request error, from header, status or webhook.</summary>
    public string? ErrorType { get; init; }

    /// <summary>Text of a request error outside the body.</summary>
    public string? ErrorText { get; init; }

    public bool? Retryable { get; init; }

    public bool UserTimeout { get; init; }

    public decimal? BillableUnits { get; init; }

    /// <summary>The answer as it came, for audit.</summary>
    public string? Raw { get; init; }

    public static FalFault From(FalAnswer answer) => new()
    {
        Status = answer.Status,
        Body = answer.Json,
        ErrorType = answer.ErrorType ?? answer.Text("error_type"),
        Retryable = answer.Retryable,
        UserTimeout = answer.UserTimeout,
        BillableUnits = answer.BillableUnits,
        Raw = answer.Body,
    };
}
