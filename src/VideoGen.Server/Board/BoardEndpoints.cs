using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json.Nodes;
using VideoGen.Access;
using VideoGen.Contract;
using VideoGen.Host.Composition;
using VideoGen.Jobs;
using VideoGen.Listing;
using VideoGen.Reports;
using VideoGen.Server.Access;
using VideoGen.Server.Rest;
using VideoGen.Synthesis;

namespace VideoGen.Server.Board;

/// <summary>
/// The board: pages for people, as HTML from the server. They work without a script. What they show and do is what the verbs answer to this caller.
/// </summary>
/// <param name="agent">The agent.</param>
/// <param name="address">Where callers find clips.</param>
/// <param name="time">Clock.</param>
/// <param name="ending">Fires when the server is about to end.</param>
internal sealed class BoardEndpoints(AgentHost agent, OwnAddress address, TimeProvider time, CancellationToken ending)
{
    private static readonly Problem NoPage = new("address_unknown", "", "There is nothing at this address.", "It may have been written down wrong: begin with the list of requests.");
    private static readonly Problem Changed = new(ProblemCodes.JobChanged, "/segment_id", "The segment has changed since you loaded the page.", "Look at the page again, then decide.");
    private static readonly Problem Meanwhile = new("take_changed", "/take", "Another take was chosen since you loaded the page.", "Look at the page again, then choose.");

    /// <summary>Maps the addresses.</summary>
    public void Map(IEndpointRouteBuilder app)
    {
        Page(app.MapGet("/", ListAsync), ScopePolicies.States);
        app.MapGet("/board/events", (HttpContext context, CancellationToken hungUp) => FollowList(context)).RequireAuthorization(ScopePolicies.States).WithMetadata(SessionAccess.Element, new ExcludeFromDescriptionAttribute());
        Page(app.MapGet("/board/requests/{id}", (string id, HttpContext context) => ShowAsync(id, context)), ScopePolicies.States);
        Page(app.MapGet("/board/costs", CostsAsync), ScopePolicies.Read);
        app.MapGet("/board/{**rest}", (HttpContext context, CancellationToken hungUp) => BoardRefusal.WriteAsync(context, StatusCodes.Status404NotFound, NoPage)).RequireAuthorization().WithMetadata(SessionAccess.Page, new ExcludeFromDescriptionAttribute());
        Page(app.MapPost("/board/requests/{id}/cancel", (string id, HttpContext context) => CancelAsync(id, context)), ScopePolicies.Cancel);
        Page(app.MapPost("/board/requests/{id}/segments/{segment}/choice", (string id, string segment, HttpContext context) => ChooseAsync(id, segment, context)), ScopePolicies.Cancel);
        Page(app.MapPost("/board/requests/{id}/segments/{segment}/redelivery", (string id, string segment, HttpContext context) => RedeliverAsync(id, segment, context)), ScopePolicies.Cancel);
        Page(app.MapPost("/board/requests/{id}/segments/{segment}/settlement", (string id, string segment, HttpContext context) => SettleAsync(id, segment, context)), ScopePolicies.Operate);
        Page(app.MapPost("/board/requests/{id}/segments/{segment}/again", (string id, string segment, HttpContext context) => PlanAgainAsync(id, segment, context)), ScopePolicies.Spend);
    }

    /// <summary>Makes an address a page of the board, for callers that a policy lets pass.</summary>
    public static void Page(IEndpointConventionBuilder endpoint, string policy) => endpoint.RequireAuthorization(policy).WithMetadata(SessionAccess.Page, new ExcludeFromDescriptionAttribute());

    private async Task ListAsync(HttpContext context)
    {
        ListQuery query = ListQueryReader.Read(context.Request.Query);
        await ListPage.WriteAsync(context, query, await ListingOf(context).ListPageAsync(query, context.RequestAborted));
    }

    private IResult FollowList(HttpContext context)
    {
        ListQuery query = ListQueryReader.Read(context.Request.Query);
        CallerListing listing = ListingOf(context);
        return new ListStream(agent, time, ending).Of(context, async hungUp => RequestTable.Of(query, await listing.ListPageAsync(query, hungUp)).Revision);
    }

    private async Task ShowAsync(string id, HttpContext context)
    {
        if (await ViewAsync(id, context) is { } view)
        {
            await DetailPage.WriteAsync(context, view);
        }
    }

    private async Task CostsAsync(HttpContext context)
    {
        IEnumerable<(string, string?)> members = context.Request.Query.SelectMany(m => m.Value.Select(v => (m.Key, v))).Where(m => m.v is not (null or ""));
        if (ReportQueryReader.Read(members, out Refusal? refusal) is not { } query)
        {
            await CostsPage.WriteAsync(context, null, null, refusal);
            return;
        }

        Answer<Report> answer = await new CallerReports(agent.Reports, CallerIdentity.Of(context)).ReadAsync(query, context.RequestAborted);
        await CostsPage.WriteAsync(context, query, (answer as Answer<Report>.Given)?.Value, (answer as Answer<Report>.Refused)?.Refusal);
    }

    private async Task CancelAsync(string id, HttpContext context)
    {
        if (await BoardForm.IsOursAsync(context))
        {
            await EndAsync(context, id, await SegmentsOf(context).CancelAsync(id, context.RequestAborted));
        }
    }

    private async Task ChooseAsync(string id, string segment, HttpContext context)
    {
        if (!await BoardForm.IsOursAsync(context) || await ViewAsync(id, context) is not { } view)
        {
            return;
        }

        VideoSegment? own = view.Answer.VideoSegments.FirstOrDefault(s => s.SegmentId == segment);
        int standing = own is null ? 0 : own.Chosen ? own.Take : own.OtherTakes?.FirstOrDefault(t => t.Chosen)?.Take ?? 0;
        if (Number(context, "seen") != standing)
        {
            await BoardRefusal.WriteAsync(context, StatusCodes.Status409Conflict, new Refusal { Problems = [Meanwhile] }, view.Address);
            return;
        }

        await EndAsync(context, id, await SegmentsOf(context).ChooseAsync(new TakeCall(id, segment) { Take = Number(context, "take") }, context.RequestAborted));
    }

    private async Task RedeliverAsync(string id, string segment, HttpContext context)
    {
        if (await BoardForm.IsOursAsync(context) && await ViewAsync(id, context) is { } view && await SeenJobAsync(view, segment, context) is { } job)
        {
            await EndAsync(context, id, await agent.Redelivery.BeginAsync(job.Id, context.RequestAborted));
        }
    }

    private async Task SettleAsync(string id, string segment, HttpContext context)
    {
        if (await BoardForm.IsOursAsync(context) && await ViewAsync(id, context) is { } view && await JobAsync(view, segment, context) is { } job)
        {
            IFormCollection form = context.Request.Form;
            string who = view.Caller.Id ?? "somebody on the server's machine";
            await EndAsync(context, id, await agent.Settlement.SettleAsync(
                job.Id, Number(context, SettleForm.Seen) ?? 0, SettleForm.BilledOf(form), who, form[SettleForm.Why], context.RequestAborted));
        }
    }

    private async Task PlanAgainAsync(string id, string segment, HttpContext context)
    {
        if (!await BoardForm.IsOursAsync(context) || await ViewAsync(id, context) is not { } view || await SeenJobAsync(view, segment, context) is not { } job)
        {
            return;
        }

        string prompt = Typed(context.Request.Form["prompt"].ToString());
        bool isEdited = prompt.Length > 0 && prompt != Typed(job.Prompt);
        var again = new JsonObject { ["request_id"] = id, ["segment_id"] = segment, ["reason"] = Words.Wire(isEdited ? AgainReason.EditedPrompt : job.State is JobState.Succeeded ? AgainReason.NewSeed : AgainReason.Retry) };
        if (isEdited)
        {
            again["prompt"] = prompt;
        }

        Answer<PlanAnswer> answer = await SegmentsOf(context).PlanAsync(PlanEndpoints.CallOf(new JsonObject { ["again"] = again }.ToJsonString()), context.RequestAborted);
        await (answer is Answer<PlanAnswer>.Given { Value: var plan }
            ? AgainPage.WriteAsync(context, view, job, plan)
            : BoardRefusal.WriteAsync(context, StatusCodes.Status422UnprocessableEntity, ((Answer<PlanAnswer>.Refused)answer).Refusal, view.Address));
    }

    // Browsers write line ends in their own way, and nothing else.
    private static string Typed(string words) => words.Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n').Trim();

    private static int? Number(HttpContext context, string name) => int.TryParse(context.Request.Form[name], NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number : null;

    private static Task EndAsync<T>(HttpContext context, string id, Answer<T> answer)
    {
        string page = $"/board/requests/{Uri.EscapeDataString(id)}";
        if (answer is Answer<T>.Refused { Refusal: var refusal })
        {
            return BoardRefusal.WriteAsync(context, RefusalStatus.Of(refusal), refusal, page);
        }

        BoardForm.GoTo(context, page);
        return Task.CompletedTask;
    }

    // Null, with the answer written, where the caller knows of no such request. Who sees states alone looks at everybody's, and changes none of them.
    private async Task<RequestView?> ViewAsync(string id, HttpContext context)
    {
        CancellationToken hungUp = context.RequestAborted;
        bool showsWords = CallerIdentity.Of(context).May(Scopes.Read);
        if (!showsWords && !HttpMethods.IsGet(context.Request.Method))
        {
            await BoardRefusal.WriteAsync(context, StatusCodes.Status403Forbidden, CallerSegments.ScopeMissing(Scopes.Read));
            return null;
        }

        IVideoSegments segments = showsWords ? SegmentsOf(context) : agent.Segments;
        Answer<SynthesisAnswer> given = await segments.GetAsync(id, TimeSpan.Zero, null, hungUp);
        if (given is Answer<SynthesisAnswer>.Refused { Refusal: var refusal })
        {
            await BoardRefusal.WriteAsync(context, RefusalStatus.Of(refusal), refusal, "/");
            return null;
        }

        SynthesisAnswer answer = ((Answer<SynthesisAnswer>.Given)given).Value;
        RequestRecord request = await agent.Ledger.FindRequestAsync(id, hungUp) ?? throw new InvalidOperationException($"The request {id} is gone.");
        ImmutableArray<Job> jobs = await agent.Ledger.ListJobsAsync(id, hungUp);
        var histories = new Dictionary<string, ImmutableArray<JobEvent>>(StringComparer.Ordinal);
        foreach (Job job in jobs)
        {
            histories[job.Id] = await agent.Ledger.ListEventsAsync(job.Id, hungUp);
        }

        var others = new Dictionary<string, Job>(StringComparer.Ordinal);
        foreach (OtherTake take in answer.VideoSegments.SelectMany(s => s.OtherTakes ?? []))
        {
            if (await agent.Ledger.FindJobAsync(take.JobId, hungUp) is { } job)
            {
                others[job.Id] = job;
            }
        }

        return new RequestView
        {
            Caller = CallerIdentity.Of(context),
            ShowsWords = showsWords,
            Request = request,
            Answer = answer,
            Jobs = jobs,
            Histories = histories,
            Others = others,
            Now = time.GetUtcNow(),
            Hide = agent.Paths.Hide,
            FormToken = BoardPage.FormToken(context),
        };
    }

    private static async Task<Job?> JobAsync(RequestView view, string segment, HttpContext context)
    {
        if (view.Jobs.FirstOrDefault(j => j.SegmentId == segment) is { } job)
        {
            return job;
        }

        await BoardRefusal.WriteAsync(context, StatusCodes.Status404NotFound, new Refusal { Problems = [new(ProblemCodes.SegmentUnknown, "/segment_id", $"The request {view.Request.Id} has no such segment.", "Use one that the page of the request shows.")] }, view.Address);
        return null;
    }

    // Null, with the answer written, where somebody decided on another state than the present one.
    private static async Task<Job?> SeenJobAsync(RequestView view, string segment, HttpContext context)
    {
        if (await JobAsync(view, segment, context) is { } job && context.Request.Form[SettleForm.Seen] != RequestView.Seen(job))
        {
            await BoardRefusal.WriteAsync(context, StatusCodes.Status409Conflict, new Refusal { Problems = [Changed] }, view.Address);
            return null;
        }

        return view.Jobs.FirstOrDefault(j => j.SegmentId == segment);
    }

    private CallerListing ListingOf(HttpContext context) => new(agent.Listing, CallerIdentity.Of(context));

    private CallerSegments SegmentsOf(HttpContext context) => new(agent.Segments, agent.Ledger, CallerIdentity.Of(context), address.ClipsFor(context.Request), agent.Paths);
}
