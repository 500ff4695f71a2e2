using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using VideoGen.Auditing;
using VideoGen.Contract;
using VideoGen.Frames;
using VideoGen.Jobs;
using VideoGen.Providers;
using VideoGen.Synthesis;
using VideoGen.Testing;
using VideoGen.Testing.Providers;
using VideoGen.Testing.Synthesis;

namespace VideoGen.Tests.Auditing;

/// <summary>A bundle is given to strangers: no secret of an address gets into any of its files, and it still holds.</summary>
public sealed class AuditSecretsTests : AuditStageTest
{
    private const string Secret = "topsecret";

    [Fact]
    public async Task No_secret_and_no_kept_path_gets_into_a_bundle()
    {
        Provider.OnPrepare = order => new PrepareResult.Ready(new JsonObject { ["prompt"] = order.Prompt, ["image"] = "data:image/png;base64,iVBORw0KGgoAAAANSUhEUg", ["u"] = "https://files.example/a.png?x=1&signature=topsecret1" }.ToJsonString());
        Provider.OnSubmit = s => new SubmitResult.Accepted(ScriptedProvider.JobOf(s.JobId) with { StatusUrl = new Uri("https://queue.example/1?api_key=topsecret2") }) { Response = """{"access_token":"topsecret3"}""" };
        Job job = await DeliveredAsync();

        string all = Encoding.UTF8.GetString(await BundleAsync(job.RequestId));

        all.ShouldNotContain("topsecret");
        all.ShouldNotContain(job.WebhookToken ?? "no token");
        all.ShouldNotContain("iVBORw0KGgoAAAANSUhEUg");
        all.ShouldNotContain(Path.Combine(Stage.Home, "pictures"));
    }

    [Fact]
    public async Task The_signature_of_a_still_and_the_paths_of_a_chain_are_in_no_file()
    {
        Provider.OnPrepare = order => new PrepareResult.Ready(new JsonObject { ["prompt"] = order.Prompt, ["image_url"] = order.Stills[0].Source }.ToJsonString());
        Provider.OnSubmit = s => new SubmitResult.Accepted(ScriptedProvider.JobOf(s.JobId)) { Response = $$$"""{"echo":"https://bucket.example/a.png?v=1\u0026X-Amz-Signature={{{Secret}}}"}""" };
        Job[] jobs = await OrderedAsync(Signed(SampleOrders.Scene(3, "chain")));
        foreach (Job job in jobs)
        {
            Provider.Say(job.Id, new JobStatus.Unreachable($"https://queue.example/1?token={Secret} did not answer."), new JobStatus.Succeeded(ScriptedProvider.ClipOf(job.Id)));
            await Agent.AdvanceAsync(Seconds(60));
            (await StateAsync(job)).ShouldBe(JobState.Succeeded);
        }

        jobs[0].Stills[0].Source.ShouldContain(Secret);
        (await Agent.JobAsync(jobs[0].Id)).Clip!.LastFrame.ShouldNotBeNull();
        byte[] bundle = await BundleAsync(jobs[0].RequestId);

        foreach ((string name, byte[] bytes) in Entries(bundle))
        {
            string text = Encoding.UTF8.GetString(bytes);
            text.ShouldNotContain(Secret, customMessage: name);
            text.ShouldNotContain(Path.Combine(Stage.Home, "pictures"), customMessage: name);
        }

        AuditReport report = await VerifyAsync(bundle);
        report.Problems.ShouldBeEmpty();
        report.Notices.ShouldHaveSingleItem().ShouldStartWith("request.json: secrets of signed addresses");
        report.Replayed.ShouldBe(2);
    }

    [Fact]
    public async Task Words_of_a_request_that_look_like_a_secret_stay_and_its_hashes_are_made_again()
    {
        JsonObject request = SampleOrders.Scene(2, "none");
        request["storyboard_frames"]![0]!["description"] = "Basic understanding: a Key lighthouse-keeper waves.";
        Job[] jobs = await OrderedAsync(request);

        byte[] bundle = await BundleAsync(jobs[0].RequestId);

        Encoding.UTF8.GetString(Entries(bundle)["request.json"]).ShouldContain("Basic understanding: a Key lighthouse-keeper waves.");
        AuditReport report = await VerifyAsync(bundle);
        report.Problems.ShouldBeEmpty();
        report.Notices.ShouldBeEmpty();
    }

    private static JsonObject Signed(JsonObject request)
    {
        request["generated_frames"] = new JsonArray([.. request["generated_frames"]!.AsArray().Select(frame => new JsonObject
        {
            ["frame_id"] = (string)frame!["frame_id"]!,
            ["image_url"] = $"https://bucket.example/{(string)frame["frame_id"]!}.png?v=1&X-Amz-Credential={Secret}&X-Amz-Signature={Secret}",
        })]);
        return request;
    }

    private async Task<Job[]> OrderedAsync(JsonObject request)
    {
        var limits = new PictureLimits();
        using var pictures = new PictureFetcher(limits, Time, new ScriptedHandler(_ => new(HttpStatusCode.OK) { Content = new ByteArrayContent(SamplePictures.Png()) }));
        AgentServices services = Agent.Services with { Stills = new StillReader(pictures, new PictureStore(Path.Combine(Stage.Home, "pictures")), limits) };
        Answer<SynthesisAnswer> answer = await new VideoSegments(services, Agent.Schedule).SynthesizeAsync(SampleOrders.Call(request), null, CancellationToken.None);
        Job[] jobs = [.. await Agent.Ledger.ListJobsAsync(answer.ShouldBeOfType<Answer<SynthesisAnswer>.Given>().Value.RequestId, CancellationToken.None)];
        await Agent.RunAsync();
        return jobs;
    }
}
