using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Net.Http.Headers;
using Microsoft.OpenApi;
using VideoGen.Access;
using VideoGen.Contract;
using VideoGen.Exports;
using VideoGen.Host.Composition;
using VideoGen.Reports;
using VideoGen.Server.Access;
using VideoGen.Server.Traffic;
using VideoGen.Synthesis;

namespace VideoGen.Server.Rest;

/// <summary>
/// The agent's verbs over plain HTTP: plans and segments are ordered with the request as the body, a request is read, cancelled and followed
/// at its own address, and a report is read on all of them. Answers and refusals are those of the verbs, word for word.
/// </summary>
/// <param name="agent">The agent.</param>
/// <param name="address">Where callers find the server, and clips.</param>
/// <param name="time">Clock.</param>
/// <param name="ending">Fires when the server is about to end: calls that wait are answered with how things stand.</param>
internal sealed class RestEndpoints(AgentHost agent, OwnAddress address, TimeProvider time, CancellationToken ending)
{
    private const int Listed = 20;
    private const string SoonSeconds = "10";

    /// <summary>Maps the addresses. Every method has more than the context, or it would be taken for one that writes its answer itself.</summary>
    public void Map(IEndpointRouteBuilder app)
    {
        app.MapPost("/v1/plans", PlanAsync).RequireAuthorization(ScopePolicies.Read).TakesOrder().Describe(
            "planSegments", "Say what would be rendered and at what price, and keep the request for a day, so that its plan_hash orders it. Free; needs read.", "The plan.", 400, 403, 413, 415, 422);
        app.MapPost("/v1/segments", SynthesizeAsync).RequireAuthorization(ScopePolicies.Spend).TakesOrderOrApproval().MayBeUnfinished().Describe(
            "synthesizeSegments",
            "Render a storyboard, or a plan by its plan_hash alone, and wait, up to wait_seconds. May cost money; needs spend. With a request_key a repeat returns the same request and never pays twice; without that key the same order joins what is still being made.",
            "Everything has ended.",
            400, 403, 404, 409, 413, 415, 422);
        app.MapGet("/v1/requests", ListAsync).RequireAuthorization(ScopePolicies.Read).Describe(
            "listRequests", "The caller's newest requests, newest first. Needs read.", "The requests.", 400, 403);
        app.MapGet("/v1/requests/{id}", GetAsync).RequireAuthorization(ScopePolicies.Read).OfRequest()
            .Takes("wait_seconds", ParameterLocation.Query, "Longest wait for segments that are still being made.", RequestQuery.Schema())
            .Describe("getRequest", "State and results of a request. Needs read.", "The state of the request; status says whether it is finished.", 400, 403, 404);
        app.MapDelete("/v1/requests/{id}", CancelAsync).RequireAuthorization(ScopePolicies.Cancel).OfRequest().MayBeUnfinished().Describe(
            "cancelRequest", "Cancel what is not finished of a request. Needs spend, or operate.", "Everything has ended.", 403, 404);
        app.MapPut("/v1/requests/{id}/segments/{segment}/choice", ChooseAsync).RequireAuthorization(ScopePolicies.Cancel).OfRequest()
            .Takes("take", ParameterLocation.Query, "Number of the take; without it, the clip that this request made.", new OpenApiSchema { Type = JsonSchemaType.Integer, Minimum = "1" })
            .Describe("chooseTake", "Choose the take that stands for a segment in the film. Every take stays. Needs spend, or operate.", "The request with the takes of its segments.", 400, 403, 404, 409, 422);
        app.MapGet("/v1/requests/{id}/events", FollowAsync).RequireAuthorization(ScopePolicies.Read).WithMetadata(SessionAccess.Element).OfRequest()
            .Takes("Last-Event-ID", ParameterLocation.Header, "Id of the last event that was read: the stream goes on behind it.")
            .WithMetadata(new ProducesResponseTypeMetadata(StatusCodes.Status200OK, typeof(string), ["text/event-stream"]))
            .MayBeEmpty("Last-Event-ID is end: there is nothing more to tell.")
            .Describe("followRequest", "What happens to a request, as server-sent events: progress (data: RequestEvent) for every change, answer (data: SynthesisAnswer) at the end. Needs read.", "The events.", 403, 404);
        app.MapGet("/v1/report", ReportAsync).RequireAuthorization(ScopePolicies.Read)
            .Takes(ReportQueryReader.Project, ParameterLocation.Query, "Only this project.")
            .Takes(ReportQueryReader.Episode, ParameterLocation.Query, "Only this episode.")
            .Takes(ReportQueryReader.Since, ParameterLocation.Query, "Only what was ordered since a day (2026-11-01, UTC) or a time (2026-11-01T12:00:00Z).")
            .Takes(ReportQueryReader.By, ParameterLocation.Query, "What to group by; no groups without it.", EndpointDescription.OneOf(ReportQueryReader.GroupNames))
            .MayAnswerText(ReportCsv.MediaType)
            .Describe(
                "getReport",
                "Success, latency, seconds, spend and waste of what the caller ordered; of what everybody ordered for one with operate. Needs read.",
                "The report; with Accept: text/csv as CSV, a line for each group and one for all at the end.",
                400, 403);
        app.MapGet("/v1/export", ExportAsync).RequireAuthorization(ScopePolicies.Read).WithMetadata(SessionAccess.Element)
            .Takes(ExportQueryReader.Request, ParameterLocation.Query, "The request; or project_id instead.")
            .Takes(ExportQueryReader.Project, ParameterLocation.Query, "The project; or request_id instead.")
            .Takes(ExportQueryReader.Episode, ParameterLocation.Query, "Of the project this episode alone.")
            .Takes(ExportQueryReader.Format, ParameterLocation.Query, "The form; needed.", EndpointDescription.OneOf(ExportQueryReader.FormatNames))
            .Takes(ExportQueryReader.Rate, ParameterLocation.Query, "Frames per second of the timeline, as 24, 23.976 or 24000/1001; that of most clips without it.")
            .WithMetadata(new ProducesResponseTypeMetadata(StatusCodes.Status200OK, typeof(string), ["application/vnd.otio+json", "application/xml", "text/plain", "text/csv"]))
            .Describe(
                "exportFilm",
                "The timeline of a request, a project or an episode for an editor: shown takes, wanted frames, gaps with reasons. Needs read.",
                "The file.",
                400, 403, 404);
    }

    private async Task<IResult> ExportAsync(HttpContext context, CancellationToken hungUp)
    {
        if (ExportQueryReader.Read(MembersOf(context), out Refusal? refusal) is not { } query)
        {
            return Refuse(WireJson.Default.JsonElement, StatusCodes.Status400BadRequest, refusal!);
        }

        var exports = new CallerExports(agent.Exports, CallerIdentity.Of(context), address.ClipsFor(context.Request), agent.Paths);
        return await exports.ExportAsync(query, ExportView.Local, hungUp) switch
        {
            Answer<ExportedFilm>.Given { Value: var film } => TypedResults.File(Encoding.UTF8.GetBytes(film.Text), $"{film.MediaType}; charset=utf-8", film.FileName),
            Answer<ExportedFilm>.Refused { Refusal: var none } => new VerbResult<JsonElement>(new Answer<JsonElement>.Refused(none), WireJson.Default.JsonElement),
            _ => throw new UnreachableException("A film is exported or refused."),
        };
    }

    private static IEnumerable<(string Name, string? Value)> MembersOf(HttpContext context) => context.Request.Query.SelectMany(member => member.Value.Select(value => (member.Key, value)));

    private async Task<VerbResult<PlanAnswer>> PlanAsync(HttpContext context, CancellationToken hungUp) =>
        Give(await ReadAsync(context) is { } call ? await SegmentsOf(context).PlanAsync(call, hungUp) : null, WireJson.Default.PlanAnswer);

    private async Task<VerbResult<SynthesisAnswer>> SynthesizeAsync(HttpContext context, CancellationToken hungUp)
    {
        using CancellationTokenSource wait = WaitOf(hungUp);
        return Give(await ReadAsync(context) is { } call ? await SegmentsOf(context).SynthesizeAsync(call, null, wait.Token) : null, WireJson.Default.SynthesisAnswer, Progressing);
    }

    private async Task<VerbResult<RequestList>> ListAsync(HttpContext context, CancellationToken hungUp) => context.Request.Query.Count > 0
        ? Refuse(WireJson.Default.RequestList, StatusCodes.Status400BadRequest, new Problem(
            ProblemCodes.MemberUnknown, "", $"The list takes no query: it is always the newest {Listed} requests.", "Leave the query out; older requests are read by their ids."))
        : new(await SegmentsOf(context).ListAsync(null, Listed, hungUp), WireJson.Default.RequestList);

    private async Task<VerbResult<SynthesisAnswer>> GetAsync(string id, HttpContext context, CancellationToken hungUp)
    {
        if (RequestQuery.Read(context.Request.Query, out Refusal? refusal) is not { } seconds)
        {
            return Refuse(WireJson.Default.SynthesisAnswer, StatusCodes.Status400BadRequest, refusal!);
        }

        using CancellationTokenSource wait = WaitOf(hungUp);
        return new(await SegmentsOf(context).GetAsync(id, TimeSpan.FromSeconds(seconds), null, wait.Token), WireJson.Default.SynthesisAnswer);
    }

    private async Task<VerbResult<SynthesisAnswer>> CancelAsync(string id, HttpContext context, CancellationToken hungUp)
    {
        using CancellationTokenSource wait = WaitOf(hungUp);
        return new(await SegmentsOf(context).CancelAsync(id, wait.Token), WireJson.Default.SynthesisAnswer) { Begin = Progressing };
    }

    private async Task<VerbResult<SynthesisAnswer>> ChooseAsync(string id, string segment, HttpContext context, CancellationToken hungUp)
    {
        int? take = int.TryParse(context.Request.Query["take"], NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number > 0 ? number : null;
        return take is null && context.Request.Query.ContainsKey("take")
            ? Refuse(WireJson.Default.SynthesisAnswer, StatusCodes.Status400BadRequest, new Problem(ProblemCodes.WrongForm, "/take", "The number of a take is a whole number from 1.", "Send ?take=2, or nothing for the request's own clip."))
            : new(await SegmentsOf(context).ChooseAsync(new TakeCall(id, segment) { Take = take }, hungUp), WireJson.Default.SynthesisAnswer);
    }

    private async Task<IResult> FollowAsync(string id, HttpContext context, CancellationToken hungUp)
    {
        using CancellationTokenSource wait = WaitOf(hungUp);
        CallerSegments segments = SegmentsOf(context);
        Answer<SynthesisAnswer> state = await segments.GetAsync(id, TimeSpan.Zero, null, wait.Token);
        return state is Answer<SynthesisAnswer>.Given given
            ? new EventStream(segments, time).Of(context, given.Value, ending)
            : new VerbResult<SynthesisAnswer>(state, WireJson.Default.SynthesisAnswer);
    }

    private async Task<Results<VerbResult<Report>, ContentHttpResult>> ReportAsync(HttpContext context, CancellationToken hungUp)
    {
        context.Response.Headers.Vary = HeaderNames.Accept;
        if (ReportQueryReader.Read(MembersOf(context), out Refusal? refusal) is not { } query)
        {
            return Refuse(WireJson.Default.Report, StatusCodes.Status400BadRequest, refusal!);
        }

        Answer<Report> answer = await new CallerReports(agent.Reports, CallerIdentity.Of(context)).ReadAsync(query, hungUp);
        return answer is Answer<Report>.Given { Value: var report } && CsvPreference.Of(context.Request)
            ? TypedResults.Text(ReportCsv.Write(report), $"{ReportCsv.MediaType}; charset=utf-8; header=present")
            : new VerbResult<Report>(answer, WireJson.Default.Report);
    }

    private CallerSegments SegmentsOf(HttpContext context) => new(agent.Segments, agent.Ledger, CallerIdentity.Of(context), address.ClipsFor(context.Request), agent.Paths);

    // A caller that hangs up ends its own wait, and so does the end of the server; neither ends a job.
    private CancellationTokenSource WaitOf(CancellationToken hungUp) => CancellationTokenSource.CreateLinkedTokenSource(hungUp, ending);

    private static int Progressing(HttpResponse response, SynthesisAnswer answer)
    {
        if (answer.Status is RequestStatus.Finished)
        {
            return StatusCodes.Status200OK;
        }

        response.Headers.Location = $"/v1/requests/{Uri.EscapeDataString(answer.RequestId)}";
        response.Headers.RetryAfter = SoonSeconds;
        return StatusCodes.Status202Accepted;
    }

    // A form of some page can send no JSON without the browser asking first.
    private static async Task<SynthesisCall?> ReadAsync(HttpContext context)
    {
        if (!context.Request.HasJsonContentType())
        {
            return null;
        }

        using MemoryStream body = await BodyLease.ReadAsync(context);
        string? parent = context.Request.Headers.TraceParent is [{ } only] && ActivityContext.TryParse(only, null, out _) ? only : null;
        return new SynthesisCall(body.GetBuffer().AsMemory(0, (int)body.Length)) { TraceParent = parent, TraceState = context.Request.Headers.TraceState };
    }

    private static VerbResult<T> Give<T>(Answer<T>? answer, JsonTypeInfo<T> type, Func<HttpResponse, T, int>? begin = null) =>
        answer is null ? Refuse(type, StatusCodes.Status415UnsupportedMediaType, new Problem("media_type_refused", "", "The body is not declared as JSON.", $"Send Content-Type: {EndpointDescription.Json}."))
        : begin is null ? new(answer, type)
        : new(answer, type) { Begin = begin };

    private static VerbResult<T> Refuse<T>(JsonTypeInfo<T> type, int status, Problem problem) => Refuse(type, status, new Refusal { Problems = [problem] });

    private static VerbResult<T> Refuse<T>(JsonTypeInfo<T> type, int status, Refusal refusal) => new(new Answer<T>.Refused(refusal), type) { RefusalStatus = status };
}
