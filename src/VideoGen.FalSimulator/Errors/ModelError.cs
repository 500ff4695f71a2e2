using System.Globalization;
using System.Text.Json.Nodes;
using VideoGen.FalSimulation.Answers;

namespace VideoGen.FalSimulation.Errors;

/// <summary>One entry of the <c>detail</c> array by which a model refuses or fails.</summary>
internal sealed record ModelError(string Type, string Message, IReadOnlyList<string> Location)
{
    public JsonObject? Context { get; init; }

    public JsonNode? Input { get; init; }

    /// <summary>The documented types that are not answered with 422.</summary>
    public static int StatusOf(string type) => type switch
    {
        "internal_server_error" or "downstream_service_error" or "downstream_service_unavailable" => 500,
        "generation_timeout" => 504,
        _ => 422,
    };

    /// <summary>An error of a documented type as the behaviour <c>fail</c> plays it.</summary>
    public static ModelError Documented(string type) => type switch
    {
        "image_too_small" => Of(type, "Image too small", "image_url", ("min_height", 300), ("min_width", 300)),
        "image_too_large" => Of(type, "Image too large", "image_url", ("max_height", 4096), ("max_width", 4096)),
        "image_load_error" => Of(type, "Failed to load the image", "image_url"),
        "file_download_error" => Of(type, "Failed to download the file", "image_url"),
        "file_too_large" => Of(type, "File too large", "image_url", ("max_size", 10_485_760)),
        "content_policy_violation" => Of(type, "The content could not be processed because it was flagged by a content checker.", "prompt"),
        "no_media_generated" => Of(type, "No media was generated", "prompt"),
        "generation_timeout" => Of(type, "Generation timed out", null),
        "internal_server_error" => Of(type, "Internal server error", null),
        "downstream_service_error" => Of(type, "Downstream service error", null),
        "downstream_service_unavailable" => Of(type, "Downstream service unavailable", null),
        "feature_not_supported" => Of(type, "Feature not supported", "resolution"),
        "face_detection_error" => Of(type, "Could not detect a face", "image_url"),
        _ => Of(type, string.Create(CultureInfo.InvariantCulture, $"Refused: {type}"), "prompt"),
    };

    public JsonObject ToJson()
    {
        var entry = new JsonObject
        {
            ["loc"] = new JsonArray([.. Location.Select(static part => (JsonNode)part)]),
            ["msg"] = Message,
            ["type"] = Type,
            ["url"] = "https://docs.fal.ai/errors/#" + Type,
        };
        if (Context is not null)
        {
            entry["ctx"] = Context.DeepClone();
        }

        if (Input is not null)
        {
            entry["input"] = Input.DeepClone();
        }

        return entry;
    }

    /// <summary>The answer that carries all the errors; its code is the first error's.</summary>
    public static Answer AnswerWith(IReadOnlyList<ModelError> errors)
    {
        int status = StatusOf(errors[0].Type);
        var body = new JsonObject { ["detail"] = new JsonArray([.. errors.Select(static error => (JsonNode)error.ToJson())]) };
        bool retry = status >= 500;
        return Answer.Of(status, body)
            .With("X-Fal-Retryable", retry ? "true" : "false")
            .With("X-Fal-Needs-Retry", retry ? "1" : "0");
    }

    private static ModelError Of(string type, string message, string? field, params (string Key, int Value)[] context)
    {
        JsonObject? numbers = context.Length == 0 ? null : [];
        foreach ((string key, int value) in context)
        {
            numbers![key] = value;
        }

        return new ModelError(type, message, field is null ? ["body"] : ["body", field]) { Context = numbers };
    }
}
