using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using VideoGen.Contract;
using VideoGen.Fal;
using VideoGen.FalSimulation.Tests.Rig;
using VideoGen.FalSimulation.Truth;
using VideoGen.Host.Configuration;
using VideoGen.Jobs;
using VideoGen.Providers;
using VideoGen.Server.Tests.Rig;

namespace VideoGen.Server.Tests.Paid;

public sealed class InvocationTests
{
    [Theory]
    [InlineData("")]
    [InlineData("sync-queue-answer")]
    public async Task The_blocking_endpoint_delivers_also_when_it_answers_with_a_queue_answer(string behaviour)
    {
        await using PaidPath path = await PaidPath.StartAsync(behaviour, fal: f => f with { Invocation = FalInvocation.Sync });
        SynthesisAnswer answer = await path.OrderAsync(new Order(2));
        answer.VideoSegments.Length.ShouldBe(2);
        path.Truth.Jobs.Count.ShouldBe(2);
        path.Truth.Jobs.ShouldAllBe(j => j.WebhookUrl == null);
        answer.Cost.BilledUsd.ShouldBe(path.Truth.BilledUsd);
    }

    [Fact]
    public async Task A_blocking_call_that_is_cut_is_found_in_the_history()
    {
        await using PaidPath path = await PaidPath.StartAsync("sync-lost", fal: f => f with { Invocation = FalInvocation.Sync, FrameTransfer = FalFrameTransfer.Upload }, manual: true);
        var watch = new ProgressWatch();
        Task<SynthesisAnswer> call = path.OrderAsync(watch: watch);
        await watch.UntilAsync(JobState.SubmissionUnknown);
        (await path.PassAsync(TimeSpan.FromSeconds(10))).VideoSegments.ShouldHaveSingleItem();
        await call;
        path.Truth.JobsCreated.ShouldBe(1);
    }

    [Fact]
    public async Task A_failure_of_the_blocking_endpoint_is_told_like_any_other()
    {
        await using PaidPath path = await PaidPath.StartAsync("fail=content_policy_violation", fal: f => f with { Invocation = FalInvocation.Sync });
        (await path.OrderAsync()).FailedSegments.ShouldHaveSingleItem().Error.ShouldBe(FailureError.ContentRejected);
    }

    [Fact]
    public async Task An_uploaded_picture_is_uploaded_once_over_two_requests()
    {
        await using PaidPath path = await PaidPath.StartAsync(fal: f => f with { FrameTransfer = FalFrameTransfer.Upload });
        (await path.OrderAsync(new Order(2))).VideoSegments.Length.ShouldBe(2);
        (await path.OrderAsync(new Order { Words = "Another lamp." })).VideoSegments.ShouldHaveSingleItem();
        path.Count(TruthKind.Uploaded).ShouldBe(1);
        path.Truth.Jobs.ShouldAllBe(j => j.Payload.Contains("/media/"));
    }

    [Fact]
    public async Task A_picture_with_an_address_of_its_own_is_sent_by_address()
    {
        await using PaidPath path = await PaidPath.StartAsync(fal: f => f with { FrameTransfer = FalFrameTransfer.Address });
        using var http = new HttpClient();
        using var begin = new HttpRequestMessage(HttpMethod.Post, $"{path.Fal.Addresses.Rest}/storage/upload/initiate?storage_type=fal-cdn-v3")
        {
            Content = new StringContent("""{"content_type":"image/png","file_name":"still.png"}""", new MediaTypeHeaderValue("application/json")),
        };
        begin.Headers.TryAddWithoutValidation("Authorization", "Key other:other-secret");
        using HttpResponseMessage begun = await http.SendAsync(begin);
        JsonNode places = JsonNode.Parse(await begun.Content.ReadAsStringAsync())!;
        using var picture = new ByteArrayContent(TestPicture.Png(1280, 720));
        picture.Headers.ContentType = new MediaTypeHeaderValue("image/png");
        (await http.PutAsync((string)places["upload_url"]!, picture)).EnsureSuccessStatusCode();
        string address = (string)places["file_url"]!;
        (await path.OrderAsync(new Order { ImageUrl = address })).VideoSegments.ShouldHaveSingleItem();
        path.Truth.Jobs.ShouldHaveSingleItem().Payload.ShouldContain(address);
    }

    [Theory]
    [InlineData("ok")]
    [InlineData("requested")]
    [InlineData("success-true")]
    [InlineData("success-false")]
    [InlineData("not-found")]
    [InlineData("completed")]
    public async Task Cancelling_says_what_became_of_the_job(string reply)
    {
        await using PaidPath path = await PaidPath.StartAsync($"stuck,cancel={reply}");
        SynthesisAnswer before = await path.OrderAsync(new Order { Wait = 0 });
        var watch = new ProgressWatch();
        using var wait = new CancellationTokenSource();
        Task waiting = path.Agent.Segments.GetAsync(before.RequestId, TimeSpan.FromSeconds(90), watch, wait.Token).AsTask();
        await watch.Told.UntilAsync(p => p.State is JobState.Queued or JobState.Running);
        await wait.CancelAsync();
        await waiting.ContinueWith(_ => { }, TaskScheduler.Default);
        Task<VideoGen.Synthesis.Answer<SynthesisAnswer>> cancelling = path.Agent.Segments.CancelAsync(before.RequestId, CancellationToken.None).AsTask();
        SynthesisAnswer after = ((VideoGen.Synthesis.Answer<SynthesisAnswer>.Given)await cancelling).Value;
        after.FailedSegments.ShouldHaveSingleItem().Error.ShouldBeOneOf(FailureError.Cancelled, FailureError.ProviderPending);
        (await path.HistoryAsync(before.RequestId)).ShouldContain(e => e.Kind == "cancel");
        path.Count(TruthKind.CancelAsked).ShouldBeGreaterThan(0);
    }
}
