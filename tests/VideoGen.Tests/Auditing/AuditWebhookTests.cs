using System.Collections.Immutable;
using System.Text;
using VideoGen.Auditing;
using VideoGen.Contract;
using VideoGen.Jobs;
using VideoGen.Providers;
using VideoGen.Testing.Providers;
using VideoGen.Testing.Signatures;

namespace VideoGen.Tests.Auditing;

/// <summary>Webhooks are kept as they came, and their signatures verified where the key is public.</summary>
public sealed class AuditWebhookTests : AuditStageTest
{
    private static readonly byte[] Seed = [.. Enumerable.Range(1, 32).Select(i => (byte)i)];

    [Fact]
    public async Task A_webhook_is_kept_with_its_signature_and_key_and_verified_and_replayed()
    {
        Job job = (await SubmittedAsync())[0];
        string body = ScriptedProvider.DeliveryOf(job.Id);
        await Agent.Webhooks.TakeAsync($"{job.Id}.{job.WebhookToken}", "d1", body, CancellationToken.None, proof: Signed(body));
        await Agent.RunAsync();

        AuditReport report = await VerifyAsync(await BundleAsync(job.RequestId));

        report.Problems.ShouldBeEmpty();
        report.Notices.ShouldBeEmpty();
        (report.Signatures, report.Replayed).ShouldBe((1, 1));
    }

    [Fact]
    public async Task A_webhook_whose_body_was_changed_together_with_the_manifest_is_found_by_its_signature()
    {
        Job job = (await SubmittedAsync())[0];
        string body = ScriptedProvider.DeliveryOf(job.Id);
        await Agent.Webhooks.TakeAsync($"{job.Id}.{job.WebhookToken}", "d1", body, CancellationToken.None, proof: Signed(body));
        await Agent.RunAsync();
        string name = $"jobs/{job.Id}/webhooks/001.body";

        AuditReport report = await VerifyAsync(Forged(await BundleAsync(job.RequestId), name, text => text.Replace("request_id", "Request_id", StringComparison.Ordinal)));

        report.Problems.ShouldContain(p => p.Code == ProblemCodes.SignatureInvalid && p.Pointer == name);
    }

    [Fact]
    public async Task A_secret_signature_is_said_to_be_beyond_a_bundle()
    {
        Job job = (await SubmittedAsync())[0];
        var proof = new WebhookProof("openrouter", "hmac-sha256", ImmutableSortedDictionary<string, string>.Empty.Add("X-Signature", "t=1,v1=00"));
        await Agent.Webhooks.TakeAsync($"{job.Id}.{job.WebhookToken}", "d1", ScriptedProvider.DeliveryOf(job.Id), CancellationToken.None, proof: proof);
        await Agent.RunAsync();

        AuditReport report = await VerifyAsync(await BundleAsync(job.RequestId));

        report.Problems.ShouldBeEmpty();
        report.Notices.ShouldContain(n => n.Contains("with a secret (hmac-sha256)", StringComparison.Ordinal));
    }

    private static WebhookProof Signed(string body) => new(
        Testing.Catalog.MemoryCatalog.Provider, "ed25519",
        ImmutableSortedDictionary<string, string>.Empty.Add("X-Signature", Convert.ToHexStringLower(Libsodium.Sign(Seed, Encoding.UTF8.GetBytes(body)))),
        Convert.ToHexStringLower(Libsodium.PublicKey(Seed)));
}
