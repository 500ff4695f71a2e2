using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using VideoGen.Records;

namespace VideoGen.Payload.Records;

/// <summary>A record as Payload takes it. Pure.</summary>
internal static class RecordBody
{
    private const string PayloadTime = "yyyy-MM-dd'T'HH:mm:ss.fff'Z'";

    /// <summary>The body of a job's document.</summary>
    public static JsonObject Of(JobDocument job) => Whole(job, RecordJson.Default.JobDocument);

    /// <summary>The body of a segment's document, still without its links.</summary>
    public static JsonObject Of(SegmentDocument segment) => Whole(segment, RecordJson.Default.SegmentDocument);

    // A member that is absent would keep what Payload has, so every member is written, null included.
    private static JsonObject Whole<T>(T document, JsonTypeInfo<T> type)
    {
        JsonObject body = JsonSerializer.SerializeToNode(document, type)!.AsObject();
        foreach (JsonPropertyInfo member in type.Properties)
        {
            body.TryAdd(member.Name, null);
        }

        // Payload gives the id, and keeps the time under a name of its own. On SQLite it compares times as texts, asked for in its own form.
        body.Remove("id");
        if ((DateTimeOffset?)body["created_at"] is { } createdAt)
        {
            body["createdAt"] = createdAt.UtcDateTime.ToString(PayloadTime, CultureInfo.InvariantCulture);
        }

        body.Remove("created_at");
        return body;
    }
}
