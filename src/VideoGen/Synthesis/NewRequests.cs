using System.Collections.Immutable;
using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using VideoGen.Access;
using VideoGen.Catalog;
using VideoGen.Contract;
using VideoGen.Frames;
using VideoGen.Jobs;
using VideoGen.Planning;
using VideoGen.Providers;
using VideoGen.Telemetry;

namespace VideoGen.Synthesis;

/// <summary>Turns an accepted plan into the ledger's rows.</summary>
internal static class NewRequests
{
    private const int TokenBytes = 24;

    public static NewRequest From(Storyboard storyboard, PlanResult.Planned plan, Dictionary<string, FrameStill> stills, SynthesisCall call, Activity? span, CatalogSnapshot catalog, AgentServices services)
    {
        DateTimeOffset now = services.Time.GetUtcNow();
        ImmutableArray<string> decisions = call.Part is { } part ? [part, .. plan.Answer.Decisions] : plan.Answer.Decisions;
        string id = services.Ids.Next("req_");
        TraceOrigin trace = TraceOrigin.Of(span, call, storyboard.TraceId, id);
        var request = new RequestRecord
        {
            Id = id,
            RequestKey = storyboard.RequestKey is { } key ? Caller.KeyOf(call.Caller, key) : null,
            Caller = call.Caller,
            InputHash = storyboard.InputHash,
            OrderHash = OrderHash.Of(call.Caller, storyboard, plan.Answer.PlanHash, stills.Values, services.Options.Finishing.For(storyboard.Settings.Finishing)),
            PlanHash = plan.Answer.PlanHash,
            ProjectId = storyboard.ProjectId,
            EpisodeId = storyboard.EpisodeId,
            OnFailure = storyboard.Settings.OnFailure,
            Plan = plan.Answer with { Decisions = decisions },
            Source = RequestSources.Of(call, storyboard, plan, catalog),
            CreatedAt = now,
            TraceParent = trace.TraceParent,
            TraceState = trace.TraceState,
            CallerTrace = trace.CallerName,
        };
        return new NewRequest(
            request, [.. plan.Segments.Select((segment, i) => Job(segment, i, request, plan, stills, storyboard, services))], services.Options.ProjectCapUsd, services.Options.DayCapUsd, services.Options.MaxInFlight)
        {
            ProviderCaps = new ProviderCaps(plan.Provider.Provider, plan.Provider.ProjectCapUsd, plan.Provider.DayCapUsd),
            AnotherTake = storyboard.AnotherTake,
            ToComeUsd = call.ToComeUsd,
            ToComeAtProviderUsd = call.ToCome.AtUsd(plan.Provider.Provider),
            Owner = services.Nodes.OwnJobs ? services.Options.Owner : null,
        };
    }

    private static Job Job(SegmentPlan segment, int index, RequestRecord request, PlanResult.Planned plan, Dictionary<string, FrameStill> stills, Storyboard storyboard, AgentServices services)
    {
        string? token = plan.Provider.WebhookUrl is null ? null : Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(TokenBytes));
        PlannedSegment planned = segment.Planned;
        bool isModel = !services.Providers.TryGetValue(plan.Provider.Provider, out IVideoProvider? provider) || provider.UsesTrainedModel;
        return new Job
        {
            Id = services.Ids.Next("job_"),
            RequestId = request.Id,
            SegmentId = planned.SegmentId,
            SegmentIndex = index,
            ProjectId = request.ProjectId,
            EpisodeId = request.EpisodeId,
            SceneNumber = planned.SceneNumber,
            ShotOrder = planned.ShotOrder,
            FrameIds = planned.AssociatedFrames,
            Stills = [.. segment.SentFrames.Select(f => stills[f.Id])],
            CameraNotes = [.. segment.Frames.Select(f => f.CameraNotes)],
            ShotSeconds = segment.ShotSeconds,
            Grouping = [.. request.Plan.Decisions, .. planned.Decisions],
            Provider = plan.Provider.Provider,
            Model = planned.Model,
            Prompt = planned.Prompt,
            Again = planned.Again,
            TemplateId = planned.TemplateId,
            TemplateVersion = planned.TemplateVersion,
            WantedSeconds = planned.WantedSeconds,
            SlotSeconds = planned.SlotSeconds,
            MotionStrength = segment.MotionStrength,
            Output = segment.Preset.Output,
            Price = segment.Preset.Price,
            AiSystem = isModel ? planned.Model : null,
            DigitalSource = isModel ? DigitalSource.TrainedAlgorithmicMedia : storyboard.StillsSource,
            Continuity = storyboard.Settings.Continuity,
            Continues = planned.Continues,
            IsContinued = segment.IsContinued || plan.Segments.Any(s => s.Planned.Continues == planned.SegmentId),
            Finishing = services.Options.Finishing.For(storyboard.Settings.Finishing),
            ReservedUsd = planned.EstimatedCostUsd,
            Blocking = plan.Provider.Blocking,
            CredentialsRef = segment.Preset.FirstFrameField is null ? plan.Provider.TextCredentialsRef ?? plan.Provider.CredentialsRef : plan.Provider.CredentialsRef,
            WebhookToken = token,
            WebhookId = token is null ? null : $"hook_{Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(token)))[..16]}",
            CreatedAt = request.CreatedAt,
            NextTickAt = request.CreatedAt,
            TraceParent = request.TraceParent,
            TraceState = request.TraceState,
            CallerTrace = request.CallerTrace,
        };
    }
}
