using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using VideoGen.Contract;
using VideoGen.Providers.Http;
using Reply = VideoGen.Providers.Http.ProviderReply<VideoGen.Providers.Http.JsonAnswer>;

namespace VideoGen.OpenRouter.Catalog;

/// <summary>Reads OpenRouter's public catalogue of video models. Costs nothing and needs no key. Thread-safe.</summary>
/// <param name="options">Settings.</param>
/// <param name="http">Sender over a handler that follows no redirect.</param>
/// <param name="time">Clock.</param>
public sealed class OpenRouterCatalogue(OpenRouterOptions options, HttpMessageInvoker http, TimeProvider time)
{
    private readonly ProviderChannel _channel = new(
        http, options.ApiUrl, new SenderLimits("openrouter", options.AnswerMaxBytes, options.ConnectTimeoutSeconds, [("api_url", options.ApiUrl)]),
        TimeSpan.FromSeconds(options.ReadTimeoutSeconds), options.ReadAttempts, time);

    /// <summary>The models, or why they cannot be told.</summary>
    public async Task<(ImmutableArray<CatalogueModel> Models, Problem? Problem)> ReadAsync(CancellationToken cancellationToken) =>
        await _channel.ReadAsync(_channel.At("videos/models"), null, cancellationToken) switch
        {
            Reply.Answered { Answer: { IsSuccess: true, Json: { } json } } when Models(json) is { IsEmpty: false } models => (models, null),
            Reply.Answered { Answer: { IsSuccess: true } } => ([], Unread("The catalogue of OpenRouter has another form than it had.", "Look at https://openrouter.ai/docs, and update videogen. The presets stay as they are.")),
            Reply.Answered { Answer: var answer } => ([], Unread(OpenRouterAnswers.Message(answer), "Try again later, or correct openrouter.api_url.")),
            Reply.NotSent lost => ([], Unread(lost.Message, "Check the connection and openrouter.api_url.")),
            Reply.Lost lost => ([], Unread(lost.Message, "Check the connection and openrouter.api_url.")),
            _ => throw new System.Diagnostics.UnreachableException(),
        };

    private static Problem Unread(string message, string remedy) => new("catalogue_unread", "", message, remedy);

    // Empty where nothing is said that anybody here understands: that is no reason to call every model gone.
    private static ImmutableArray<CatalogueModel> Models(JsonObject json) =>
        json["data"] is JsonArray data && data.Select(Model).OfType<CatalogueModel>().ToImmutableArray() is var models
        && models.Any(m => m is { Seconds.IsEmpty: false } or { Frames.IsEmpty: false } or { UsdPerSecond: not null } or { TakesSeed: true })
            ? models
            : [];

    private static CatalogueModel? Model(JsonNode? row) => JsonAnswer.Text(row, "id") is { Length: > 0 and <= 200 } id
        ? new CatalogueModel(
            id,
            [.. List(row, "supported_durations").Select(Seconds).Where(s => s > 0).Distinct().Order()],
            [.. List(row, "supported_sizes").Select(Word).OfType<string>().Where(IsSize)],
            [.. List(row, "supported_frame_images").Select(Word).OfType<string>()],
            CataloguePrice.Of(row!["pricing_skus"] as JsonObject))
        { TakesSeed = row["seed"]?.GetValueKind() is JsonValueKind.True }
        : null;

    // They are shown to people: a stranger's text is not.
    private static bool IsSize(string text) => text.Length <= 20 && text.Split('x') is [{ Length: > 0 } width, { Length: > 0 } height] && width.All(char.IsAsciiDigit) && height.All(char.IsAsciiDigit);

    private static IEnumerable<JsonNode?> List(JsonNode? row, string name) => row![name] as JsonArray ?? [];

    private static decimal Seconds(JsonNode? value) =>
        value is JsonValue given && given.GetValueKind() is JsonValueKind.Number && given.TryGetValue(out decimal seconds) && seconds <= 3_600 ? seconds : 0;

    private static string? Word(JsonNode? value) => value is JsonValue given && given.GetValueKind() is JsonValueKind.String ? given.GetValue<string>() : null;
}
