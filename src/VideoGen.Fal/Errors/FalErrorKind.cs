using System.Collections.Immutable;

namespace VideoGen.Fal.Errors;

/// <summary>
/// What a documented error type means: https://fal.ai/docs/documentation/model-apis/errors and
/// https://fal.ai/docs/documentation/model-apis/request-errors.
/// </summary>
/// <param name="Retryable">Whether the same order may work later; null where the answer's own header decides.</param>
/// <param name="NextStep">What the caller can do; null for the usual advice.</param>
/// <param name="ServerError">True for an error that is answered with a 5xx, which is never billed.</param>
internal sealed record FalErrorKind(bool? Retryable, string? NextStep = null, bool ServerError = false)
{
    private const string Later = "Submit the segment again later.";
    private const string Picture = "Give the frame another picture and submit the segment again.";
    private const string Setting = "Correct the preset of the model; the input is not what the model accepts.";
    private const string Words = "Change the words of the frames and submit the segment again.";

    private static readonly Dictionary<string, FalErrorKind> Documented = new(StringComparer.Ordinal)
    {
        // Model errors.
        ["internal_server_error"] = new(null, Later, ServerError: true),
        ["generation_timeout"] = new(null, Later, ServerError: true),
        ["downstream_service_error"] = new(null, Later),
        ["downstream_service_unavailable"] = new(null, Later, ServerError: true),
        ["content_policy_violation"] = new(false, "Change the words or the picture that fal's content rules refuse, then submit the segment again."),
        ["no_media_generated"] = new(false, "Submit the segment again with a changed prompt; the model made no clip this time."),
        ["image_too_small"] = new(false, Picture),
        ["image_too_large"] = new(false, Picture),
        ["image_load_error"] = new(false, Picture),
        ["file_download_error"] = new(false, "Give the frame a picture that fal can fetch, and submit the segment again."),
        ["face_detection_error"] = new(false, Picture),
        ["file_too_large"] = new(false, Picture),
        ["greater_than"] = new(false, Setting),
        ["greater_than_equal"] = new(false, Setting),
        ["less_than"] = new(false, Setting),
        ["less_than_equal"] = new(false, Setting),
        ["multiple_of"] = new(false, Setting),
        ["sequence_too_short"] = new(false, Setting),
        ["sequence_too_long"] = new(false, Setting),
        ["one_of"] = new(false, Setting),
        ["feature_not_supported"] = new(false, Setting),
        ["invalid_archive"] = new(false),
        ["archive_file_count_below_minimum"] = new(false),
        ["archive_file_count_exceeds_maximum"] = new(false),
        ["audio_duration_too_long"] = new(false),
        ["audio_duration_too_short"] = new(false),
        ["video_duration_too_long"] = new(false),
        ["video_duration_too_short"] = new(false),
        ["unsupported_audio_format"] = new(false),
        ["unsupported_image_format"] = new(false, Picture),
        ["unsupported_video_format"] = new(false),

        // Request errors.
        ["request_timeout"] = new(true, Later, ServerError: true),
        ["startup_timeout"] = new(true, Later, ServerError: true),
        ["runner_scheduling_failure"] = new(true, Later, ServerError: true),
        ["runner_connection_timeout"] = new(true, Later, ServerError: true),
        ["runner_connection_refused"] = new(true, Later, ServerError: true),
        ["runner_connection_error"] = new(true, Later, ServerError: true),
        ["runner_disconnected"] = new(true, Later, ServerError: true),
        ["runner_incomplete_response"] = new(true, Later, ServerError: true),
        ["runner_server_error"] = new(true, Later, ServerError: true),
        ["internal_error"] = new(true, Later, ServerError: true),
        ["client_disconnected"] = new(false),
        ["client_cancelled"] = new(false),
        ["bad_request"] = new(false, Setting),
        ["concurrent_requests_limit"] = new(true, Later),
    };

    /// <summary>What the caller can do about it, by the input it names; null where it names none and its type says nothing.</summary>
    public string? NextStepFor(ImmutableArray<FalDetail> details) =>
        NextStep is not (null or Setting) ? NextStep
        : details.Any(d => d.Picture is not null) ? Picture
        : details.Any(d => d.Field == "prompt") ? Words
        : details.Any(d => d.Field.Length > 0) ? Setting
        : NextStep;

    /// <summary>The kind of an error type. An unknown type is not retryable, as fal's documentation asks.</summary>
    public static FalErrorKind Of(string? type) => type is not null && Documented.TryGetValue(type, out var kind) ? kind : new FalErrorKind(false);
}
