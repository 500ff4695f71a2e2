using System.Collections.Immutable;
using System.Text.Json.Nodes;
using VideoGen.Contract;
using VideoGen.Jobs;
using VideoGen.Synthesis;
using VideoGen.Testing;
using VideoGen.Testing.Providers;
using VideoGen.Testing.Synthesis;

namespace VideoGen.Tests.Synthesis;

/// <summary>The same order while the first is still being made: whoever saw a timeout orders again, and must not pay twice.</summary>
public sealed class SameOrderTests : StageTest
{
    [Fact]
    public async Task The_same_order_joins_what_is_still_being_made_and_says_so()
    {
        SynthesisAnswer first = await OrderAsync(SampleOrders.Storyboard());
        await Agent.RunAsync();

        SynthesisAnswer again = await OrderAsync(SampleOrders.Storyboard(wait: 0));

        again.RequestId.ShouldBe(first.RequestId);
        (first.Replayed, again.Replayed).ShouldBe((null, true));
        first.Warnings.ShouldBeEmpty();
        Warning warning = again.Warnings.ShouldHaveSingleItem();
        warning.Code.ShouldBe("order_joined");
        warning.Message.ShouldContain(first.RequestId);
        warning.Message.ShouldContain("another_take");
        Provider.Calls.Count(c => c.Verb == "submit").ShouldBe(1);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("token:ann")]
    public async Task Another_key_joins_too_and_is_told_that_it_finds_the_request_from_now_on(string? caller)
    {
        SynthesisAnswer first = await OrderAsync(Keyed("one"), caller);
        await Agent.RunAsync();

        SynthesisAnswer again = await OrderAsync(Keyed("two"), caller);

        again.RequestId.ShouldBe(first.RequestId);
        again.Warnings.ShouldHaveSingleItem().Message.ShouldBe(
            $"The same order is still being made as request {first.RequestId}: this call joined it, nothing was ordered or spent twice. The request_key 'two' finds that request from now on: to order the same once more, set another_take to true and give a new request_key.");
        (await OrderAsync(Keyed("one"), caller)).RequestId.ShouldBe(first.RequestId);
        Provider.Calls.Count(c => c.Verb == "submit").ShouldBe(1);
    }

    /// <summary>The client's retry after a lost answer: what it joined has ended by then, and may not be bought again.</summary>
    [Theory]
    [InlineData(null, null)]
    [InlineData(null, "one")]
    [InlineData("token:ann", "one")]
    public async Task A_key_that_joined_is_answered_with_the_same_request_when_that_has_ended(string? caller, string? firstKey)
    {
        SynthesisAnswer first = await OrderAsync(Keyed(firstKey), caller);
        await Agent.RunAsync();
        await OrderAsync(Keyed("two"), caller);
        Job job = (await Agent.Ledger.ListJobsAsync(first.RequestId, CancellationToken.None)).ShouldHaveSingleItem();
        await Agent.DeliverAsync(job.Id, ScriptedProvider.DeliveryOf(job.Id));
        await Agent.RunAsync();
        (await StateAsync(job)).ShouldBe(JobState.Succeeded);
        AgentProcess next = Stage.StartProcess();

        SynthesisAnswer again = await OrderAsync(Keyed("two"), caller, next);
        Refusal other = (await CallAsync(Changed(r => (r["request_key"], r["storyboard_frames"]![0]!["description"]) = ("two", "A harbour.")), caller, next))
            .ShouldBeOfType<Answer<SynthesisAnswer>.Refused>().Refusal;

        (again.RequestId, again.Replayed, again.VideoSegments.Length).ShouldBe((first.RequestId, true, 1));
        again.Warnings.ShouldBeEmpty();
        other.Problems.ShouldHaveSingleItem().ShouldSatisfyAllConditions(p => p.Code.ShouldBe("request_key_taken"), p => p.Message.ShouldContain(first.RequestId));
        (await OrderAsync(Keyed("two"), "token:bob")).RequestId.ShouldNotBe(first.RequestId, "a key is its caller's own");
        (await OrderAsync(Keyed("three"), caller)).RequestId.ShouldNotBe(first.RequestId, "what has ended is not joined");
        Provider.Calls.Count(c => c.Verb == "submit").ShouldBe(1);
    }

    [Fact]
    public async Task From_two_processes_at_once_it_is_ordered_once()
    {
        AgentProcess other = Stage.StartProcess();

        SynthesisAnswer[] answers = await Task.WhenAll(
            Enumerable.Range(0, 8).Select(i => OrderAsync(SampleOrders.Storyboard(), process: i % 2 == 0 ? Agent : other))).WaitAsync(Limit);
        await Task.WhenAll(Agent.RunAsync(), other.RunAsync()).WaitAsync(Limit);

        answers.Select(a => a.RequestId).Distinct().ShouldHaveSingleItem();
        answers.Count(a => a.Replayed is null).ShouldBe(1);
        Provider.Calls.Count(c => c.Verb == "submit").ShouldBe(1);
    }

    [Fact]
    public async Task Another_take_is_ordered_when_it_is_asked_for()
    {
        SynthesisAnswer first = await OrderAsync(SampleOrders.Storyboard());

        SynthesisAnswer take = await OrderAsync(Changed(r => r["another_take"] = true));

        take.RequestId.ShouldNotBe(first.RequestId);
        take.Replayed.ShouldBeNull();
        take.Warnings.ShouldBeEmpty();
    }

    [Fact]
    public async Task What_has_ended_is_ordered_anew()
    {
        Job job = (await SubmittedAsync()).Single();
        Provider.Say(job.Id, Failed("Refused."));
        Time.Advance(Seconds(10));
        await Agent.RunAsync();
        (await StateAsync(job)).ShouldBe(JobState.Failed);

        (await OrderAsync(SampleOrders.Storyboard())).RequestId.ShouldNotBe(job.RequestId);
    }

    private static Dictionary<string, Action<JsonObject>> Changes => new(StringComparer.Ordinal)
    {
        ["words"] = r => r["storyboard_frames"]![0]!["description"] = "A harbour.",
        ["picture"] = r => r["generated_frames"]![0]!["image_base64"] = Convert.ToBase64String(SamplePictures.Png(640, 640)),
        ["project"] = r => r["project_context"]!["project_id"] = "other",
        ["episode"] = r => r["project_context"]!["episode_id"] = "e2",
        ["rule for failures"] = r => r["video_settings"] = new JsonObject { ["on_failure"] = "settle" },
    };

    public static TheoryData<string> Differences => [.. Changes.Keys];

    [Theory]
    [MemberData(nameof(Differences))]
    public async Task An_order_that_differs_is_another(string difference)
    {
        SynthesisAnswer first = await OrderAsync(SampleOrders.Storyboard());

        (await OrderAsync(Changed(Changes[difference]))).RequestId.ShouldNotBe(first.RequestId);
    }

    [Fact]
    public async Task Another_caller_orders_for_itself()
    {
        SynthesisAnswer first = await OrderAsync(SampleOrders.Storyboard(), caller: "token:ann");

        (await OrderAsync(SampleOrders.Storyboard(), caller: "token:bob")).RequestId.ShouldNotBe(first.RequestId);
        (await OrderAsync(SampleOrders.Storyboard(), caller: "token:ann")).RequestId.ShouldBe(first.RequestId);
    }

    [Fact]
    public async Task How_the_call_is_made_makes_no_difference()
    {
        SynthesisAnswer first = await OrderAsync(SampleOrders.Storyboard());

        SynthesisAnswer again = await OrderAsync(Changed(r =>
        {
            r["wait_seconds"] = 30;
            r["plan_hash"] = first.PlanHash;
            r["project_context"]!["trace_id"] = "t2";
            r["video_settings"] = new JsonObject { ["max_cost_usd"] = 50 };
            r["some_new_member"] = 1;
        }));

        again.RequestId.ShouldBe(first.RequestId);
    }

    [Fact]
    public async Task What_was_cancelled_is_not_joined()
    {
        Job job = (await SubmittedAsync()).Single();
        await Agent.Ledger.RequestCancelAsync(job.RequestId, Time.GetUtcNow(), CancellationToken.None);

        (await OrderAsync(SampleOrders.Storyboard())).RequestId.ShouldNotBe(job.RequestId);
    }

    [Fact]
    public async Task The_newest_requests_are_listed_with_where_they_stand()
    {
        await OrderAsync(SampleOrders.Storyboard(2), caller: "token:ann");
        SynthesisAnswer mine = await OrderAsync(SampleOrders.Storyboard(1), caller: "token:bob");

        Answer<RequestList> all = await Agent.Segments.ListAsync(null, 20, CancellationToken.None);
        Answer<RequestList> own = await Agent.Segments.ListAsync("token:bob", 20, CancellationToken.None);

        Listed(all).Select(r => r.Segments).ShouldBe([1, 2]);
        RequestSummary one = Listed(own).ShouldHaveSingleItem();
        (one.RequestId, one.Status, one.Delivered, one.ProjectId, one.CreatedAt).ShouldBe((mine.RequestId, RequestStatus.InProgress, 0, "atlas", Time.GetUtcNow()));
        one.Cost.EstimatedUsd.ShouldBe(mine.Cost.EstimatedUsd);
    }

    private static ImmutableArray<RequestSummary> Listed(Answer<RequestList> answer) => answer.ShouldBeOfType<Answer<RequestList>.Given>().Value.Requests;

    private static JsonObject Keyed(string? key) => Changed(r => r["request_key"] = key);

    private static JsonObject Changed(Action<JsonObject> change)
    {
        JsonObject request = SampleOrders.Storyboard();
        change(request);
        return request;
    }

    private async Task<SynthesisAnswer> OrderAsync(JsonObject request, string? caller = null, AgentProcess? process = null) =>
        (await CallAsync(request, caller, process)).ShouldBeOfType<Answer<SynthesisAnswer>.Given>().Value;

    private async Task<Answer<SynthesisAnswer>> CallAsync(JsonObject request, string? caller, AgentProcess? process) =>
        await (process ?? Agent).Segments.SynthesizeAsync(SampleOrders.Call(request) with { Caller = caller, Wait = TimeSpan.Zero }, null, CancellationToken.None);
}
