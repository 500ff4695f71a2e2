using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using VideoGen.FalSimulation.Models;
using VideoGen.Simulators.Jobs;

namespace VideoGen.Simulators.OpenRouter;

/// <summary>Reads the body of a submit as OpenRouter's documents say: an order, or the sentence of a 400. Pure.</summary>
internal static class OpenRouterOrders
{
    private const int FramesPerSecond = 24;
    private const int UsualHeight = 720;
    private const double UsualRatio = 16.0 / 9;

    public static (VendorOrder? Order, string? Problem) Read(JsonNode? json, string hash)
    {
        if (json is not JsonObject body)
        {
            return (null, "The body is not a JSON object.");
        }

        if (Text(body["model"]) is not { } id || OpenRouterModel.Find(id) is not { } model)
        {
            return (null, $"{Text(body["model"]) ?? "model"} is not a valid model ID");
        }

        (IReadOnlyList<string> pictures, string? wrongPicture) = Pictures(body, model);
        string prompt = Text(body["prompt"]) ?? "";
        string? problem = wrongPicture
            ?? (prompt.Length == 0 && pictures.Count == 0 ? "prompt: Required" : null)
            ?? (body["prompt"] is not null && Text(body["prompt"]) is null ? "prompt: Expected string" : null)
            ?? WrongDuration(body["duration"], model)
            ?? WrongSize(body, model)
            ?? (body["seed"] is not null && !model.TakesSeed ? $"seed is not supported by {id}" : null)
            ?? (body["generate_audio"] is { } flag && flag.GetValueKind() is not (JsonValueKind.True or JsonValueKind.False) ? "generate_audio: Expected boolean" : null)
            ?? (Text(body["session_id"]) is { Length: > 256 } ? "session_id: String must contain at most 256 character(s)" : null)
            ?? (body["callback_url"] is { } address && Callback(address) is null ? "callback_url: Invalid url" : null);
        if (problem is not null)
        {
            return (null, problem);
        }

        bool audio = model.MakesAudio && body["generate_audio"]?.GetValue<bool>() != false; // sound is what most make unless they are told not to
        int seconds = body["duration"]?.GetValue<int>() ?? model.Row["supported_durations"]![0]!.GetValue<int>();
        (int width, int height) = Size(body);
        var shape = new ClipShape(seconds, FramesPerSecond, width, height, audio, $"{height}p");
        return (new VendorOrder(id, prompt, pictures, shape, seconds * (audio ? model.UsdPerSecondWithAudio : model.UsdPerSecond))
        {
            Body = body,
            BodySha256 = hash,
            Callback = Callback(body["callback_url"]),
        }, null);
    }

    private static string? WrongDuration(JsonNode? value, OpenRouterModel model) =>
        value is null ? null
        : value.GetValueKind() is not JsonValueKind.Number || !double.IsInteger(value.GetValue<double>()) ? "duration: Expected integer"
        : model.Sells("supported_durations", value) ? null
        : $"duration {value} is not supported by {model.Id}. Supported: {model.Sold("supported_durations")}";

    private static string? WrongSize(JsonObject body, OpenRouterModel model)
    {
        bool byRatio = body["resolution"] is not null || body["aspect_ratio"] is not null;
        if (body["size"] is { } size)
        {
            return byRatio ? "size cannot be combined with resolution and aspect_ratio"
                : model.Sells("supported_sizes", size) ? null
                : $"size {size} is not supported by {model.Id}. Supported: {model.Sold("supported_sizes")}";
        }

        return body["resolution"] is { } resolution && !model.Sells("supported_resolutions", resolution) ? $"resolution {resolution} is not supported by {model.Id}"
            : body["aspect_ratio"] is { } ratio && !model.Sells("supported_aspect_ratios", ratio) ? $"aspect_ratio {ratio} is not supported by {model.Id}"
            : null;
    }

    private static (IReadOnlyList<string> Pictures, string? Problem) Pictures(JsonObject body, OpenRouterModel model)
    {
        if (body["frame_images"] is null)
        {
            return ([], null); // style references change nothing that can be seen in a clip of the simulator
        }

        if (body["frame_images"] is not JsonArray frames)
        {
            return ([], "frame_images: Expected array");
        }

        var byRole = new SortedDictionary<string, string>(StringComparer.Ordinal); // first_frame before last_frame
        foreach (JsonNode? frame in frames)
        {
            if (frame is not JsonObject || Text(frame["type"]) != "image_url" || Text(frame["image_url"]?["url"]) is not { Length: > 0 } url)
            {
                return ([], "frame_images: Expected objects of type image_url with image_url.url");
            }

            if (Text(frame["frame_type"]) is not ("first_frame" or "last_frame") || !model.Sells("supported_frame_images", frame["frame_type"]!))
            {
                return ([], $"frame_type {frame["frame_type"]} is not supported by {model.Id}");
            }

            if (!byRole.TryAdd(frame["frame_type"]!.GetValue<string>(), url))
            {
                return ([], $"frame_images: more than one {frame["frame_type"]}");
            }
        }

        return ([.. byRole.Values], null);
    }

    private static (int Width, int Height) Size(JsonObject body)
    {
        if (Text(body["size"])?.Split('x') is [var w, var h])
        {
            return (int.Parse(w, CultureInfo.InvariantCulture), int.Parse(h, CultureInfo.InvariantCulture));
        }

        int side = Text(body["resolution"]) is [.. var digits, 'p'] ? int.Parse(digits, CultureInfo.InvariantCulture) : UsualHeight;
        double ratio = Text(body["aspect_ratio"])?.Split(':') is [var across, var down]
            ? double.Parse(across, CultureInfo.InvariantCulture) / double.Parse(down, CultureInfo.InvariantCulture)
            : UsualRatio;
        return ratio >= 1 ? (Even(side * ratio), side) : (side, Even(side / ratio));
    }

    private static int Even(double value) => (int)Math.Round(value / 2) * 2;

    // The simulator lives on loopback, so plain http to this machine is as good as the https that OpenRouter asks for.
    private static Uri? Callback(JsonNode? value) =>
        Uri.TryCreate(Text(value), UriKind.Absolute, out Uri? address) && (address.Scheme == "https" || (address.Scheme == "http" && address.IsLoopback)) ? address : null;

    private static string? Text(JsonNode? node) => node is JsonValue value && value.TryGetValue(out string? text) ? text : null;
}
