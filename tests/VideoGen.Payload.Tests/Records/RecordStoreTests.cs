using System.Text.Json;
using System.Text.Json.Nodes;
using VideoGen.Jobs;
using VideoGen.Payload.Records;
using VideoGen.Payload.Tests.Cms;
using VideoGen.Providers;
using VideoGen.Records;
using VideoGen.Testing;
using VideoGen.Testing.Delivery;

namespace VideoGen.Payload.Tests.Records;

/// <summary>The promises of <see cref="IRecordStore"/>, kept by the real CMS.</summary>
public abstract class RecordStoreTests : IDisposable
{
    private readonly CmsServer _cms;
    private readonly CancellationTokenSource _limit = new(LedgerContract.Limit);
    private readonly PayloadClient _client;
    private readonly PayloadRecordStore _store;

    protected RecordStoreTests(CmsServer cms)
    {
        ArgumentNullException.ThrowIfNull(cms);
        _cms = cms;
        _client = new PayloadClient(cms.Options with { MaxParallel = 8 }, TimeProvider.System);
        _store = new PayloadRecordStore(_client);
    }

    private protected CancellationToken Ct => _limit.Token;

    [Fact]
    public async Task A_job_is_kept_with_every_member()
    {
        Job job = Ended("whole") with
        {
            Failure = new JobFailure(FailureError.DownloadFailed, "It broke.", Billed.Yes, "Fetch it again."),
            Grouping = ["sorted by scene", "a pair"],
            ShotSeconds = [2.5m, 1.25m],
            BilledUsd = 0.4m,
            BilledSeconds = 4,
            WebhookId = "hook_1",
            TraceParent = "00-1-2-01",
            ProviderJob = new ProviderJob("fal-1", "m"),
            ProviderClip = new ProviderClip(new Uri("https://clips.example.com/a.mp4")),
            Responses = new ProviderResponses { Submit = """{"request_id":"fal-1"}""", Status = """{"status":"COMPLETED"}""", Result = """{"video":{"url":"https://clips.example.com/a.mp4"}}""" },
        };
        JobDocument document = JobDocument.Of(job, Events(3)) with { Revision = 3 };

        (await _store.UpsertJobAsync(document, isNew: true, Ct)).ShouldBeOfType<RecordAnswer.Kept>();

        JsonObject wanted = JsonSerializer.SerializeToNode(document, RecordJson.Default.JobDocument)!.AsObject();
        JsonObject kept = (await FindAsync(RecordCollections.Jobs, job.Id)).Fields;
        foreach ((string member, JsonNode? value) in wanted.Where(m => m.Key is not ("id" or "webhook_events")))
        {
            Text(kept[member]).ShouldBe(Text(value), member);
        }

        JsonArray events = kept["webhook_events"]!.AsArray();
        events.Count.ShouldBe(3);
        for (int i = 0; i < events.Count; i++)
        {
            foreach ((string member, JsonNode? value) in wanted["webhook_events"]![i]!.AsObject())
            {
                Text(events[i]![member]).ShouldBe(Text(value), member);
            }
        }
    }

    [Fact]
    public async Task A_segment_is_kept_and_linked_to_its_job_and_its_clip()
    {
        Job job = Ended("linked");
        string media = await UploadAsync(job.Id);
        string jobDocument = await KeepAsync(job, 2);
        SegmentDocument segment = SegmentDocument.Of(job)! with { Revision = 2 };

        (await _store.UpsertSegmentAsync(segment, jobDocument, media, isNew: true, Ct)).ShouldBeOfType<RecordAnswer.Kept>();

        JsonObject kept = (await FindAsync(RecordCollections.Segments, job.Id)).Fields;
        Text(kept["generated_by"]).ShouldBe(jobDocument);
        Text(kept["media"]).ShouldBe(media);
        ((string?)kept["video_url"], (decimal?)kept["fps"], (string?)kept["media_status"], (string?)kept["provider_metadata"]!["job_id"])
            .ShouldBe((segment.VideoUrl, 24, "stored", job.Id));
    }

    [Fact]
    public async Task A_clip_that_was_deleted_in_the_CMS_leaves_a_segment_without_a_link()
    {
        Job job = Ended("gone");
        string media = await UploadAsync(job.Id);
        using (CmsAdmin admin = await _cms.SignInAsync())
        {
            await admin.DeleteAsync("media", JsonNode.Parse(media)!);
        }

        RecordAnswer answer = await _store.UpsertSegmentAsync(SegmentDocument.Of(job)! with { Revision = 1 }, await KeepAsync(job, 1), media, isNew: true, Ct);

        answer.ShouldBeOfType<RecordAnswer.Kept>();
        (await FindAsync(RecordCollections.Segments, job.Id)).Fields["media"].ShouldBeNull();
    }

    [Fact]
    public async Task The_same_again_is_one_document_new_or_not()
    {
        Job job = Ended("again");
        string first = await KeepAsync(job, 1, isNew: true);

        (await KeepAsync(job, 1, isNew: true)).ShouldBe(first);
        (await KeepAsync(job, 1, isNew: false)).ShouldBe(first);

        (await CountAsync(job.Id)).ShouldBe(1);
    }

    [Fact]
    public async Task An_older_revision_never_replaces_a_newer_one()
    {
        Job job = Ended("older");
        string first = await KeepAsync(job, 5);

        (await KeepAsync(job with { Model = "older" }, 4)).ShouldBe(first);

        JsonObject kept = (await FindAsync(RecordCollections.Jobs, job.Id)).Fields;
        ((string?)kept["model"], (long?)kept["revision"], kept["webhook_events"]!.AsArray().Count).ShouldBe((job.Model, 5, 5));
    }

    [Fact]
    public async Task What_is_no_longer_so_is_emptied()
    {
        Job job = Ended("repaired");
        await KeepAsync(job with { Failure = new JobFailure(FailureError.DownloadFailed, "It broke.", Billed.Yes, "Fetch it again.") }, 1);
        (await FindAsync(RecordCollections.Jobs, job.Id)).Fields["error"].ShouldNotBeNull();

        await KeepAsync(job, 2);

        JsonObject kept = (await FindAsync(RecordCollections.Jobs, job.Id)).Fields;
        (Text(kept["error"]), Text(kept["error_message"])).ShouldBe(("null", "null"));
    }

    [Fact]
    public async Task Many_that_write_one_job_at_once_lose_no_event_and_make_one_document()
    {
        Job job = Ended("race");
        RecordAnswer[] answers = await Task.WhenAll(Enumerable.Range(1, 24).Reverse().Select(async revision =>
            await _store.UpsertJobAsync(JobDocument.Of(job, Events(revision)) with { Revision = revision }, isNew: true, Ct)));

        answers.ShouldAllBe(a => a is RecordAnswer.Kept);
        JsonObject kept = (await FindAsync(RecordCollections.Jobs, job.Id)).Fields;
        ((long?)kept["revision"]).ShouldBe(24);
        kept["webhook_events"]!.AsArray().Select(e => (int)e!["sequence"]!).ShouldBe(Enumerable.Range(1, 24));
        (await CountAsync(job.Id)).ShouldBe(1);
    }

    [Fact]
    public async Task A_document_that_breaks_a_rule_is_refused_with_field_and_reason()
    {
        JobDocument document = JobDocument.Of(Ended("bad"), Events(1)) with { JobId = "", Revision = 1 };

        RecordAnswer.Refused refused = (await _store.UpsertJobAsync(document, isNew: true, Ct)).ShouldBeOfType<RecordAnswer.Refused>();

        refused.Reason.ShouldContain("400");
        refused.Reason.ShouldContain("job_id: ");
    }

    [Fact]
    public async Task A_wrong_key_is_said_and_never_shown()
    {
        const string wrong = "a-key-that-nobody-knows";
        using var client = new PayloadClient(_cms.Options with { Key = new PayloadKey(wrong) }, TimeProvider.System);

        RecordAnswer answer = await new PayloadRecordStore(client).UpsertJobAsync(JobDocument.Of(Ended("key"), Events(1)) with { Revision = 1 }, isNew: true, Ct);

        string reason = answer.ShouldBeOfType<RecordAnswer.Unavailable>().Reason;
        reason.ShouldContain("does not know the API key");
        reason.ShouldNotContain(wrong);
    }

    [Fact]
    public async Task A_collection_that_is_not_there_is_said()
    {
        using var client = new PayloadClient(_cms.Options with { Slugs = _cms.Options.Slugs.SetItem(RecordCollections.Jobs, "nowhere") }, TimeProvider.System);

        RecordAnswer answer = await new PayloadRecordStore(client).UpsertJobAsync(JobDocument.Of(Ended("slug"), Events(1)) with { Revision = 1 }, isNew: true, Ct);

        answer.ShouldBeOfType<RecordAnswer.Unavailable>().Reason.ShouldContain("Check the address");
    }

    public void Dispose()
    {
        GC.SuppressFinalize(this);
        _client.Dispose();
        _limit.Dispose();
    }

    private protected static Job Ended(string name) => Samples.Job($"job_{name}") with
    {
        State = JobState.Succeeded,
        Clip = Samples.Clip(),
        SubmittedAt = Samples.Start,
        CompletedAt = Samples.Start.AddSeconds(12.5),
    };

    private protected static System.Collections.Immutable.ImmutableArray<JobEvent> Events(int count) =>
        [.. Enumerable.Range(1, count).Select(i => new JobEvent(Samples.Start.AddSeconds(i), EventSource.Agent, "state", $"Step {i}.")
        {
            From = JobState.Queued, To = JobState.Running, Sequence = i, Body = i == 2 ? """{"status":"OK"}""" : null,
        })];

    // Times as the CMS writes them, numbers without trailing zeros.
    private static string Text(JsonNode? value) => value switch
    {
        null => "null",
        JsonValue v when v.TryGetValue(out decimal number) => $"{number:0.######}",
        JsonValue v when v.TryGetValue(out string? text) => DateTimeOffset.TryParse(text, out DateTimeOffset time) ? $"{time.UtcDateTime:O}" : text,
        _ => value.ToJsonString(),
    };

    private async Task<string> KeepAsync(Job job, int revision, bool isNew = false) =>
        (await _store.UpsertJobAsync(JobDocument.Of(job, Events(revision)) with { Revision = revision }, isNew, Ct)) is var answer && answer is RecordAnswer.Kept kept ? kept.DocumentId : throw new InvalidOperationException($"{answer}");

    private protected async Task<PayloadDocument> FindAsync(string collection, string jobId) =>
        (await _client.FindByKeyAsync(collection, "job_id", jobId, [], Ct)).ShouldNotBeNull();

    private protected async Task<int> CountAsync(string jobId) =>
        (await _client.FindAsync(RecordCollections.Jobs, new PayloadQuery { Where = [new("job_id", jobId)] }, Ct)).Length;

    private async Task<string> UploadAsync(string jobId)
    {
        var fields = new JsonObject { ["prefix"] = $"projects/atlas/{jobId}/segments", ["job_id"] = jobId };
        PayloadDocument document = await _client.UploadAsync(RecordCollections.Media, fields, new MemoryStream(SampleClips.Of(3, 640, 360, 24)), "segment_1_1.mp4", "video/mp4", Ct);
        return document.Id.Text;
    }
}
