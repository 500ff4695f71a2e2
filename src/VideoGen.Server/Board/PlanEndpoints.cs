using System.Collections.Immutable;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using VideoGen.Access;
using VideoGen.Choosing;
using VideoGen.Contract;
using VideoGen.Host.Composition;
using VideoGen.Jobs;
using VideoGen.Server.Access;
using VideoGen.Synthesis;

namespace VideoGen.Server.Board;

/// <summary>A storyboard becomes a plan, and a plan an order.</summary>
/// <param name="agent">The agent.</param>
/// <param name="address">Where callers find clips.</param>
internal sealed class PlanEndpoints(AgentHost agent, OwnAddress address)
{
    /// <summary>Field for what the storyboard is to be planned with: <c>provider:model</c>.</summary>
    public const string With = "with";

    /// <summary>Field for the kept plan whose storyboard is meant, in place of the storyboard itself.</summary>
    public const string PlanHash = "plan_hash";

    private const string Animatic = "animatic";

    private static readonly JsonSerializerOptions Readable = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Maps the addresses.</summary>
    public void Map(IEndpointRouteBuilder app)
    {
        BoardEndpoints.Page(app.MapGet("/board/plan", (HttpContext context) => PlanPage.WriteAsync(context, "", null)), ScopePolicies.Read);
        BoardEndpoints.Page(app.MapPost("/board/plan", PlanAsync), ScopePolicies.Read);
        BoardEndpoints.Page(app.MapPost("/board/orders", OrderAsync), ScopePolicies.Spend);
    }

    /// <summary>A call of this text, which waits for nothing.</summary>
    public static SynthesisCall CallOf(string request) => new(Encoding.UTF8.GetBytes(request)) { Wait = TimeSpan.Zero };

    private async Task PlanAsync(HttpContext context)
    {
        if (!await BoardForm.IsOursAsync(context))
        {
            return;
        }

        Caller caller = CallerIdentity.Of(context);
        string text = context.Request.Form[PlanHash].ToString() is { Length: > 0 } hash ? await KeptAsync(caller, hash, context.RequestAborted) : await TextAsync(context);
        if (context.Request.Form["way"] == Animatic)
        {
            string free = Changed(text, request => MakeWith(request, Animatic, null));
            Answer<SynthesisAnswer> made = await SegmentsOf(context).SynthesizeAsync(CallOf(free), null, context.RequestAborted);
            await EndAsync(context, made, refusal => PlanPage.WriteAsync(context, text, refusal));
            return;
        }

        if (context.Request.Form[With].ToString() is { Length: > 0 } with)
        {
            (string provider, string? model) = PreferredEntry.Read(with);
            text = Changed(text, request => MakeWith(request, provider, model));
        }

        string compared = Changed(text, request => request["compare"] = true);
        await (await SegmentsOf(context).PlanAsync(CallOf(compared), context.RequestAborted) switch
        {
            Answer<PlanAnswer>.Given { Value: var plan } => PlanPage.WriteAsync(context, text, plan, caller.May(Scopes.Spend)),
            Answer<PlanAnswer>.Refused { Refusal: var refusal } => PlanPage.WriteAsync(context, text, refusal),
            _ => throw new System.Diagnostics.UnreachableException("A plan is made or refused."),
        });
    }

    // The key of the plan makes a second click, and a second person's, the same order.
    private async Task OrderAsync(HttpContext context)
    {
        if (!await BoardForm.IsOursAsync(context))
        {
            return;
        }

        IFormCollection form = context.Request.Form;
        string back = SignInPage.LocalPath(form["back"]);
        var approval = new JsonObject { ["plan_hash"] = form["plan_hash"].ToString(), ["request_key"] = form["request_key"].ToString() };
        Answer<SynthesisAnswer> answer = await SegmentsOf(context).SynthesizeAsync(CallOf(approval.ToJsonString()), null, context.RequestAborted);
        await EndAsync(context, answer, refusal => BoardRefusal.WriteAsync(context, Rest.RefusalStatus.Of(refusal), refusal, back));
    }

    private static Task EndAsync(HttpContext context, Answer<SynthesisAnswer> answer, Func<Refusal, Task> refuse)
    {
        if (answer is Answer<SynthesisAnswer>.Refused { Refusal: var refusal })
        {
            return refuse(refusal);
        }

        BoardForm.GoTo(context, $"/board/requests/{Uri.EscapeDataString(((Answer<SynthesisAnswer>.Given)answer).Value.RequestId)}");
        return Task.CompletedTask;
    }

    // Empty where it is no longer kept: then the reader says that there is nothing.
    private async Task<string> KeptAsync(Caller caller, string hash, CancellationToken cancellationToken)
    {
        ImmutableArray<KeptPlan> kept = await agent.Services.Plans.FindAsync(caller.Id, hash, agent.Services.Time.GetUtcNow(), cancellationToken);
        return kept.IsEmpty ? "" : Encoding.UTF8.GetString(kept[0].Request.Span);
    }

    // A file goes before what stands in the field.
    private static async Task<string> TextAsync(HttpContext context)
    {
        IFormCollection form = context.Request.Form;
        if (form.Files["file"] is not { Length: > 0 } file)
        {
            return form["storyboard"].ToString().Trim();
        }

        using var reader = new StreamReader(file.OpenReadStream(), Encoding.UTF8);
        return await reader.ReadToEndAsync(context.RequestAborted);
    }

    // What cannot be read stays as it is: its reader says why.
    private static string Changed(string text, Action<JsonObject> change)
    {
        try
        {
            if (JsonNode.Parse(text) is JsonObject request)
            {
                change(request);
                return request.ToJsonString(Readable);
            }
        }
        catch (Exception broken) when (broken is JsonException or ArgumentException)
        {
            // said by the reader
        }

        return text;
    }

    private static void MakeWith(JsonObject request, string provider, string? model)
    {
        JsonObject settings = request["video_settings"] as JsonObject ?? [];
        settings.Remove("model");
        settings["provider_override"] = provider;
        if (model is not null)
        {
            settings["model"] = model;
        }

        request["video_settings"] = settings.Parent is null ? settings : settings.DeepClone();
    }

    private CallerSegments SegmentsOf(HttpContext context) => new(agent.Segments, agent.Ledger, CallerIdentity.Of(context), address.ClipsFor(context.Request), agent.Paths);
}
