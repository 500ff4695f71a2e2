using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using VideoGen.Contract;
using VideoGen.Reports;
using VideoGen.Server.Failures;

namespace VideoGen.Server.Rest;

/// <summary>
/// The OpenAPI 3.1 description of the REST face, made of the very types that read and write the wire. Served at <c>/openapi/v1.json</c>;
/// <c>docs/openapi.json</c> is a copy that a test holds.
/// </summary>
internal static class OpenApiDocument
{
    private const string Json = "application/json";
    private static readonly JsonSerializerOptions Readable = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private static readonly Lazy<string> Text = new(() => Build().ToJsonString(Readable) + "\n");

    /// <summary>Puts the address on the map.</summary>
    public static void Map(IEndpointRouteBuilder app) => app.MapGet("/openapi/v1.json", (HttpContext context) =>
    {
        context.Response.ContentType = Json;
        return context.Response.WriteAsync(Text.Value, context.RequestAborted);
    }).AllowAnonymous();

    /// <summary>The document as text.</summary>
    public static string Write() => Text.Value;

    private static JsonObject Build() => new()
    {
        ["openapi"] = "3.1.0",
        ["info"] = new JsonObject
        {
            ["title"] = "VideoGen",
            ["version"] = "v1",
            ["description"] = "Storyboard frames to motion segments. The same verbs, requests and answers as the MCP tools.",
        },
        ["security"] = new JsonArray(new JsonObject(), new JsonObject { ["token"] = new JsonArray() }),
        ["paths"] = new JsonObject
        {
            ["/v1/plans"] = new JsonObject { ["post"] = Order("planSegments", "Say what would be rendered and at what price. Free; needs read.", Answers(("200", "The plan.", "PlanAnswer"), 400, 403, 413, 415, 422)) },
            ["/v1/segments"] = new JsonObject
            {
                ["post"] = Order(
                    "synthesizeSegments",
                    "Render a storyboard and wait, up to wait_seconds. May cost money; needs spend. With a request_key a repeat returns the same request and never pays twice; without that key the same order joins what is still being made.",
                    Answers(("200", "Everything has ended.", "SynthesisAnswer"), 400, 403, 409, 413, 415, 422, 503).With("202", Unfinished())),
            },
            ["/v1/requests"] = new JsonObject
            {
                ["get"] = Operation("listRequests", "The caller's newest requests, newest first. Needs read.", Answers(("200", "The requests.", "RequestList"), 403)),
            },
            ["/v1/requests/{id}"] = new JsonObject
            {
                ["parameters"] = new JsonArray(IdParameter()),
                ["get"] = Operation("getRequest", "State and results of a request. Needs read.", Answers(("200", "Where the request stands; status says whether it is finished.", "SynthesisAnswer"), 400, 403, 404)).With("parameters", new JsonArray(WaitParameter())),
                ["delete"] = Operation("cancelRequest", "Cancel what is not finished of a request. Needs spend, or operate.", Answers(("200", "Everything has ended.", "SynthesisAnswer"), 403, 404).With("202", Unfinished())),
            },
            ["/v1/requests/{id}/events"] = new JsonObject
            {
                ["parameters"] = new JsonArray(IdParameter()),
                ["get"] = Operation("followRequest", "What happens to a request, as server-sent events: progress (data: RequestEvent) for every change, answer (data: SynthesisAnswer) at the end. Needs read.", Events()).With("parameters", new JsonArray(LastEventParameter())),
            },
            ["/v1/report"] = new JsonObject
            {
                ["get"] = Operation("getReport", "Success, latency, seconds, spend and waste of what the caller ordered; of what everybody ordered for one with operate. Needs read.", Reported()).With("parameters", ReportParameters()),
            },
        },
        ["components"] = new JsonObject
        {
            ["securitySchemes"] = new JsonObject { ["token"] = new JsonObject { ["type"] = "http", ["scheme"] = "bearer", ["description"] = "A token of videogen token add, or a JWT of the configured issuer. Needless on a server that listens to its own machine only." } },
            ["schemas"] = new JsonObject
            {
                ["SynthesisRequest"] = Schema(WireJson.Default.SynthesisRequest),
                ["PlanAnswer"] = Schema(WireJson.Default.PlanAnswer),
                ["RequestList"] = Schema(WireJson.Default.RequestList),
                ["SynthesisAnswer"] = Schema(WireJson.Default.SynthesisAnswer),
                ["Report"] = Schema(WireJson.Default.Report),
                ["RequestEvent"] = Schema(EventJson.Default.RequestEvent),
                ["Problem"] = Schema(ProblemJson.Default.ProblemDocument),
            },
        },
    };

    private static JsonObject Schema(JsonTypeInfo type) => WireSchema.Of(type);

    private static JsonObject Order(string id, string summary, JsonObject answers) => Operation(id, summary, answers).With(
        "requestBody", new JsonObject { ["required"] = true, ["content"] = new JsonObject { [Json] = Ref("SynthesisRequest") } });

    private static JsonObject Operation(string id, string summary, JsonObject answers) => new() { ["operationId"] = id, ["summary"] = summary, ["responses"] = answers };

    private static JsonObject Answers((string Status, string Words, string Schema) good, params int[] problems)
    {
        var answers = new JsonObject { [good.Status] = Answer(good.Words, Json, good.Schema) };
        foreach (int status in problems.Concat([401, 429, 500]).Concat(problems.Contains(503) ? [] : [503]).Order())
        {
            answers[$"{status}"] = Answer(ProblemDocument.TitleOf(status), ProblemDocument.MediaType, "Problem");
        }

        return answers;
    }

    private static JsonObject Unfinished() => Answer("Segments are still being made: ask again at Location.", Json, "SynthesisAnswer").With("headers", new JsonObject
    {
        ["Location"] = Header("Address of the request."),
        ["Retry-After"] = Header("Seconds after which it makes sense to ask."),
    });

    private static JsonObject Events() => Answers(("200", "The events.", "RequestEvent"), 403, 404)
        .With("200", new JsonObject { ["description"] = "The events.", ["content"] = new JsonObject { ["text/event-stream"] = new JsonObject { ["schema"] = new JsonObject { ["type"] = "string" } } } })
        .With("204", new JsonObject { ["description"] = "Last-Event-ID is end: there is nothing more to tell." });

    private static JsonObject Reported()
    {
        JsonObject answers = Answers(("200", "The report; with Accept: text/csv as CSV, a line for each group and one for all at the end.", "Report"), 400, 403);
        answers["200"]!["content"]![ReportCsv.MediaType] = new JsonObject { ["schema"] = new JsonObject { ["type"] = "string" } };
        return answers;
    }

    private static JsonObject Answer(string words, string media, string schema) => new() { ["description"] = words, ["content"] = new JsonObject { [media] = Ref(schema) } };

    private static JsonObject Ref(string schema) => new() { ["schema"] = new JsonObject { ["$ref"] = $"#/components/schemas/{schema}" } };

    private static JsonObject Header(string words) => new() { ["description"] = words, ["schema"] = new JsonObject { ["type"] = "string" } };

    private static JsonObject IdParameter() => new()
    {
        ["name"] = "id",
        ["in"] = "path",
        ["required"] = true,
        ["description"] = "request_id of the answer to POST /v1/segments.",
        ["schema"] = new JsonObject { ["type"] = "string" },
    };

    private static JsonObject WaitParameter() => new()
    {
        ["name"] = "wait_seconds",
        ["in"] = "query",
        ["description"] = "Longest wait for segments that are still being made.",
        ["schema"] = new JsonObject { ["type"] = "number", ["minimum"] = 0, ["maximum"] = 90, ["default"] = 0 },
    };

    private static JsonArray ReportParameters() =>
    [
        QueryParameter(ReportQueryReader.Project, "Only this project.", new JsonObject { ["type"] = "string" }),
        QueryParameter(ReportQueryReader.Episode, "Only this episode.", new JsonObject { ["type"] = "string" }),
        QueryParameter(ReportQueryReader.Since, "Only what was ordered since a day (2026-11-01, UTC) or a time (2026-11-01T12:00:00Z).", new JsonObject { ["type"] = "string" }),
        QueryParameter(ReportQueryReader.By, "What to group by; no groups without it.", new JsonObject
        {
            ["type"] = "string",
            ["enum"] = new JsonArray([.. ReportQueryReader.GroupNames.Select(name => (JsonNode)name)]),
        }),
    ];

    private static JsonObject QueryParameter(string name, string words, JsonObject schema) => new() { ["name"] = name, ["in"] = "query", ["description"] = words, ["schema"] = schema };

    private static JsonObject LastEventParameter() => new()
    {
        ["name"] = "Last-Event-ID",
        ["in"] = "header",
        ["description"] = "Id of the last event that was read: the stream goes on behind it.",
        ["schema"] = new JsonObject { ["type"] = "string" },
    };

    private static JsonObject With(this JsonObject node, string name, JsonNode value)
    {
        node[name] = value;
        return node;
    }
}
