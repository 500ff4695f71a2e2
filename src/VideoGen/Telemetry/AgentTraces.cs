using System.Diagnostics;
using VideoGen.Contract;
using VideoGen.Jobs;
using VideoGen.Synthesis;

namespace VideoGen.Telemetry;

/// <summary>
/// The spans of an agent, named in <c>docs/telemetry.md</c>. What happens to a job later, in whatever process, is a child of the context that
/// the job keeps; no span lasts as long as a job. Every method answers null, and costs nothing, while nobody traces. Thread-safe.
/// </summary>
public static class AgentTraces
{
    /// <summary>Name of the source.</summary>
    public const string SourceName = "VideoGen";

    private static readonly ActivitySource Source = new(SourceName);

    /// <summary>An order from its arrival until it is admitted or refused; not the waiting for its clips.</summary>
    internal static Activity? Order(SynthesisCall call, Storyboard storyboard)
    {
        ActivityContext given = TraceOrigin.Given(call, storyboard.TraceId);
        ActivityContext parent = Activity.Current is { IsAllDataRequested: true } here && (given == default || given.TraceId == here.TraceId) ? here.Context : given;
        return About(Source.StartActivity("order", ActivityKind.Internal, parent), storyboard);
    }

    /// <summary>Planning, without anything outside this machine.</summary>
    internal static Activity? Plan(Storyboard storyboard) => About(Source.StartActivity("plan"), storyboard);

    /// <summary>The checks of the stills before money is spent.</summary>
    internal static Activity? Preflight() => Within("preflight");

    /// <summary>One step of a job; see <see cref="End(Activity, JobCommit)"/>.</summary>
    internal static Activity? Step(Job job) => Of(
        job,
        NextStep.KindOf(job) switch { StepKind.Submit => "submit", StepKind.Deliver => "deliver", _ => "follow" },
        ActivityKind.Internal);

    /// <summary>The one submit of a job: its context is what the job keeps from then on.</summary>
    internal static Activity? Submit(Job job)
    {
        Activity? span = Of(job, $"generate_content {job.Model}", ActivityKind.Client);
        if (span is { IsAllDataRequested: true })
        {
            span.SetTag("gen_ai.operation.name", "generate_content").SetTag("gen_ai.output.type", "video")
                .SetTag("videogen.seconds.wanted", (double)job.WantedSeconds).SetTag("videogen.seconds.slot", (double)job.SlotSeconds)
                .SetTag("videogen.cost.estimated", (double)job.ReservedUsd);
        }

        return span;
    }

    /// <summary>Taking in a webhook delivery; linked to the HTTP request that it came with.</summary>
    internal static Activity? Webhook(Job job) => Of(job, $"process {job.Provider} webhook", ActivityKind.Consumer);

    /// <summary>The bytes of a clip on their way here; a child of the step.</summary>
    internal static Activity? Download() => Within("download");

    /// <summary>A clip on its way to the media store; a child of the step.</summary>
    internal static Activity? Store() => Within("store");

    /// <summary>The documents of a job on their way to the system of record.</summary>
    internal static Activity? Record(Job job) => Of(job, "record payload", ActivityKind.Internal);

    /// <summary>Links the call that asks for a request to the trace in which that was ordered.</summary>
    internal static void LinkTo(RequestRecord request)
    {
        if (Activity.Current is { IsAllDataRequested: true } here && TraceOrigin.Read(request.TraceParent, request.TraceState) is { TraceId: var id } ordered && id != here.TraceId && id != default)
        {
            here.AddLink(new ActivityLink(ordered));
        }
    }

    /// <summary>Ends a step with what it changed as events. A look that brought nothing new leaves no span.</summary>
    internal static void End(Activity? span, JobCommit? commit)
    {
        if (span is null)
        {
            return;
        }

        if (commit is null or { Events.IsEmpty: true })
        {
            Drop(span);
            return;
        }

        Tag(span, commit.Next);
        foreach (JobEvent happened in commit.Events)
        {
            var source = new ActivityTagsCollection { ["source"] = TelemetryNames.Word(happened.Source) };
            span.AddEvent(new ActivityEvent(happened.To is { } to ? TelemetryNames.Word(to) : happened.Kind, happened.At, source));
        }

        if (commit.Next.Failure is { Error: var error })
        {
            Fail(span, TelemetryNames.Word(error));
        }
    }

    /// <summary>Leaves no span.</summary>
    internal static void Drop(Activity? span)
    {
        if (span is not null)
        {
            span.ActivityTraceFlags &= ~ActivityTraceFlags.Recorded;
            span.IsAllDataRequested = false;
        }
    }

    /// <summary>Marks a span as failed; no words of anybody, which may hold anything.</summary>
    internal static void Fail(Activity? span, string errorType) => span?.SetTag(TelemetryNames.ErrorType, errorType).SetStatus(ActivityStatusCode.Error);

    /// <summary>Puts the ids of a job on a span.</summary>
    internal static void Tag(Activity? span, Job job)
    {
        if (span is { IsAllDataRequested: true })
        {
            foreach ((string name, object? value) in new JobIds(job))
            {
                span.SetTag(name, value);
            }

            span.SetTag(TelemetryNames.Provider, job.Provider).SetTag(TelemetryNames.Model, job.Model);
        }
    }

    private static Activity? About(Activity? span, Storyboard storyboard) =>
        span?.SetTag("videogen.project.id", storyboard.ProjectId).SetTag("videogen.episode.id", storyboard.EpisodeId);

    // A part of a span is about the same things as the whole.
    private static Activity? Within(string name)
    {
        Activity? whole = Activity.Current;
        Activity? span = Source.StartActivity(name);
        if (span is { IsAllDataRequested: true } && whole?.Source == Source)
        {
            foreach ((string id, object? value) in whole.TagObjects.Where(tag => JobIds.Names(tag.Key)))
            {
                span.SetTag(id, value);
            }
        }

        return span;
    }

    private static Activity? Of(Job job, string name, ActivityKind kind)
    {
        if (!Source.HasListeners())
        {
            return null;
        }

        Activity? here = Activity.Current;
        ActivityContext kept = TraceOrigin.Read(job.TraceParent, job.TraceState);
        ActivityLink[]? cause = here is not null && here.TraceId != kept.TraceId ? [new ActivityLink(here.Context)] : null;
        ActivityContext parent = here is not null && here.TraceId == kept.TraceId && here.Source == Source ? here.Context : kept;
        Activity? span = Source.StartActivity(name, kind, parent, links: cause);
        Tag(span, job);
        return span;
    }
}
