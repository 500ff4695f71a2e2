using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using VideoGen.Catalog;
using VideoGen.Contract;
using VideoGen.Frames;
using VideoGen.Jobs;
using VideoGen.Planning;
using VideoGen.Prompting;

namespace VideoGen.Synthesis;

/// <summary>
/// Plans takes of one segment that was made before, from what the ledger holds of its job: the kept stills, the very prompt, the seconds. A person asks
/// for it, with a reason; nothing is ever made again by itself.
/// </summary>
internal sealed class AgainPlanner(AgentServices services)
{
    private const string Member = "again";
    private static readonly string[] NotInput = ["wait_seconds", "request_key", "another_take"];
    private static readonly Lazy<JsonObject> Schema = new(() => PublishedSchema.Read("again-order"));

    /// <summary>The request where it asks for a segment to be made again, else null.</summary>
    public static JsonObject? Read(SynthesisCall call) => SmallRequest.Read(call.Json) is { } root && root.ContainsKey(Member) ? root : null;

    /// <summary>Plans it.</summary>
    public async ValueTask<AgainPlan> PlanAsync(JsonObject request, SynthesisCall call, CancellationToken cancellationToken)
    {
        (JsonDocument document, ImmutableArray<Warning> warnings) = WrittenAsText.Read(JsonDocument.Parse(request.ToJsonString()), Schema.Value);
        using JsonDocument end = document;
        (ImmutableArray<Problem> problems, ImmutableArray<string> unknown) = JsonSchemaCheck.Run(Schema.Value, document.RootElement);
        warnings = [.. warnings, .. unknown.Select(p => new Warning(WarningCodes.MemberIgnored, p, $"{JsonPreview.Name(JsonPointer.Last(p))} is not known here and was ignored."))];
        if (!problems.IsEmpty)
        {
            return new(null, Refused(problems, warnings));
        }

        AgainOrder order = document.RootElement.Deserialize(WireJson.Default.AgainOrder)!;
        if (await FindAsync(order.Again, call, cancellationToken) is not { } parent)
        {
            Refusal refusal = ((Answer<SynthesisAnswer>.Refused)UnknownRequest.Of(order.Again.RequestId)).Refusal;
            return new(null, Refused([refusal.Problems[0] with { Pointer = "/again/request_id" }], warnings));
        }

        if (parent.Job is not { } job)
        {
            return new(null, Refused([new(ProblemCodes.SegmentUnknown, "/again/segment_id", $"The request {order.Again.RequestId} has no segment '{order.Again.SegmentId}'.", $"Use one of: {string.Join(", ", parent.Segments)}.")], warnings));
        }

        CatalogSnapshot catalog = await services.Catalog.ReadAsync(cancellationToken);
        int takes = (await services.Ledger.ListTakesAsync(job.Place, cancellationToken)).Length;
        Storyboard storyboard = Storyboard(order, job, CanonicalJson.Hash(document.RootElement, NotInput)) with { Round = takes, Warnings = [.. warnings, .. catalog.Warnings] };
        return new(storyboard, Plan(order, job, storyboard, catalog));
    }

    private PlanResult Plan(AgainOrder order, Job job, Storyboard storyboard, CatalogSnapshot catalog)
    {
        List<Problem> problems = [.. AgainCheck.Of(order, job)];
        string name = storyboard.Settings.ProviderOverride!;
        if (catalog.Provider(name) is not { } provider || !services.Providers.ContainsKey(name))
        {
            return Refused([.. problems, new(ProblemCodes.ProviderUnknown, "/video_settings/provider_override", $"The provider '{name}' is not known here.", $"Use one of: {string.Join(", ", services.Providers.Keys.Order(StringComparer.Ordinal))}.")], storyboard.Warnings);
        }

        var models = new ModelChoice(provider, storyboard.Settings, Gaps.None);
        var group = new FrameGroup(storyboard.Frames, [.. storyboard.Frames.Select(f => f.DurationSeconds ?? 0)], []);
        ModelPreset? preset = models.For(group);
        storyboard = storyboard with { Warnings = [.. storyboard.Warnings, .. models.Warnings] };
        problems.AddRange(models.Problems);
        if (preset is null)
        {
            return Refused(problems, storyboard.Warnings);
        }

        string prompt = order.Again.Prompt is { } edited ? TextNormalizer.Normalize(edited) : job.Prompt;
        if (PromptWriter.Excess(prompt, preset) is { } excess)
        {
            problems.Add(new(ProblemCodes.PromptTooLong, "/again/prompt", $"The prompt has {excess}.", "Shorten it, or use a model that takes more."));
        }

        int variants = order.Again.Variants ?? 1;
        ImmutableArray<decimal> legal = SlotChoice.Legal(preset.Duration);
        if (legal[0] * variants > PlanLimits.MaxRuntimeSeconds)
        {
            problems.Add(new(ProblemCodes.RuntimeExceedsLimit, "/again/variants", $"{variants} clips of {preset.Model} last {legal[0] * variants:0.###} s at least; one request may last {PlanLimits.MaxRuntimeSeconds:0.###} s.", "Order fewer variants at a time."));
            return Refused(problems, storyboard.Warnings);
        }

        ImmutableArray<decimal> slots = SlotChoice.Choose([.. Enumerable.Repeat(job.WantedSeconds, variants)], [.. Enumerable.Repeat(legal, variants)], PlanLimits.MaxRuntimeSeconds);
        var earlier = new EarlierTake
        {
            Reason = order.Again.Reason,
            RequestId = job.RequestId,
            SegmentId = job.SegmentId,
            JobId = job.Id,
            Take = job.Clip?.Take,
            PromptChange = PromptChange.Between(job.Prompt, prompt),
        };
        ImmutableArray<SegmentPlan> segments = [.. slots.Select((slot, i) => Segment(i, variants, slot, job, earlier, prompt, storyboard, preset, legal))];
        PlanAnswer answer = Answer(provider, segments, storyboard, earlier);
        problems.AddRange(LeastPrice.Of(answer).Check(storyboard.Settings));
        return problems.Count > 0
            ? new PlanResult.Refused(new Refusal { Problems = ProblemOrder.Sort(problems), Warnings = storyboard.Warnings }, []) { PlanHash = answer.PlanHash, Price = LeastPrice.Of(answer), Provider = provider }
            : new PlanResult.Planned(answer, segments, provider);
    }

    private static SegmentPlan Segment(
        int index, int variants, decimal slot, Job job, EarlierTake earlier, string prompt, Storyboard storyboard, ModelPreset preset, ImmutableArray<decimal> legal)
    {
        string number = variants == 1 ? "Another take" : $"Variant {index + 1} of {variants}";
        string after = earlier.Take is { } take ? $"take {take}" : "a take that was not delivered";
        var planned = new PlannedSegment
        {
            SegmentId = $"SEGMENT_{index + 1}",
            SceneNumber = job.SceneNumber,
            ShotOrder = job.ShotOrder,
            AssociatedFrames = [.. storyboard.Frames.Select(f => f.Id)],
            Model = preset.Model,
            StoryboardSeconds = job.StoryboardSeconds,
            WantedSeconds = job.WantedSeconds,
            SlotSeconds = slot,
            EstimatedCostUsd = preset.Price.Of(slot),
            Prompt = prompt,
            TemplateId = job.TemplateId,
            TemplateVersion = job.TemplateVersion,
            Again = earlier,
            Decisions =
            [
                $"{number} of {job.SegmentId} of {job.RequestId} ({after}), because of {JsonNamingPolicy.SnakeCaseLower.ConvertName(earlier.Reason.ToString())}. The earlier take stays.",
                SlotChoice.Say(preset, job.WantedSeconds, slot, legal),
            ],
        };
        return new SegmentPlan(planned, storyboard.Frames, [.. storyboard.Frames.Select(f => f.DurationSeconds ?? 0)], preset, storyboard.Settings.MotionStrength) { IsContinued = job.IsContinued };
    }

    private static PlanAnswer Answer(ProviderConfig provider, ImmutableArray<SegmentPlan> segments, Storyboard storyboard, EarlierTake earlier) => new()
    {
        Provider = provider.Provider,
        Segments = [.. segments.Select(s => s.Planned)],
        TotalSeconds = segments.Sum(s => s.Planned.SlotSeconds),
        EstimatedCostUsd = segments.Sum(s => s.Planned.EstimatedCostUsd),
        PlanHash = PlanHash.Of(provider.Provider, segments),
        Decisions = [$"{earlier.SegmentId} of {earlier.RequestId} is made again."],
        Frames = [.. storyboard.Frames.Select(f => new FrameReport { FrameId = f.Id, Status = FrameStatus.Planned, SegmentId = segments[0].Planned.SegmentId })],
        Warnings = storyboard.Warnings,
        Batches = [new(1, [.. storyboard.Frames.Select(f => f.Id)])],
    };

    private static Storyboard Storyboard(AgainOrder order, Job job, string inputHash)
    {
        AgainSettings? wishes = order.VideoSettings;
        RenderSettings settings = RenderSettings.From(new VideoSettings { MaxCostUsd = wishes?.MaxCostUsd, OnFailure = wishes?.OnFailure, MotionStrength = wishes?.MotionStrength ?? job.MotionStrength });
        bool staysWithProvider = wishes?.ProviderOverride is null || wishes.ProviderOverride == job.Provider;
        return new Storyboard
        {
            Frames = FramesOf(order.Again, job),
            LeftOut = [],
            Settings = settings with { Finishing = job.Finishing?.Steps, ProviderOverride = wishes?.ProviderOverride ?? job.Provider, Model = wishes?.Model ?? (staysWithProvider ? job.Model : null) },
            ProjectId = job.ProjectId,
            EpisodeId = job.EpisodeId,
            RequestKey = order.RequestKey,
            PlanHash = order.PlanHash,
            AnotherTake = order.AnotherTake ?? false,
            Wait = order.WaitSeconds is { } seconds ? TimeSpan.FromSeconds(seconds) : null,
            InputHash = inputHash,
            Warnings = [],
        };
    }

    // The stills that were sent are kept on this machine, or where they came from. A model that took one picture of a pair has kept one.
    private static ImmutableArray<Frame> FramesOf(AgainWish wish, Job job)
    {
        int frames = job.Stills.IsEmpty ? job.FrameIds.Length : job.Stills.Length;
        return
        [
            .. Enumerable.Range(0, frames).Select(i => new Frame
            {
                Id = job.FrameIds[i],
                Scene = job.SceneNumber,
                Shot = job.ShotOrder + i,
                Image = job.Stills.IsEmpty ? null : Image(job.Stills[i]),
                Description = "",
                CameraNotes = wish.CameraNotes is { } notes && i < notes.Length ? TextNormalizer.Normalize(notes[i]) : job.CameraNotes.ElementAtOrDefault(i) ?? "",
                PromptSeed = "",
                LightingMood = "",
                CharactersPresent = "",
                DurationSeconds = job.ShotSeconds.IsEmpty ? null : job.ShotSeconds[i],
                Pointer = "/again/segment_id",
                EntryPointer = "/again/segment_id",
            }),
        ];
    }

    private static FrameImage Image(FrameStill still) =>
        !File.Exists(still.LocalPath) && Uri.TryCreate(still.Source, UriKind.Absolute, out Uri? source) && source.Scheme is "http" or "https" ? new FrameImage.Web(new Uri(still.Source)) : new FrameImage.LocalFile(still.LocalPath);

    private async ValueTask<(Job? Job, ImmutableArray<string> Segments)?> FindAsync(AgainWish wish, SynthesisCall call, CancellationToken cancellationToken)
    {
        if (await services.Ledger.FindRequestAsync(wish.RequestId, cancellationToken) is not { } request || call.Sees?.Invoke(request) is false)
        {
            return null;
        }

        ImmutableArray<Job> jobs = await services.Ledger.ListJobsAsync(wish.RequestId, cancellationToken);
        return (jobs.FirstOrDefault(j => j.SegmentId == wish.SegmentId), [.. jobs.Select(j => j.SegmentId)]);
    }

    private static PlanResult.Refused Refused(IEnumerable<Problem> problems, ImmutableArray<Warning> warnings) =>
        new(new Refusal { Problems = ProblemOrder.Sort(problems), Warnings = warnings }, []);
}
