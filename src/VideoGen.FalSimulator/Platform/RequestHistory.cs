using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using VideoGen.FalSimulation.Answers;
using VideoGen.FalSimulation.Models;
using VideoGen.FalSimulation.Queue;
using VideoGen.FalSimulation.Truth;

namespace VideoGen.FalSimulation.Platform;

/// <summary>The history of requests: how a client finds a job whose submit answer was lost.</summary>
internal sealed class RequestHistory(JobStore jobs, TruthLog truth)
{
    public Answer ByEndpoint(IQueryCollection query, Func<int, string, string, Answer> error)
    {
        string? endpoint = query["endpoint_id"].FirstOrDefault();
        if (string.IsNullOrEmpty(endpoint))
        {
            return error(400, "validation_error", "endpoint_id is required.");
        }

        if (!TryLimit(query, out int limit) || !TryTime(query, "start", out DateTimeOffset? start) || !TryTime(query, "end", out DateTimeOffset? end))
        {
            return error(400, "validation_error", "limit is 1 to 100; start and end are ISO 8601 times.");
        }

        truth.Add(TruthKind.HistoryRead, null, endpoint);
        int skip = int.TryParse(query["cursor"].FirstOrDefault(), CultureInfo.InvariantCulture, out int cursor) ? cursor : 0;
        string? id = query["request_id"].FirstOrDefault();
        string? status = query["status"].FirstOrDefault();
        bool payloads = query["expand"].Any(static value => value?.Contains("payloads", StringComparison.Ordinal) == true);
        Job[] found = [.. jobs.All().Reverse().Where(job => job.Model.Id == endpoint
            && (id is null || job.RequestId == id) && (start is null || job.SentAt >= start) && (end is null || job.SentAt < end)
            && (status is null || status == StatusOf(job)))];
        var items = new JsonArray([.. found.Skip(skip).Take(limit).Select(job => (JsonNode)Item(job, payloads))]);
        bool more = found.Length > skip + limit;
        return Answer.Of(200, new JsonObject
        {
            ["items"] = items,
            ["next_cursor"] = more ? (skip + limit).ToString(CultureInfo.InvariantCulture) : null,
            ["has_more"] = more,
        });
    }

    public Answer Usage()
    {
        var usage = new JsonArray();
        foreach (IGrouping<string, Job> group in jobs.All().GroupBy(static job => job.Model.Id, StringComparer.Ordinal))
        {
            usage.Add(new JsonObject
            {
                ["endpoint_id"] = group.Key,
                ["unit"] = group.First().Model.Price.Unit,
                ["quantity"] = group.Sum(static job => job.Outcome?.Bill.Units ?? 0),
                ["cost"] = group.Sum(static job => job.Outcome?.Bill.Usd ?? 0),
                ["currency"] = "USD",
            });
        }

        return Answer.Of(200, new JsonObject { ["summary"] = usage });
    }

    public Answer BillingEvents()
    {
        var events = new JsonArray();
        foreach (Job job in jobs.All().Where(static job => job.Outcome is { Bill: { } bill } && bill != Bill.Nothing))
        {
            events.Add(new JsonObject
            {
                ["request_id"] = job.RequestId,
                ["endpoint_id"] = job.Model.Id,
                ["timestamp"] = Text(job.EndedAt),
                ["output_units"] = job.Outcome!.Bill.Units,
                ["cost_estimate_nano_usd"] = (long)(job.Outcome.Bill.Usd * 1_000_000_000),
            });
        }

        return Answer.Of(200, new JsonObject { ["billing_events"] = events, ["next_cursor"] = null, ["has_more"] = false });
    }

    private static bool TryLimit(IQueryCollection query, out int limit)
    {
        limit = 50;
        return query["limit"].FirstOrDefault() is not { } text
            || (int.TryParse(text, CultureInfo.InvariantCulture, out limit) && limit is >= 1 and <= 100);
    }

    private static bool TryTime(IQueryCollection query, string name, out DateTimeOffset? time)
    {
        time = null;
        if (query[name].FirstOrDefault() is not { } text)
        {
            return true;
        }

        bool read = DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset value);
        time = value;
        return read;
    }

    private static string? StatusOf(Job job) => job.Outcome?.Answer.Status switch
    {
        null => null,
        >= 200 and < 300 => "success",
        >= 400 and < 500 => "user_error",
        _ => "error",
    };

    private static string? Text(DateTimeOffset? time) => time?.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'");

    private static JsonObject Item(Job job, bool payloads)
    {
        var item = new JsonObject
        {
            ["request_id"] = job.RequestId,
            ["endpoint_id"] = job.Model.Id,
            ["sent_at"] = Text(job.SentAt),
            ["started_at"] = Text(job.StartedAt),
            ["ended_at"] = Text(job.EndedAt),
            ["status_code"] = job.Outcome?.Answer.Status,
            ["duration"] = job.EndedAt is { } end && job.StartedAt is { } start ? (end - start).TotalSeconds : null,
        };
        if (payloads && job.KeepsPayload)
        {
            item["json_input"] = job.ReadInput();
            item["json_output"] = job.Outcome is { Answer.ContentType: "application/json" } outcome ? JsonNode.Parse(outcome.Answer.Body.Span) : null;
        }

        return item;
    }
}
