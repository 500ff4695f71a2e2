using System.Text.Json.Nodes;
using VideoGen.Access;
using VideoGen.Contract;
using VideoGen.Jobs;
using VideoGen.Records;
using VideoGen.Synthesis;
using VideoGen.Testing.Synthesis;

namespace VideoGen.Tests.Synthesis;

/// <summary>A segment has takes; one stands for its place in the film.</summary>
public sealed class TakeChoosingTests : StageTest
{
    private static readonly Caller Ann = new("token:ann", Scopes.Read | Scopes.Spend);
    private static readonly Caller Bob = new("token:bob", Scopes.Read | Scopes.Spend);

    [Fact]
    public async Task The_newest_take_stands_until_somebody_chooses_and_then_that_one()
    {
        Job first = await DeliveredAsync();
        Job second = await DeliveredAsync();
        Segment(await Agent.AnswerAsync(first.RequestId)).ShouldSatisfyAllConditions(
            s => s.Chosen.ShouldBeFalse(),
            s => s.OtherTakes!.Value.ShouldHaveSingleItem().ShouldSatisfyAllConditions(t => (t.Take, t.Chosen, t.RequestId).ShouldBe((2, true, second.RequestId)), t => t.ChosenBy.ShouldBeNull()));

        VideoSegment chosen = Segment(Given(await ChooseAsync(new(first.RequestId, "SEGMENT_1") { By = "Ann" })));
        (chosen.Chosen, chosen.ChosenBy, chosen.ChosenAt).ShouldBe((true, "Ann", Time.GetUtcNow()));
        Job third = await DeliveredAsync();

        VideoSegment newest = Segment(await Agent.AnswerAsync(third.RequestId));
        (newest.Chosen, newest.OtherTakes!.Value.Single(t => t.Chosen).Take).ShouldBe((false, 1));
        (await NotesAsync(first, "choice")).ShouldBe(["Take 1 was chosen by Ann instead of take 2."]);
        SegmentDocument record = SegmentDocument.Of(await Agent.JobAsync(first.Id))!;
        (record.Chosen, record.ChosenBy).ShouldBe((true, "Ann"));
        Directory.GetFiles(Path.Combine(Stage.Home, "media"), "*.mp4", SearchOption.AllDirectories).Length.ShouldBe(3);
    }

    [Fact]
    public async Task A_take_of_another_request_is_chosen_by_its_number()
    {
        Job first = await DeliveredAsync();
        Job second = await DeliveredAsync();

        VideoSegment segment = Segment(Given(await ChooseAsync(new(second.RequestId, "SEGMENT_1") { Take = 1 })));

        (segment.Take, segment.Chosen).ShouldBe((2, false));
        (await Agent.JobAsync(first.Id)).Choice!.By.ShouldBe("somebody on the agent's machine");
    }

    [Fact]
    public async Task A_bad_choice_has_a_name_and_changes_nothing()
    {
        Job delivered = await DeliveredAsync();
        Job pending = (await SubmittedAsync()).Single();

        Code(await ChooseAsync(new("req_none", "SEGMENT_1"))).ShouldBe(ProblemCodes.RequestUnknown);
        Code(await ChooseAsync(new(delivered.RequestId, "SEGMENT_9"))).ShouldBe(ProblemCodes.SegmentUnknown);
        Code(await ChooseAsync(new(delivered.RequestId, "SEGMENT_1") { Take = 7 })).ShouldBe(ProblemCodes.TakeUnknown);
        Code(await ChooseAsync(new(pending.RequestId, "SEGMENT_1"))).ShouldBe(ProblemCodes.TakeNotDelivered);
        Code(await ChooseAsync(new(delivered.RequestId, "SEGMENT_1") { By = new string('x', 201) })).ShouldBe(ProblemCodes.WrongLength);

        (await Agent.JobAsync(delivered.Id)).Choice.ShouldBeNull();
    }

    [Fact]
    public async Task Callers_see_and_choose_their_own_takes_and_do_not_displace_another_callers_choice()
    {
        Job ofAnn = await DeliveredAsync("token:ann");
        Job ofBob = await DeliveredAsync("token:bob");
        CallerSegments ann = For(Ann);
        CallerSegments bob = For(Bob);

        Code(await bob.ChooseAsync(new(ofAnn.RequestId, "SEGMENT_1"), default)).ShouldBe(ProblemCodes.RequestUnknown);
        Code(await bob.ChooseAsync(new(ofBob.RequestId, "SEGMENT_1") { Take = 1 }, default)).ShouldBe(ProblemCodes.TakeUnknown);
        Segment(Given(await bob.ChooseAsync(new(ofBob.RequestId, "SEGMENT_1") { By = "the queen" }, default))).ChosenBy.ShouldBe("token:bob");

        VideoSegment seen = Segment(Given(await ann.GetAsync(ofAnn.RequestId, TimeSpan.Zero, null, default)));
        (seen.Chosen, seen.OtherTakes).ShouldBe((false, null));
        Code(await ann.ChooseAsync(new(ofAnn.RequestId, "SEGMENT_1"), default)).ShouldBe(ProblemCodes.ChoiceOfAnother);
        Code(await For(Ann with { Scopes = Scopes.Read }).ChooseAsync(new(ofAnn.RequestId, "SEGMENT_1"), default)).ShouldBe(ProblemCodes.ScopeMissing);
        Segment(Given(await For(new Caller("token:op", Scopes.Operate)).ChooseAsync(new(ofAnn.RequestId, "SEGMENT_1"), default))).Chosen.ShouldBeTrue();
    }

    private CallerSegments For(Caller caller) => new(Agent.Segments, Agent.Ledger, caller);

    private Task<Answer<SynthesisAnswer>> ChooseAsync(TakeCall call) => Agent.Segments.ChooseAsync(call, default).AsTask();

    private async Task<Job> DeliveredAsync(string? caller = null)
    {
        JsonObject request = SampleOrders.Storyboard();
        request["another_take"] = true;
        string id = Given(await Agent.Segments.SynthesizeAsync(SampleOrders.Call(request) with { Caller = caller }, null, default)).RequestId;
        Job job = (await Agent.Ledger.ListJobsAsync(id, default)).Single();
        Provider.Finish(job.Id);
        await Agent.RunAsync();
        await Agent.AdvanceAsync(Seconds(20));
        return await Agent.JobAsync(job.Id);
    }

    private static VideoSegment Segment(SynthesisAnswer answer) => answer.VideoSegments.ShouldHaveSingleItem();

    private static SynthesisAnswer Given(Answer<SynthesisAnswer> answer) => answer.ShouldBeOfType<Answer<SynthesisAnswer>.Given>().Value;

    private static string Code(Answer<SynthesisAnswer> answer) => answer.ShouldBeOfType<Answer<SynthesisAnswer>.Refused>().Refusal.Problems.ShouldHaveSingleItem().Code;
}
