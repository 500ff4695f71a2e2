using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using VideoGen.Fal.Credentials;
using VideoGen.Fal.Http;
using VideoGen.Providers;

namespace VideoGen.Fal.History;

/// <summary>
/// Looks for a submission whose answer was lost in fal's request history, by its exact input: "GET /models/requests/by-endpoint",
/// https://fal.ai/docs/api-reference/platform-apis. Only reads.
/// </summary>
internal sealed class FalHistory(FalReads reads, FalAddresses addresses, FalOptions options, TimeProvider time)
{
    private const int MostPages = 1_000;
    private const int MostEntries = 100; // of a page, as documented

    // As far apart as fal's webhooks let two clocks be.
    private static readonly TimeSpan Skew = TimeSpan.FromMinutes(5);

    /// <summary>
    /// The requests of the time in question that have this input. The question has no end: the history may go by the time when a request
    /// ended, which is not known, so the time of the submit is looked for here. Absent when the history was read to its end, holds none, tells the
    /// input of every request of that time, and enough time has passed for a job to have been listed: whether it lists jobs that still wait is not
    /// documented. An entry holds its whole input, stills and all where they were sent within it: a page has as many as fit into an answer.
    /// </summary>
    public async Task<FindResult> FindAsync(Submission submission, DateTimeOffset submittedAt, FalKey key, CancellationToken cancellationToken)
    {
        if (FalJson.ReadObject(submission.Payload) is not { } payload)
        {
            return new FindResult.Unavailable("The payload of the submission is not readable.");
        }

        int entries = Math.Clamp(options.AnswerMaxBytes / 2 / submission.Payload.Length, 1, MostEntries);
        FindResult? found;
        while ((found = await ReadAsync(submission, payload, submittedAt, key, entries, cancellationToken)) is null)
        {
            entries = Math.Max(1, entries / 4); // from the start: whether a cursor is one of pages of another length is not documented
        }

        return found;
    }

    // Null when a page of so many entries is larger than what is read.
    private async Task<FindResult?> ReadAsync(
        Submission submission, JsonObject payload, DateTimeOffset submittedAt, FalKey key, int entries, CancellationToken cancellationToken)
    {
        var found = new Dictionary<string, DateTimeOffset>(StringComparer.Ordinal);
        var hasInputUnknown = false;
        string? cursor = null;
        for (var page = 0; page < MostPages; page++)
        {
            var reply = await reads.SendAsync(HttpMethod.Get, Page(submission.Model, submittedAt - Skew, entries, cursor), key, null, cancellationToken);
            if (reply is FalReply.Lost { IsTooLarge: true } && entries > 1)
            {
                return null;
            }

            if (reply is not FalReply.Answered { Answer: { IsSuccess: true, Json: { } json } } || Items(json) is not { } items)
            {
                return new FindResult.Unavailable($"fal's request history could not be read: {Reason(reply)}");
            }

            JsonObject[] ofThatTime = [.. items.OfType<JsonObject>().Where(i => IsOfThatTime(i, submittedAt))];
            hasInputUnknown |= ofThatTime.Any(i => Input(i["json_input"]) is null);
            foreach (var item in ofThatTime.Where(i => IsMatch(i, payload)))
            {
                found[item.Text("request_id")!] = Time(item, "sent_at") ?? submittedAt;
            }

            var more = (json["has_more"] as JsonValue)?.GetValueKind();
            cursor = json.Text("next_cursor");
            if (cursor is null && more == JsonValueKind.True)
            {
                return new FindResult.Unavailable("fal's request history has more entries and does not tell where.");
            }

            if (cursor is null || more == JsonValueKind.False)
            {
                return Conclude(found, hasInputUnknown, submission, submittedAt);
            }
        }

        return new FindResult.Unavailable("fal's request history of that time is too long to be read to its end.");
    }

    private FindResult Conclude(Dictionary<string, DateTimeOffset> found, bool hasInputUnknown, Submission submission, DateTimeOffset submittedAt)
    {
        FindResult none = hasInputUnknown
            ? new FindResult.Unavailable("fal's request history lists requests of that time without their input; the job may be one of them.")
            : time.GetUtcNow() - submittedAt < TimeSpan.FromMinutes(options.HistoryCompleteAfterMinutes)
                ? new FindResult.Unavailable("fal's request history does not list the job yet; it may still be waiting there.")
                : new FindResult.Absent();
        return found.Count == 0 ? none : new FindResult.Alike(
            [
                .. found.OrderBy(f => f.Value).ThenBy(f => f.Key, StringComparer.Ordinal)
                    .Select(f => addresses.WithShortForm(new ProviderJob(f.Key, submission.Model) { CredentialsRef = submission.CredentialsRef })),
            ],
            none);
    }

    // Sent within the time that the submit had, by fal's clock, which is not ours. What tells no time is not left out.
    private bool IsOfThatTime(JsonObject item, DateTimeOffset submittedAt) =>
        Time(item, "sent_at") is { } sent
            ? sent >= submittedAt - Skew && sent <= submittedAt + TimeSpan.FromSeconds(options.RequestTimeoutSeconds) + Skew
            : (Time(item, "ended_at") ?? Time(item, "started_at")) is not { } later || later >= submittedAt - Skew;

    private static DateTimeOffset? Time(JsonObject item, string member) =>
        DateTimeOffset.TryParse(item.Text(member), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var at) ? at : null;

    private Uri Page(string model, DateTimeOffset start, int entries, string? cursor) => FalAddresses.At(
        options.PlatformUrl,
        $"models/requests/by-endpoint?endpoint_id={Uri.EscapeDataString(model)}&start={Stamp(start)}&expand=payloads&limit={entries}"
        + (cursor is null ? "" : "&cursor=" + Uri.EscapeDataString(cursor)));

    // The model was asked for; the name that an entry has may be the one that fal leads it on to.
    private static bool IsMatch(JsonObject item, JsonObject payload) =>
        item.Text("request_id") is { Length: > 0 and <= 200 } && JsonNode.DeepEquals(Input(item["json_input"]), payload);

    private static JsonNode? Input(JsonNode? input) =>
        input is JsonValue value && value.TryGetValue(out string? text) ? FalJson.ReadObject(text) : input;

    /// <summary>The list of a page; the documentation shows its entries but not the name of the member.</summary>
    private static JsonArray? Items(JsonObject json) => json["items"] as JsonArray ?? json["requests"] as JsonArray ?? json["data"] as JsonArray;

    private static string Stamp(DateTimeOffset at) =>
        Uri.EscapeDataString(at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture));

    private static string Reason(FalReply reply) => reply switch
    {
        FalReply.Answered { Answer: var answer } =>
            (answer.Json?["error"] as JsonObject)?.Text("message") is { } message ? $"{answer.Status} {message}" : $"it answered {answer.Status}.",
        FalReply.Lost lost => lost.Message,
        FalReply.NotSent notSent => notSent.Message,
        _ => "no answer.",
    };
}
