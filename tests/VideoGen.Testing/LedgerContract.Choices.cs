using Shouldly;
using VideoGen.Jobs;
using Xunit;

namespace VideoGen.Testing;

public abstract partial class LedgerContract
{
    [Fact]
    public async Task Takes_of_a_place_are_listed_by_number_without_what_was_sent()
    {
        Job first = await DeliveredAsync("a", 1);
        Job second = await DeliveredAsync("b", 2);
        await CreateAsync("c");

        var takes = await Ledger.ListTakesAsync(first.Place, Ct);

        takes.Select(t => (t.Id, t.Clip!.Take, t.Payload)).ShouldBe([(first.Id, 1, null), (second.Id, 2, null)]);
        (await Ledger.ListTakesAsync(first.Place with { EpisodeId = "other" }, Ct)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_choice_is_in_the_job_its_history_and_the_outbox_and_takes_the_place_of_the_one_before()
    {
        Job first = await DeliveredAsync("a", 1);
        Job second = await DeliveredAsync("b", 2);
        var ann = new TakeChoice("ann", Now);
        var bob = new TakeChoice("bob", Now.AddMinutes(1));

        (await Ledger.ChooseTakeAsync(first.Id, ann, Ct)).ShouldBeTrue();
        (await JobAsync(first.Id)).Choice.ShouldBe(ann);
        await TakeOutAllAsync();

        (await Ledger.ChooseTakeAsync(second.Id, bob, Ct)).ShouldBeTrue();

        (await JobAsync(first.Id)).Choice.ShouldBeNull();
        (await JobAsync(second.Id)).Choice.ShouldBe(bob);
        (await Ledger.ListEventsAsync(first.Id, Ct)).Where(e => e.Kind == "choice").Select(e => e.Message).ShouldBe(
            ["Take 1 was chosen by ann instead of take 2.", "Take 2 was chosen by bob instead of this one."]);
        (await Ledger.ListEventsAsync(second.Id, Ct)).Where(e => e.Kind == "choice").Select(e => (e.Message, e.At)).ShouldBe([("Take 2 was chosen by bob instead of take 1.", bob.At)]);
        (await OutboxOf(Ledger).TakeAsync("s1", Now.AddHours(1), Now.AddHours(2), 10, Ct)).Select(d => d.Job.Id).Order(StringComparer.Ordinal).ShouldBe([first.Id, second.Id]);
        PlaceTakes.ChosenOf(await Ledger.ListTakesAsync(first.Place, Ct))!.Id.ShouldBe(second.Id);
    }

    [Fact]
    public async Task What_is_chosen_already_is_not_there_or_has_no_clip_is_not_chosen()
    {
        Job first = await DeliveredAsync("a", 1);
        await CreateAsync("b");
        await Ledger.ChooseTakeAsync(first.Id, new TakeChoice("ann", Now), Ct);

        (await Ledger.ChooseTakeAsync(first.Id, new TakeChoice("bob", Now), Ct)).ShouldBeFalse();
        (await Ledger.ChooseTakeAsync("job_none", new TakeChoice("bob", Now), Ct)).ShouldBeFalse();
        (await Ledger.ChooseTakeAsync("job_b_0", new TakeChoice("bob", Now), Ct)).ShouldBeFalse();
        (await JobAsync(first.Id)).Choice!.By.ShouldBe("ann");
        (await JobAsync("job_b_0")).Version.ShouldBe(1);
    }

    [Fact]
    public async Task Of_choices_at_once_one_stands()
    {
        var other = await OpenAnotherAsync();
        Job[] takes = [await DeliveredAsync("a", 1), await DeliveredAsync("b", 2), await DeliveredAsync("c", 3)];

        await Task.WhenAll(Enumerable.Range(0, 12).Select(async i =>
            await (i % 2 == 0 ? Ledger : other).ChooseTakeAsync(takes[i % 3].Id, new TakeChoice($"p{i}", Now.AddSeconds(i)), Ct)));

        (await Ledger.ListTakesAsync(takes[0].Place, Ct)).Count(t => t.Choice is not null).ShouldBe(1);
    }

    [Fact]
    public async Task Without_a_choice_the_newest_stands_and_a_paid_one_before_a_free_one()
    {
        Job paid = await DeliveredAsync("a", 1);
        Job free = await DeliveredAsync("b", 2, billed: 0);

        PlaceTakes.ChosenOf(await Ledger.ListTakesAsync(paid.Place, Ct))!.Id.ShouldBe(paid.Id);
        Job newer = await DeliveredAsync("c", 3);
        PlaceTakes.ChosenOf(await Ledger.ListTakesAsync(paid.Place, Ct))!.Id.ShouldBe(newer.Id);
        free.IsFree.ShouldBeTrue();
    }

    private async Task<Job> DeliveredAsync(string name, int take, decimal billed = 0.4m)
    {
        Job planned = (await CreateAsync(name, 1))[0];
        await Ledger.ReserveTakeAsync(planned, 0, Ct);
        Job delivered = planned with
        {
            ReservedUsd = 0,
            BilledUsd = billed,
            Price = billed is 0 ? new() : planned.Price,
            Payload = "{}",
            Clip = Samples.Clip() with { Take = take, Stored = true, Path = $"projects/take{take}.mp4" },
        };
        (await Ledger.CommitAsync(Samples.Step(delivered, JobState.Succeeded), Ct)).ShouldBeTrue();
        return await JobAsync(planned.Id);
    }

    private async Task TakeOutAllAsync()
    {
        var outbox = OutboxOf(Ledger);
        foreach (var due in await outbox.TakeAsync("s1", Now.AddHours(1), Now.AddHours(2), 10, Ct))
        {
            await outbox.MarkDeliveredAsync(due.Job.Id, "s1", due.Revision, Now, Ct);
        }
    }
}
