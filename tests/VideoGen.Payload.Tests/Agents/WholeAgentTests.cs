using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging.Abstractions;
using VideoGen.Contract;
using VideoGen.Host.Composition;
using VideoGen.Host.Configuration;
using VideoGen.Jobs;
using VideoGen.Payload.Tests.Cms;
using VideoGen.Synthesis;
using VideoGen.Testing;
using VideoGen.Testing.Synthesis;

namespace VideoGen.Payload.Tests.Agents;

/// <summary>The agent as its programs join it, with real renders, on the real CMS.</summary>
[Collection(SqliteCollection.Name)]
public sealed class WholeAgentTests(SqliteCms cms) : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    private const string Secret = "p4ssw0rd-of-another";

    private readonly TestFolder _home = new();

    public void Dispose() => _home.Dispose();

    [Fact]
    public async Task A_still_behind_the_login_of_the_CMS_becomes_a_clip_behind_the_same_login()
    {
        using CmsAdmin admin = await cms.SignInAsync();
        Uri still = await admin.UploadAsync("media", "stills", "private.png", SamplePictures.Png(640, 360));
        JsonObject request = SampleOrders.Storyboard(wait: 90);
        request["generated_frames"] = new JsonArray(new JsonObject { ["frame_id"] = "SCENE_1_SHOT_1", ["image_url"] = still.AbsoluteUri });
        await using AgentHost host = Open();

        SynthesisAnswer answer = await OrderAsync(host, request);

        answer.Warnings.ShouldBeEmpty();
        VideoSegment segment = answer.VideoSegments.ShouldHaveSingleItem();
        segment.MediaStatus.ShouldBe(MediaStatus.Stored);
        new Uri(segment.VideoUrl).ShouldBe(new Uri(cms.Address, "/media/projects/atlas/e1/segments/segment_1_1.mp4"));
        (await host.StoredClips.FetchAsync(new Uri(segment.VideoUrl), _home["back.mp4"], CancellationToken.None)).Sha256.ShouldBe(segment.Sha256);
        Job job = (await host.Ledger.ListJobsAsync(answer.RequestId, CancellationToken.None)).ShouldHaveSingleItem();
        job.Stills.ShouldHaveSingleItem().IsPrivate.ShouldBeTrue();
        job.TemplateId.ShouldBe((await admin.ListAsync("videoGenPromptTemplates")).Single(t => (string?)t["name"] == "motion-generic")["id"]!.ToString());
        Directory.Exists(_home["media"]).ShouldBeFalse();
        Directory.EnumerateFiles(_home["work"]).ShouldBeEmpty();
    }

    [Fact]
    public async Task While_the_CMS_is_down_a_clip_is_rendered_and_answered_and_stored_when_it_is_back()
    {
        JsonObject request = SampleOrders.Storyboard(wait: 90);
        request["project_context"] = new JsonObject { ["project_id"] = "outage", ["episode_id"] = "e1" };
        await using AgentHost host = Open();
        (await host.Services.Catalog.ReadAsync(CancellationToken.None)).Warnings.ShouldBeEmpty();
        await cms.StopAsync();

        SynthesisAnswer answer = await OrderAsync(host, request);
        answer.Warnings.Select(w => w.Code).ShouldBe([WarningCodes.CatalogOutdated]);
        VideoSegment segment = answer.VideoSegments.ShouldHaveSingleItem();
        (segment.MediaStatus, new Uri(segment.VideoUrl).Scheme).ShouldBe((MediaStatus.Pending, "file"));

        await cms.StartAsync();
        segment = await StoredAsync(host, answer.RequestId).WaitAsync(Patience);
        segment.VideoUrl.ShouldStartWith(cms.Address.AbsoluteUri);
    }

    [Fact]
    public async Task A_process_that_ends_has_delivered_its_records_linked_to_each_other()
    {
        JsonObject request = SampleOrders.Storyboard(wait: 90);
        request["project_context"] = new JsonObject { ["project_id"] = "records", ["episode_id"] = "e1" };
        string requestId;
        Job job;
        await using (AgentHost host = Open())
        {
            requestId = (await OrderAsync(host, request)).RequestId;
            job = (await host.Ledger.ListJobsAsync(requestId, CancellationToken.None)).ShouldHaveSingleItem();
        }

        using CmsAdmin admin = await cms.SignInAsync();
        JsonObject document = (await admin.ListAsync("videoGenJobs")).Single(d => (string?)d["request_id"] == requestId);
        JsonObject segment = (await admin.ListAsync("videoSegments")).Single(d => (string?)d["job_id"] == job.Id);
        JsonObject clip = (await admin.ListAsync("media")).Single(d => (string?)d["job_id"] == job.Id);
        ((string?)document["job_id"], (string?)document["status"]).ShouldBe((job.Id, "succeeded"));
        segment["generated_by"]!.ToJsonString().ShouldBe(document["id"]!.ToJsonString());
        segment["media"]!.ToJsonString().ShouldBe(clip["id"]!.ToJsonString());
    }

    [Theory]
    [InlineData("PAYLOAD_API_KEY")]
    [InlineData("VIDEOGEN_HOME")]
    [InlineData("DATABASE_URL")]
    public async Task No_published_config_makes_the_agent_send_another_secret_to_fal(string variable)
    {
        using CmsAdmin admin = await cms.SignInAsync();
        JsonObject config = (await admin.ListAsync("videoGenProviderConfigs")).Single(d => (string?)d["provider"] == "fal-ai");
        await admin.PatchAsync("videoGenProviderConfigs", config["id"]!, new JsonObject { ["credentials_ref"] = variable, ["_status"] = "published" });
        try
        {
            await using AgentHost host = Open();
            Problem problem = (await host.Services.Providers["fal-ai"].CheckAsync(CancellationToken.None)).ShouldHaveSingleItem();
            problem.Message.ShouldStartWith($"credentials_ref or text_credentials_ref of the provider config names {variable}, ");
            problem.ToString().ShouldNotContain(Secret);
        }
        finally
        {
            await admin.PatchAsync("videoGenProviderConfigs", config["id"]!, new JsonObject { ["credentials_ref"] = config["credentials_ref"]!.DeepClone(), ["_status"] = "published" });
        }
    }

    private static async Task<VideoSegment> StoredAsync(AgentHost host, string requestId)
    {
        while (true)
        {
            Answer<SynthesisAnswer> answer = await host.Segments.GetAsync(requestId, TimeSpan.FromSeconds(10), null, CancellationToken.None);
            VideoSegment segment = ((Answer<SynthesisAnswer>.Given)answer).Value.VideoSegments.ShouldHaveSingleItem();
            if (segment.MediaStatus is MediaStatus.Stored)
            {
                return segment;
            }

            await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System);
        }
    }

    private static async Task<SynthesisAnswer> OrderAsync(AgentHost host, JsonObject request) =>
        await host.Segments.SynthesizeAsync(new SynthesisCall(Encoding.UTF8.GetBytes(request.ToJsonString())), null, CancellationToken.None) switch
        {
            Answer<SynthesisAnswer>.Given given => given.Value,
            Answer<SynthesisAnswer>.Refused refused => throw new InvalidOperationException(string.Join(' ', refused.Refusal.Problems)),
            _ => throw new InvalidOperationException(),
        };

    private AgentHost Open()
    {
        var settings = new Settings
        {
            Home = _home.Path,
            Provider = "animatic",
            Payload = new PayloadSettings { Url = cms.Address.AbsoluteUri, Attempts = 1, CatalogCacheSeconds = 0 },
        };
        return new AgentHost(settings, TimeProvider.System, NullLogger.Instance, name => name switch
        {
            "PAYLOAD_API_KEY" => CmsServer.Key,
            "DATABASE_URL" => $"postgres://agent:{Secret}@localhost/other",
            "VIDEOGEN_HOME" => _home.Path,
            _ => null,
        });
    }
}
