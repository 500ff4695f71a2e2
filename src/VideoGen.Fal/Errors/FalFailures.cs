using VideoGen.Providers;

namespace VideoGen.Fal.Errors;

/// <summary>Turns both families of fal's errors into the port's one. Pure.</summary>
internal static class FalFailures
{
    private const int LongestText = 1_000;
    private const int LongestRaw = 65_536;

    public static ProviderFailure From(FalFault fault)
    {
        var details = FalDetail.Read(fault.Body);
        var code = details.Select(d => d.Type).FirstOrDefault(t => t is not null) ?? fault.ErrorType;
        var kind = FalErrorKind.Of(code);
        var rejected = details.Any(d => d.Type == "content_policy_violation") || fault.ErrorType == "content_policy_violation";
        return new ProviderFailure(
            IsCancelled(fault) ? FailureError.Cancelled : rejected ? FailureError.ContentRejected : FailureError.ProviderError,
            Sentence(fault, [.. details.Select(Words)]), BilledFor(fault, kind))
        {
            BilledUnits = fault.BillableUnits,
            ProviderCode = code,
            NextStep = kind.NextStepFor(details),
            Retryable = Retryable(fault, kind, code),
            StillIndex = details.Select(d => d.Picture).FirstOrDefault(p => p is not null),
            Response = fault.Raw is { Length: > LongestRaw } raw ? raw[..LongestRaw] : fault.Raw,
        };
    }

    /// <summary>True when the job ended because somebody asked for it.</summary>
    public static bool IsCancelled(FalFault fault) => fault.ErrorType == "client_cancelled";

    /// <summary>
    /// Server errors are not billed, a 422 may be because the model can have run; the rest is not documented. A billing header that is
    /// there settles it.
    /// </summary>
    private static Billed BilledFor(FalFault fault, FalErrorKind kind) => fault switch
    {
        { BillableUnits: > 0 } => Billed.Yes,
        { BillableUnits: 0 } or { Status: >= 500 } => Billed.No,
        { Status: null } when kind.ServerError => Billed.No,
        _ => Billed.Unknown,
    };

    private static bool? Retryable(FalFault fault, FalErrorKind kind, string? code) =>
        code is "request_timeout" or "startup_timeout" && fault.UserTimeout ? false
        : fault.Retryable ?? (code is null && fault.Status is 429 or >= 500 ? true : kind.Retryable);

    private static string Sentence(FalFault fault, string[] details)
    {
        var reason = details is [] ? fault.ErrorText ?? fault.Body?.Text("error") ?? Plain(fault) : string.Join("; ", details);
        var text = $"fal answered{(fault.Status is { } status ? $" {status}" : "")}{(fault.ErrorType is { } type ? $" ({type})" : "")}: {reason}";
        return text.Length > LongestText ? text[..LongestText] + "…" : text;
    }

    private static string Words(FalDetail detail)
    {
        var field = detail.Picture switch
        {
            0 => $"the first picture ({detail.Field}): ",
            1 => $"the last picture ({detail.Field}): ",
            _ => detail.Field.Length > 0 ? $"{detail.Field}: " : "",
        };
        return $"{field}{detail.Message}{(detail.Context.Length > 0 ? $" ({detail.Context})" : "")}";
    }

    private static string Plain(FalFault fault) => fault.Raw is { Length: > 0 } raw && !raw.TrimStart().StartsWith('<') ? raw : "no reason given.";
}
