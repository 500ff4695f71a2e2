using VideoGen.Fal.Errors;
using VideoGen.Fal.Http;

namespace VideoGen.Fal.Queue;

/// <summary>Tells apart the answers of the result address, which replays whatever the model answered. Pure.</summary>
internal static class FalResults
{
    private const int MostNames = 8;

    /// <summary>True when the job is not finished after all. Known by the text; the code that comes with it is not documented.</summary>
    public static bool IsEarly(FalAnswer answer) => answer.Text("detail") is { } detail
        && detail.Contains("still in progress", StringComparison.OrdinalIgnoreCase);

    /// <summary>
    /// True for an answer that may be another one a moment later: no clip where one should be, a result that is not there, any fault of a
    /// server. The result is paid for, so such an answer is believed only when it is repeated, and even then ends nothing.
    /// </summary>
    public static bool IsDoubtful(FalAnswer answer) => !IsEarly(answer) && !answer.UserTimeout && answer.Status switch
    {
        >= 200 and < 300 => FalClips.Read(answer.Node, answer.Body, null) is not { } clip || FalInlineClips.IsDamaged(clip.Address),
        404 or >= 500 => true,
        _ => false,
    };

    /// <summary>
    /// True when the answer is the model's end, replayed: what the model says about its input (422, or its own form), and the deadline that we set
    /// ourselves. Everything else may be of the queue, of a gateway or of a moment: a result that is paid for is read again.
    /// </summary>
    public static bool IsModelFailure(FalAnswer answer) => answer.Status switch
    {
        400 or 413 or 415 => HasModelForm(answer),
        422 => answer.IsFromFal || answer.Text("error_type") is not null, // nobody on the way answers so
        499 => FalFailures.IsCancelled(FalFault.From(answer)) || HasModelForm(answer),
        _ => answer.UserTimeout,
    };

    /// <summary>
    /// True when the answer, if it lasts, is the model's end all the same: a fault of a server that is worded as a model words its own (entries
    /// with a type; the services on the way name an error type as well, so that alone tells nothing), and what fal says about the input in its
    /// older form, a text.
    /// </summary>
    public static bool IsModelFault(FalAnswer answer) => answer.Status switch
    {
        >= 500 => HasModelForm(answer),
        400 or 413 or 415 or 499 => answer.IsFromFal || answer.Text("error_type") is not null,
        _ => false,
    };

    /// <summary>What is wrong with an answer that should hold a clip.</summary>
    public static string WhyNoClip(FalAnswer answer) => answer switch
    {
        { Body: var body } when string.IsNullOrWhiteSpace(body) => "an empty answer",
        { Node: null, Body: var body } when body.TrimStart().StartsWith('<') => "a page instead of a result",
        { Node: null, Body: "null" } => "no result (null)",
        { Node: null } => "JSON that is cut short or damaged",
        { Json: { Count: > 0 } json } => $"a result of a form that is not known (members {string.Join(", ", json.Take(MostNames).Select(m => m.Key))})",
        _ => "a result that holds no clip",
    };

    private static bool HasModelForm(FalAnswer answer) => FalDetail.Read(answer.Json).Any(d => d.Type is not null);
}
