using VideoGen.Catalog;
using VideoGen.Contract;
using VideoGen.Jobs;
using VideoGen.Testing;
using VideoGen.Testing.Providers;

namespace VideoGen.Tests.Jobs;

/// <summary>What follows from a job's row alone.</summary>
public sealed class JobTests
{
    private static readonly Job Planned = Samples.Job() with { Price = new PresetPrice { UsdPerSecond = 0.1m } };

    [Theory]
    [InlineData(0.4, null, 0.4)]
    [InlineData(0.0, 0.1, 0.4)] // billed less than planned
    [InlineData(0.0, 0.4, 0.4)]
    [InlineData(0.0, 0.7, 0.7)]
    [InlineData(0.0, 0.0, 0.0)]
    [InlineData(0.4, 0.7, 0.7)]
    public void Caps_count_the_reservation_then_the_larger_of_plan_and_bill(double reserved, double? billed, double weight) =>
        (Planned with { ReservedUsd = (decimal)reserved, BilledUsd = (decimal?)billed }).WeightUsd.ShouldBe((decimal)weight);

    [Fact]
    public void Only_what_can_never_cost_anything_is_free()
    {
        Job free = Samples.Job() with { ReservedUsd = 0 };

        free.IsFree.ShouldBeTrue();
        (free with { BilledUsd = 0 }).IsFree.ShouldBeTrue();
        (free with { BilledUsd = 0.1m }).IsFree.ShouldBeFalse();
        (free with { ReservedUsd = 0.1m }).IsFree.ShouldBeFalse();
        (free with { Price = new PresetPrice { UsdPerClip = 0.1m } }).IsFree.ShouldBeFalse();
        (free with { Price = new PresetPrice { Unit = new BillingUnit { Name = "credit", Usd = 0.1m, Source = "test" } } }).IsFree.ShouldBeFalse();
        (free with { Price = new PresetPrice { Unit = new BillingUnit { Name = "credit", Source = "not known" } } }).IsFree.ShouldBeTrue();
    }

    [Theory]
    [InlineData(JobState.Planned, false, false, StepKind.Submit)]
    [InlineData(JobState.Submitting, false, true, StepKind.Follow)]
    [InlineData(JobState.Queued, false, true, StepKind.Follow)]
    [InlineData(JobState.Running, false, true, StepKind.Follow)]
    [InlineData(JobState.SubmissionUnknown, false, true, StepKind.Follow)]
    [InlineData(JobState.Downloading, false, false, StepKind.Deliver)]
    [InlineData(JobState.Succeeded, true, false, null)]
    [InlineData(JobState.Failed, true, false, null)]
    [InlineData(JobState.Cancelled, true, false, null)]
    [InlineData(JobState.NotAttempted, true, false, null)]
    [InlineData(JobState.Expired, true, false, null)]
    public void Each_state_has_its_step_or_is_an_end(JobState state, bool ended, bool atProvider, StepKind? step)
    {
        Job job = Planned with { State = state, NextTickAt = ended ? null : Samples.Start };

        (job.IsTerminal, job.IsAtProvider, job.IsUnsettled).ShouldBe((ended, atProvider, ended));
        (job with { BilledUsd = 0 }).IsUnsettled.ShouldBeFalse();
        NextStep.Of(job).ShouldBe(step is { } kind ? new NextStep(Samples.Start, kind) : null);
    }

    [Fact]
    public void Seconds_of_shots_that_are_not_given_are_none()
    {
        (Planned with { ShotSeconds = default }).ShotSeconds.ShouldBeEmpty();
        (Planned with { ShotSeconds = [1.5m, 2] }).ShotSeconds.ShouldBe([1.5m, 2]);
    }

    [Fact]
    public void No_job_has_no_step() => NextStep.Of(null).ShouldBeNull();

    [Theory]
    [InlineData(JobState.Succeeded, true, false, MediaStatus.Stored)]
    [InlineData(JobState.Failed, false, true, MediaStatus.Refused)]
    [InlineData(JobState.Failed, true, false, MediaStatus.Stored)]
    [InlineData(JobState.Downloading, false, false, MediaStatus.Pending)]
    public void A_clip_is_stored_refused_or_on_its_way(JobState state, bool stored, bool refused, MediaStatus status)
    {
        Job job = Planned with { State = state, Clip = Samples.Clip() with { Stored = stored } };
        (job.IsClipRefused, job.MediaStatus).ShouldBe((refused, status));
    }

    [Fact]
    public void Without_a_clip_nothing_was_refused()
    {
        Job failed = Planned with { State = JobState.Failed };
        (failed.IsClipRefused, failed.MediaStatus).ShouldBe((false, MediaStatus.Pending));
    }

    [Fact]
    public void Latency_runs_from_the_submit_to_the_end()
    {
        Job job = Planned with { SubmittedAt = Samples.Start, CompletedAt = Samples.Start.AddSeconds(61.23456) };
        job.LatencySeconds.ShouldBe(61.235m);
        (job with { SubmittedAt = null }).LatencySeconds.ShouldBeNull();
        (job with { CompletedAt = null }).LatencySeconds.ShouldBeNull();
    }

    [Fact]
    public void Callers_see_who_makes_it()
    {
        Job job = Planned with { WebhookId = "hook_1", ProviderJob = ScriptedProvider.JobOf("job_a_0") };
        job.Metadata.ShouldBe(new ProviderMetadata { Provider = "animatic", Model = "animatic/pan", JobId = "job_a_0", ProviderRequestId = "p-job_a_0", WebhookId = "hook_1" });
        Planned.Metadata.ProviderRequestId.ShouldBeNull();
    }
}
