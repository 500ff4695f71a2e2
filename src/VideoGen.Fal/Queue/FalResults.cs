using VideoGen.Fal.Errors;
using VideoGen.Fal.Http;

namespace VideoGen.Fal.Queue;

/// <summary>Tells apart the answers of the result address, which replays whatever the model answered. Pure.</summary>
internal static class FalResults
{
    /// <summary>True when the job is not finished after all. Told by the text; the code that comes with it is not documented.</summary>
    public static bool IsEarly(FalAnswer answer) => answer.Text("detail") is { } detail
        && detail.Contains("still in progress", StringComparison.OrdinalIgnoreCase);

    /// <summary>
    /// True when the answer is the model's, replayed, and not trouble on the way to it: an answer about the input, or a 5xx that bears
    /// fal's mark. A 401, 403, 404 or 429 counts only with the model's own error form, because the queue itself answers so as well.
    /// </summary>
    public static bool IsModelFailure(FalAnswer answer) => answer.Status switch
    {
        401 or 403 or 404 or 405 or 408 or 429 => answer.ErrorType is not null || FalDetail.Read(answer.Json).Any(d => d.Type is not null),
        >= 400 and < 500 => true,
        >= 500 => answer.IsFromFal,
        _ => false,
    };
}
