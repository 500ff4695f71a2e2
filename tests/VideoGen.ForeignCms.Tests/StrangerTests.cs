using System.Collections.Immutable;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging.Abstractions;
using VideoGen.Contract;
using VideoGen.Delivery;
using VideoGen.Host.Composition;
using VideoGen.Host.Configuration;
using VideoGen.Host.Doctor;
using VideoGen.Payload;
using VideoGen.Payload.Catalog;
using VideoGen.Payload.Tests.Cms;
using VideoGen.Synthesis;
using VideoGen.Testing;
using VideoGen.Testing.Synthesis;

namespace VideoGen.ForeignCms.Tests;

/// <summary>
/// The way of somebody who has a CMS of another shape: the plugin comes into a database that is in use, the catalog is filled, the doctor looks, the
/// agent renders with an account that may hardly anything.
/// </summary>
public abstract class StrangerTests(ForeignCms cms) : IDisposable
{
    // A job shows some seven states on its way; what is between them is nobody's news.
    private const int MostCallsAJob = 10;

    private readonly TestFolder _home = new();

    public void Dispose()
    {
        GC.SuppressFinalize(this);
        _home.Dispose();
    }

    [Fact]
    public async Task What_the_database_held_is_there_after_the_migration()
    {
        cms.Migrated.ShouldContain("Migrated:");
        using var client = new PayloadClient(cms.Options, TimeProvider.System);
        PayloadDocument old = (await client.FindByKeyAsync("media", "filename", "old.png", [], CancellationToken.None)).ShouldNotBeNull();
        ((string?)old.Fields["alt"], (string?)old.Fields["project"], (string?)old.Fields["_status"]).ShouldBe(("Ein altes Standbild", cms.Production, "published"));
    }

    [Fact]
    public async Task An_empty_catalog_is_filled_once_by_an_admin_and_not_by_the_agents_account()
    {
        await PushAsync();
        ImmutableArray<PushedDocument> again = await PushAsync();
        again.ShouldAllBe(d => !d.IsNew);
        again.Select(d => d.Name).ShouldContain("fal-ai");
        using var robot = new PayloadClient(cms.Options, TimeProvider.System);
        var refused = await Should.ThrowAsync<PayloadException>(() => robot.CreateAsync("videoGenPromptTemplates", new JsonObject { ["name"] = "mine" }, CancellationToken.None));
        refused.Kind.ShouldBe(PayloadErrorKind.Forbidden);

        await using AgentHost host = Open(cms.Settings);
        (await host.Services.Catalog.ReadAsync(CancellationToken.None)).Warnings.ShouldBeEmpty();
    }

    [Fact]
    public async Task The_doctor_finds_nothing_broken_and_tries_a_clip()
    {
        await PushAsync();
        ImmutableArray<Finding> findings = await CheckIntegrityAsync(cms.Settings);

        findings.ShouldAllBe(f => f.State != FindingState.Broken, string.Join("\n", findings));
        Finding[] trial = [.. findings.Where(f => f.Subject == "payload trial")];
        trial.Select(f => f.State).ShouldBe([FindingState.Good, FindingState.Warning]); // stored; the studio lets nobody but editors delete
        trial[1].Remedy.ShouldContain("Delete document");
    }

    [Theory]
    [InlineData("alt", "alt")]
    [InlineData("project", "project")]
    [InlineData("scene", "A clip belongs to a scene.")]
    public async Task A_value_that_clips_lack_is_named_by_the_doctor_before_money_is_spent(string left, string named)
    {
        Finding trial = (await CheckIntegrityAsync(cms.Settings with { MediaValues = cms.Settings.MediaValues.Remove(left) })).Single(f => f.Subject == "payload trial");

        trial.State.ShouldBe(FindingState.Broken);
        trial.Message.ShouldContain(named);
    }

    [Fact]
    public async Task Three_clips_are_published_in_the_studios_collection_and_linked_with_few_calls()
    {
        await PushAsync();
        JsonObject request = SampleOrders.Storyboard(segments: 3, wait: 90);
        request["project_context"] = new JsonObject { ["project_id"] = "lighthouse", ["episode_id"] = "e1" };
        int before = CallsOfJobs("GET") + CallsOfJobs("POST") + CallsOfJobs("PATCH");
        SynthesisAnswer answer;
        await using (AgentHost host = Open(cms.Settings))
        {
            answer = await OrderAsync(host, request);
            foreach (VideoSegment segment in answer.VideoSegments)
            {
                segment.MediaStatus.ShouldBe(MediaStatus.Stored, segment.MediaProblem);
                (await host.StoredClips.FetchAsync(new Uri(segment.VideoUrl), _home["back.mp4"], CancellationToken.None)).Sha256.ShouldBe(segment.Sha256);
                ClipFetcher.Discard(_home["back.mp4"]);
            }
        }

        answer.VideoSegments.Length.ShouldBe(3);
        (CallsOfJobs("GET") + CallsOfJobs("POST") + CallsOfJobs("PATCH") - before).ShouldBeLessThanOrEqualTo(2 * 3 * MostCallsAJob);
        using var boss = new PayloadClient(cms.Boss, TimeProvider.System);
        foreach (VideoSegment segment in answer.VideoSegments)
        {
            string jobId = segment.ProviderMetadata.JobId;
            PayloadDocument job = (await boss.FindByKeyAsync("videoGenJobs", "job_id", jobId, [], CancellationToken.None)).ShouldNotBeNull();
            PayloadDocument record = (await boss.FindByKeyAsync("videoSegments", "job_id", jobId, [], CancellationToken.None)).ShouldNotBeNull();
            var query = new PayloadQuery { Where = [new PayloadCondition("id", (string)record.Fields["media"]!)], Limit = 1 };
            PayloadDocument clip = (await boss.FindAsync("media", query, CancellationToken.None)).ShouldHaveSingleItem();
            ((string?)job.Fields["status"], (string?)record.Fields["generated_by"], (string?)record.Fields["project_id"]).ShouldBe(("succeeded", job.Id.Text, "lighthouse"));
            ((string?)clip.Fields["_status"], (string?)clip.Fields["project"], (string?)clip.Fields["kind"], (string?)clip.Fields["checkedBy"]).ShouldBe(("published", cms.Production, "clip", "robot"));
            ((string?)clip.Fields["alt"]).ShouldBe($"Szene {segment.SceneNumber}, Einstellung {segment.ShotOrder}");
        }
    }

    [Fact]
    public async Task A_clip_that_the_studios_rules_refuse_is_an_outcome_of_its_own()
    {
        await PushAsync();
        JsonObject request = SampleOrders.Storyboard(wait: 90);
        request["project_context"] = new JsonObject { ["project_id"] = "refused", ["episode_id"] = "e1" };
        await using AgentHost host = Open(cms.Settings with { MediaValues = cms.Settings.MediaValues.Remove("scene") });

        SynthesisAnswer answer = await OrderAsync(host, request);

        answer.Status.ShouldBe(RequestStatus.Finished);
        VideoSegment segment = answer.VideoSegments.ShouldHaveSingleItem();
        segment.MediaStatus.ShouldBe(MediaStatus.Refused);
        segment.MediaProblem!.ShouldContain("A clip belongs to a scene.");
        segment.MediaNextStep!.ShouldContain($"videogen redeliver {segment.ProviderMetadata.JobId}");
        Finding told = (await new DiagnosticRun(SettingsOf(cms.Settings), host, TimeProvider.System, Key).PayloadAsync(tries: false, CancellationToken.None)).Single(f => f.Subject == "clips");
        told.Message.ShouldContain("A clip belongs to a scene.");
        told.Message.ShouldContain(segment.ProviderMetadata.JobId);
    }

    private Task<ImmutableArray<PushedDocument>> PushAsync() => CatalogSupply.PushAsync(cms.Settings, ForeignCms.BossKey, TimeProvider.System, CancellationToken.None);

    private int CallsOfJobs(string method) => cms.Log.Split('\n').Count(line => line.StartsWith($"call {method} /cms-api/clip-jobs", StringComparison.Ordinal));

    private async Task<ImmutableArray<Finding>> CheckIntegrityAsync(PayloadSettings settings)
    {
        await using AgentHost host = Open(settings);
        return await new DiagnosticRun(SettingsOf(settings), host, TimeProvider.System, Key).PayloadAsync(tries: true, CancellationToken.None);
    }

    private AgentHost Open(PayloadSettings settings) => new(SettingsOf(settings), TimeProvider.System, NullLogger.Instance, Key);

    private Settings SettingsOf(PayloadSettings settings) => new() { Home = _home.Path, Provider = "animatic", Payload = settings };

    private static string? Key(string name) => name == "PAYLOAD_API_KEY" ? CmsServer.Key : null;

    // However long the renders take on this machine.
    private static async Task<SynthesisAnswer> OrderAsync(AgentHost host, JsonObject request)
    {
        SynthesisAnswer answer = Given(await host.Segments.SynthesizeAsync(new SynthesisCall(Encoding.UTF8.GetBytes(request.ToJsonString())), null, CancellationToken.None));
        while (answer.Status is RequestStatus.InProgress)
        {
            answer = Given(await host.Segments.GetAsync(answer.RequestId, TimeSpan.FromSeconds(90), null, CancellationToken.None));
        }

        return answer;
    }

    private static SynthesisAnswer Given(Answer<SynthesisAnswer> answer) => answer switch
    {
        Answer<SynthesisAnswer>.Given given => given.Value,
        Answer<SynthesisAnswer>.Refused refused => throw new InvalidOperationException(string.Join(' ', refused.Refusal.Problems)),
        _ => throw new InvalidOperationException(),
    };
}
