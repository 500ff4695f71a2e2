using System.Collections.Immutable;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using VideoGen.Catalog;
using VideoGen.Frames;
using VideoGen.Jobs;
using VideoGen.Providers;
using VideoGen.Records;
using VideoGen.Testing;

namespace VideoGen.Tests.Records;

/// <summary>The five collections have the members that the client's document gives them, and no secret.</summary>
public sealed class RecordDocumentTests
{
    private const string Secret = "SECRET";

    private static readonly Job Full = Samples.Job() with
    {
        State = JobState.Failed,
        ShotSeconds = [4.5m, 1.25m],
        Payload = $$"""{"image_url":"{{Secret}}"}""",
        WebhookToken = Secret,
        WebhookId = "hook_1",
        CredentialsRef = "FAL_KEY",
        Stills = [new FrameStill("f1", Secret, $"/home/{Secret}", Secret, "image/png", 1, 1, 1)],
        ProviderJob = new ProviderJob("fal-1", "m") { StatusUrl = new Uri($"https://x/{Secret}") },
        ProviderClip = new ProviderClip(new Uri($"https://clips.example.com/a.mp4?_jwt={Secret}&v=1")) { Response = Secret, BilledUnits = 4 },
        Failure = new JobFailure(FailureError.DownloadFailed, "It broke.", Billed.Yes, "Fetch it again.") { Response = Secret },
        Clip = new Clip
        {
            Address = new Uri("https://media.example.com/a.mp4"),
            Path = "projects/atlas/e1/segments/segment_1_1.mp4",
            Take = 1,
            DurationSeconds = 4.042m,
            Width = 1280,
            Height = 720,
            FramesPerSecond = 24,
            Frames = 97,
            Codec = "avc1",
            Sha256 = "hash",
            FileSize = 9,
        },
        Responses = new ProviderResponses { Submit = "{\"request_id\":\"fal-1\"}", Status = "{}", Result = "{\"video\":{}}" },
        BilledSeconds = 4,
        BilledUsd = 0.4m,
        SubmittedAt = Samples.Start,
        CompletedAt = Samples.Start.AddSeconds(12.5),
        TraceParent = "00-1-2-01",
    };

    private static readonly ImmutableArray<JobEvent> Events = [new(Samples.Start, EventSource.Agent, "state", "Now queued.") { From = JobState.Submitting, To = JobState.Queued, Sequence = 1 }];

    [Fact]
    public void Job_HasTheMembersOfTheSpecAndNoSecret()
    {
        JsonObject job = Json(JobDocument.Of(Full, Events), RecordJson.Default.JobDocument);
        Has(job, "id", "project_id", "episode_id", "segment_id", "job_id", "status", "webhook_events", "created_at", "completed_at");
        ((string?)job["status"], (string?)job["error"], (string?)job["provider_request_id"]).ShouldBe(("failed", "download_failed", "fal-1"));
        ((string?)job["webhook_events"]![0]!["to"], (string?)job["webhook_events"]![0]!["source"]).ShouldBe(("queued", "agent"));
        ((decimal?)job["latency_seconds"]).ShouldBe(12.5m);
        ((decimal?)job["storyboard_seconds"], (decimal?)job["wanted_seconds"]).ShouldBe((5.75m, Full.WantedSeconds));
        ((string?)job["provider_responses"]!["submit"], (string?)job["provider_responses"]!["status"], (string?)job["provider_responses"]!["result"])
            .ShouldBe(("{\"request_id\":\"fal-1\"}", "{}", "{\"video\":{}}"));
        ((string?)job["provider_url"]).ShouldBe("https://clips.example.com/a.mp4?_jwt=[secret]&v=1");
        job.ToJsonString().ShouldNotContain(Secret, Case.Sensitive);
    }

    [Fact]
    public void Job_OfAnOlderVersion_HasNoStoryboardSeconds() =>
        Json(JobDocument.Of(Full with { ShotSeconds = [] }, Events), RecordJson.Default.JobDocument)["storyboard_seconds"].ShouldBeNull();

    [Fact]
    public void Segment_HasTheMembersOfTheSpecAndNoSecret()
    {
        JsonObject segment = Json(SegmentDocument.Of(Full)!, RecordJson.Default.SegmentDocument);
        Has(segment, "id", "project_id", "episode_id", "segment_id", "associated_frames", "video_url", "duration_seconds", "provider_metadata", "created_at");
        Has(segment["provider_metadata"]!.AsObject(), "provider", "model", "job_id", "webhook_id");
        segment.ToJsonString().ShouldNotContain(Secret);
        SegmentDocument.Of(Samples.Job()).ShouldBeNull();
    }

    [Theory]
    [InlineData("00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01", "4bf92f3577b34da6a3ce929d0e0e4736")]
    [InlineData("night-shoot-7", "night-shoot-7")]
    [InlineData("4bf92f3577b34da6a3ce929d0e0e4736", "4bf92f3577b34da6a3ce929d0e0e4736")]
    [InlineData(null, null)]
    public void TraceId_IsTheIdWithinATraceparentOrTheIdAsGiven(string? given, string? written)
    {
        Job traced = Full with { TraceParent = given };
        (JobDocument.Of(traced, Events).TraceId, SegmentDocument.Of(traced)!.TraceId).ShouldBe((written, written));
    }

    [Fact]
    public void Media_IsThereOnceTheClipIsStored()
    {
        JsonObject media = Json(MediaDocument.Of(Full)!, RecordJson.Default.MediaDocument);
        ((string?)media["filename"], (string?)media["mime_type"], (long?)media["filesize"]).ShouldBe(("segment_1_1.mp4", "video/mp4", 9));
        media.ToJsonString().ShouldNotContain(Secret);
        MediaDocument.Of(Full with { Clip = Full.Clip! with { Stored = false } }).ShouldBeNull();
    }

    [Fact]
    public void TemplatesAndProviders_HaveTheMembersOfTheSpec()
    {
        CatalogSnapshot shipped = ShippedCatalog.Read();
        JsonObject template = Json(shipped.Templates[0] with { Model = "m" }, CatalogJson.Default.PromptTemplate);
        Has(template, "id", "name", "version", "template_text", "model", "updated_at");
        JsonObject provider = Json(Presets.Shipped() with { WebhookUrl = "https://hooks.example.com" }, CatalogJson.Default.ProviderConfig);
        Has(provider, "id", "provider", "model_presets", "webhook_url", "credentials_ref");
    }

    [Fact]
    public async Task Reader_AnOldClip_IsFoundByItsId()
    {
        var jobs = Enumerable.Range(0, 2_000).Select(i => Full with { Id = $"job_{i}", Clip = i < 1_500 ? null : Full.Clip! with { Path = $"clip_{i}" } }).ToImmutableArray();
        var reader = new RecordReader(Newest(jobs), new FixedCatalog());

        (await reader.ReadAsync(RecordCollections.Segments, 2, null, default)).Select(d => (string?)d!["id"]).ShouldBe(["job_1500", "job_1501"]);
        (await reader.ReadAsync(RecordCollections.Segments, 1, "job_1999", default)).ShouldHaveSingleItem();
        (await reader.ReadAsync(RecordCollections.Media, 1, "clip_1998", default)).ShouldHaveSingleItem();
        (await reader.ReadAsync(RecordCollections.Media, 1, "nothing", default)).ShouldBeEmpty();
        (await reader.ReadAsync(RecordCollections.Templates, 10, null, default)).Count.ShouldBe(ShippedCatalog.Read().Templates.Length);
        await Should.ThrowAsync<ArgumentOutOfRangeException>(async () => await reader.ReadAsync("users", 1, null, default));
    }

    private static JsonObject Json<T>(T document, System.Text.Json.Serialization.Metadata.JsonTypeInfo<T> type) => JsonSerializer.SerializeToNode(document, type)!.AsObject();

    private static void Has(JsonObject document, params string[] members) => members.Except(document.Select(m => m.Key)).ShouldBeEmpty();

    private static ILedger Newest(ImmutableArray<Job> jobs)
    {
        ILedger ledger = DispatchProxy.Create<ILedger, NewestJobs>();
        ((NewestJobs)ledger).Jobs = jobs;
        return ledger;
    }

    /// <summary>A ledger that can only list its newest jobs.</summary>
    public class NewestJobs : DispatchProxy
    {
        /// <summary>Newest first.</summary>
        public ImmutableArray<Job> Jobs { get; set; } = [];

        /// <inheritdoc/>
        protected override object Invoke(MethodInfo? targetMethod, object?[]? args) => targetMethod?.Name == nameof(ILedger.ListNewestJobsAsync)
            ? new ValueTask<ImmutableArray<Job>>([.. Jobs.Take((int)args![0]!)])
            : throw new NotSupportedException($"{targetMethod?.Name} is not asked for.");
    }

    private sealed class FixedCatalog : ICatalog
    {
        public ValueTask<CatalogSnapshot> ReadAsync(CancellationToken cancellationToken) => new(ShippedCatalog.Read());
    }
}
