using System.Collections.Immutable;
using VideoGen.Jobs;
using VideoGen.Ledger.Sqlite;
using VideoGen.Providers;
using VideoGen.Testing;

namespace VideoGen.Ledger.Tests;

/// <summary>Deliveries stay with what proved them, beside the work that they cause.</summary>
public sealed class WebhookHistoryTests : IDisposable
{
    private readonly TestFolder _folder = new();

    [Fact]
    public async Task A_delivery_is_listed_with_its_proof_before_and_after_it_is_dealt_with()
    {
        await using var ledger = new SqliteLedger(new SqliteLedgerOptions(_folder["ledger.db"]), TimeProvider.System);
        NewRequest request = Samples.Request(segments: 1);
        Job job = request.Jobs[0];
        await ledger.CreateAsync(request, default);
        var proof = new WebhookProof("fal-ai", "ed25519", ImmutableSortedDictionary<string, string>.Empty.Add("X-Signature", "00"), "key");
        WebhookDelivery signed = Samples.Delivery("d1", job.Id) with { Proof = proof };
        WebhookDelivery unsigned = Samples.Delivery("d2", job.Id, signed.ReceivedAt.AddSeconds(1));

        (await ledger.ReceiveAsync(signed, default)).ShouldBe(ReceiveResult.Kept);
        (await ledger.ReceiveAsync(signed, default)).ShouldBe(ReceiveResult.Repeated);
        await ledger.ReceiveAsync(unsigned, default);

        ClaimedJob claimed = (await ledger.ClaimAsync(job.Id, "a", Samples.Start, Samples.Start.AddMinutes(1), wake: true, default))!;
        claimed.Deliveries.Select(d => d.Id).ShouldBe(["d1", "d2"]);
        await ledger.CommitAsync(Samples.Step(claimed.Job, JobState.Succeeded) with { Handled = ["d1", "d2"] }, default);
        ImmutableArray<WebhookDelivery> listed = await ledger.ListDeliveriesAsync(job.Id, default);
        listed.Select(d => (d.Id, d.Body, d.ReceivedAt)).ShouldBe([("d1", signed.Body, signed.ReceivedAt), ("d2", unsigned.Body, unsigned.ReceivedAt)]);
        listed[0].Proof!.Headers.ShouldBe(proof.Headers);
        (listed[0].Proof!.Provider, listed[0].Proof!.Scheme, listed[0].Proof!.Key).ShouldBe(("fal-ai", "ed25519", "key"));
        listed[1].Proof.ShouldBeNull();
    }

    public void Dispose() => _folder.Dispose();
}
