using VideoGen.Contract;

namespace VideoGen.Synthesis;

/// <summary>The answer about a request that is not there, word for word the same wherever it is given.</summary>
internal static class UnknownRequest
{
    private const int Shown = 60;

    public static Answer<SynthesisAnswer> Of(string requestId) => new Answer<SynthesisAnswer>.Refused(new Refusal { Problems = [Problem(requestId)] });

    public static Problem Problem(string requestId) => new(
        ProblemCodes.RequestUnknown, "/request_id", $"There is no request '{(requestId.Length > Shown ? requestId[..Shown] : requestId)}' here.", "Use the request_id that synthesize_video_segments answered.");
}
