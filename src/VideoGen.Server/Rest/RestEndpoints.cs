using System.Diagnostics;
using System.Text.Json.Serialization.Metadata;
using Microsoft.Net.Http.Headers;
using VideoGen.Access;
using VideoGen.Contract;
using VideoGen.Host.Composition;
using VideoGen.Reports;
using VideoGen.Server.Access;
using VideoGen.Server.Failures;
using VideoGen.Server.Traffic;
using VideoGen.Synthesis;

namespace VideoGen.Server.Rest;

/// <summary>
/// The agent's verbs over plain HTTP: plans and segments are ordered with the request as the body, a request is read, cancelled and followed
/// at its own address, and a report is read on all of them. Answers and refusals are those of the verbs, word for word.
/// </summary>
/// <param name="agent">The agent.</param>
/// <param name="address">Where callers find the server, and clips.</param>
/// <param name="challenge">Says what scope is missing.</param>
/// <param name="time">Clock.</param>
/// <param name="ending">Fires when the server is about to end: calls that wait are answered with how things stand.</param>
internal sealed class RestEndpoints(AgentHost agent, OwnAddress address, BearerChallenge challenge, TimeProvider time, CancellationToken ending)
{
    private const string Json = "application/json";
    private const int Listed = 20;
    private const string SoonSeconds = "10";
    private const string LaterSeconds = "30";

    /// <summary>Puts the addresses on the map.</summary>
    public void Map(IEndpointRouteBuilder app)
    {
        app.MapPost("/v1/plans", PlanAsync).RequireAuthorization(ScopePolicies.Read);
        app.MapPost("/v1/segments", SynthesizeAsync).RequireAuthorization(ScopePolicies.Spend);
        app.MapGet("/v1/requests", ListAsync).RequireAuthorization(ScopePolicies.Read);
        app.MapGet("/v1/requests/{id}", GetAsync).RequireAuthorization(ScopePolicies.Read);
        app.MapDelete("/v1/requests/{id}", CancelAsync).RequireAuthorization(ScopePolicies.Cancel);
        app.MapGet("/v1/requests/{id}/events", FollowAsync).RequireAuthorization(ScopePolicies.Read);
        app.MapGet("/v1/report", ReportAsync).RequireAuthorization(ScopePolicies.Read);
    }

    private async Task PlanAsync(HttpContext context)
    {
        if (await ReadAsync(context) is { } call)
        {
            await AnswerAsync(context, await SegmentsOf(context).PlanAsync(call, context.RequestAborted), WireJson.Default.PlanAnswer, _ => StatusCodes.Status200OK);
        }
    }

    private async Task SynthesizeAsync(HttpContext context)
    {
        if (await ReadAsync(context) is { } call)
        {
            using CancellationTokenSource wait = WaitOf(context);
            await AnswerAsync(context, await SegmentsOf(context).SynthesizeAsync(call, null, wait.Token), WireJson.Default.SynthesisAnswer, answer => Progressing(context, answer));
        }
    }

    private async Task ListAsync(HttpContext context)
    {
        if (context.Request.Query.Count > 0)
        {
            await ProblemAnswer.WriteAsync(context, StatusCodes.Status400BadRequest, new Problem(
                ProblemCodes.MemberUnknown, "", $"The list takes no query: it is always the newest {Listed} requests.", "Leave the query out; older requests are read by their ids."));
            return;
        }

        await AnswerAsync(context, await SegmentsOf(context).ListAsync(null, Listed, context.RequestAborted), WireJson.Default.RequestList, _ => StatusCodes.Status200OK);
    }

    private async Task GetAsync(HttpContext context)
    {
        if (RequestQuery.Read(context.Request.Query, out Refusal? refusal) is not { } seconds)
        {
            await ProblemAnswer.WriteAsync(context, StatusCodes.Status400BadRequest, refusal!);
            return;
        }

        using CancellationTokenSource wait = WaitOf(context);
        Answer<SynthesisAnswer> answer = await SegmentsOf(context).GetAsync(IdOf(context), TimeSpan.FromSeconds(seconds), null, wait.Token);
        await AnswerAsync(context, answer, WireJson.Default.SynthesisAnswer, _ => StatusCodes.Status200OK);
    }

    private async Task CancelAsync(HttpContext context)
    {
        using CancellationTokenSource wait = WaitOf(context);
        await AnswerAsync(context, await SegmentsOf(context).CancelAsync(IdOf(context), wait.Token), WireJson.Default.SynthesisAnswer, answer => Progressing(context, answer));
    }

    private async Task FollowAsync(HttpContext context)
    {
        using CancellationTokenSource wait = WaitOf(context);
        CallerSegments segments = SegmentsOf(context);
        Answer<SynthesisAnswer> state = await segments.GetAsync(IdOf(context), TimeSpan.Zero, null, wait.Token);
        await (state is Answer<SynthesisAnswer>.Given given
            ? new EventStream(segments, time).WriteAsync(context, given.Value, wait.Token)
            : AnswerAsync(context, state, WireJson.Default.SynthesisAnswer, _ => StatusCodes.Status200OK));
    }

    private async Task ReportAsync(HttpContext context)
    {
        context.Response.Headers.Vary = HeaderNames.Accept;
        if (ReportQueryReader.Read(context.Request.Query.SelectMany(member => member.Value.Select(value => (member.Key, value))), out Refusal? refusal) is not { } query)
        {
            await ProblemAnswer.WriteAsync(context, StatusCodes.Status400BadRequest, refusal!);
            return;
        }

        Answer<Report> answer = await new CallerReports(agent.Reports, CallerIdentity.Of(context)).ReadAsync(query, context.RequestAborted);
        if (answer is Answer<Report>.Given { Value: var report } && CsvPreference.Of(context.Request))
        {
            context.Response.ContentType = $"{ReportCsv.MediaType}; charset=utf-8; header=present";
            await context.Response.WriteAsync(ReportCsv.Write(report), context.RequestAborted);
            return;
        }

        await AnswerAsync(context, answer, WireJson.Default.Report, _ => StatusCodes.Status200OK);
    }

    private CallerSegments SegmentsOf(HttpContext context) => new(agent.Segments, agent.Ledger, CallerIdentity.Of(context), address.ClipsFor(context.Request), agent.Paths);

    private static string IdOf(HttpContext context) => (string)context.Request.RouteValues["id"]!;

    // A caller that hangs up ends its own wait, and so does the end of the server; neither ends a job.
    private CancellationTokenSource WaitOf(HttpContext context) => CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, ending);

    private static int Progressing(HttpContext context, SynthesisAnswer answer)
    {
        if (answer.Status is RequestStatus.Finished)
        {
            return StatusCodes.Status200OK;
        }

        context.Response.Headers.Location = $"/v1/requests/{Uri.EscapeDataString(answer.RequestId)}";
        context.Response.Headers.RetryAfter = SoonSeconds;
        return StatusCodes.Status202Accepted;
    }

    // A form of some page can send no JSON without the browser asking first.
    private static async Task<SynthesisCall?> ReadAsync(HttpContext context)
    {
        if (!context.Request.HasJsonContentType())
        {
            await ProblemAnswer.WriteAsync(context, StatusCodes.Status415UnsupportedMediaType, new Problem("media_type_refused", "", "The body is not declared as JSON.", $"Send Content-Type: {Json}."));
            return null;
        }

        using MemoryStream body = await BodyPlace.ReadAsync(context);
        string? parent = context.Request.Headers.TraceParent is [{ } only] && ActivityContext.TryParse(only, null, out _) ? only : null;
        return new SynthesisCall(body.GetBuffer().AsMemory(0, (int)body.Length)) { TraceParent = parent, TraceState = context.Request.Headers.TraceState };
    }

    private async Task AnswerAsync<T>(HttpContext context, Answer<T> answer, JsonTypeInfo<T> type, Func<T, int> status)
    {
        switch (answer)
        {
            case Answer<T>.Given { Value: var value }:
                context.Response.StatusCode = status(value);
                context.Response.ContentType = Json;
                await System.Text.Json.JsonSerializer.SerializeAsync(context.Response.Body, value, type, context.RequestAborted);
                break;
            case Answer<T>.Refused { Refusal: var refusal }:
                int refused = RefusalStatus.Of(refusal);
                if (refused == StatusCodes.Status403Forbidden)
                {
                    challenge.Write(context, "insufficient_scope");
                }

                if (refusal.Problems.All(p => p.Code is ProblemCodes.TooManyJobs))
                {
                    context.Response.Headers.RetryAfter = LaterSeconds;
                }

                await ProblemAnswer.WriteAsync(context, refused, refusal);
                break;
            default:
                throw new UnreachableException("A verb answers or refuses.");
        }
    }
}
