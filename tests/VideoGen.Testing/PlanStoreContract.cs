using System.Text;
using Shouldly;
using VideoGen.Jobs;
using Xunit;

namespace VideoGen.Testing;

/// <summary>The promises of <see cref="IPlanStore"/> as tests. A store proves itself by a test class that derives from this one.</summary>
public abstract class PlanStoreContract
{
    private static readonly DateTimeOffset Start = Samples.Start;

    /// <summary>The store, empty at the first call of a test.</summary>
    protected abstract IPlanStore Open();

    [Fact]
    public async Task A_plan_is_found_by_its_caller_and_hash_as_it_was_kept()
    {
        IPlanStore store = Open();
        KeptPlan plan = Plan("k1") with { Caller = "token:ann", LocalFolder = "/stills" };
        await store.KeepAsync(plan, default);

        KeptPlan found = (await store.FindAsync("token:ann", "hash", Start, default)).ShouldHaveSingleItem();

        (found.Caller, found.PlanHash, found.RequestKey, found.LocalFolder, found.PlannedAt).ShouldBe((plan.Caller, plan.PlanHash, plan.RequestKey, plan.LocalFolder, plan.PlannedAt));
        found.Request.ToArray().ShouldBe(plan.Request.ToArray());
        (await store.FindAsync(null, "hash", Start, default)).ShouldBeEmpty();
        (await store.FindAsync("token:bob", "hash", Start, default)).ShouldBeEmpty();
        (await store.FindAsync("token:ann", "other", Start, default)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_plan_is_kept_for_a_day_from_the_last_time_it_was_made()
    {
        IPlanStore store = Open();
        await store.KeepAsync(Plan("k1"), default);
        await store.KeepAsync(Plan("k1") with { PlannedAt = Start.AddHours(20) }, default);

        (await store.FindAsync(null, "hash", Start.AddHours(43), default)).ShouldHaveSingleItem();
        (await store.FindAsync(null, "hash", Start.AddHours(44), default)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Plans_of_one_hash_are_told_apart_by_their_key()
    {
        IPlanStore store = Open();
        await store.KeepAsync(Plan("k1"), default);
        await store.KeepAsync(Plan("k2") with { PlannedAt = Start.AddSeconds(1) }, default);

        (await store.FindAsync(null, "hash", Start.AddSeconds(2), default)).Select(p => p.RequestKey).ShouldBe(["k2", "k1"]);
    }

    [Fact]
    public async Task The_oldest_of_a_caller_make_room_and_nobody_elses()
    {
        IPlanStore store = Open();
        await store.KeepAsync(Plan("of-bob") with { Caller = "token:bob" }, default);
        for (int i = 0; i < KeptPlan.MostOfCaller + 3; i++)
        {
            await store.KeepAsync(Plan($"k{i}") with { PlannedAt = Start.AddSeconds(i) }, default);
        }

        (await store.FindAsync(null, "hash", Start.AddHours(1), default)).Select(p => p.RequestKey)
            .ShouldBe(Enumerable.Range(3, KeptPlan.MostOfCaller).Reverse().Select(i => $"k{i}"));
        (await store.FindAsync("token:bob", "hash", Start, default)).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Large_requests_make_room_sooner()
    {
        IPlanStore store = Open();
        byte[] large = new byte[KeptPlan.MostBytesOfCaller / 2];
        for (int i = 0; i < 3; i++)
        {
            await store.KeepAsync(Plan($"k{i}") with { Request = large, PlannedAt = Start.AddSeconds(i) }, default);
        }

        (await store.FindAsync(null, "hash", Start.AddHours(1), default)).Select(p => p.RequestKey).ShouldBe(["k2", "k1"]);
    }

    private static KeptPlan Plan(string key) => new() { PlanHash = "hash", RequestKey = key, Request = Encoding.UTF8.GetBytes("{}"), PlannedAt = Start };
}
