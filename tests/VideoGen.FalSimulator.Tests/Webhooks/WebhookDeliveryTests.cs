using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using VideoGen.FalSimulation.Tests.Rig;
using VideoGen.FalSimulation.Truth;
using VideoGen.Testing.Signatures;

namespace VideoGen.FalSimulation.Tests.Webhooks;

public sealed class WebhookDeliveryTests
{
    [Fact]
    public async Task Success_carries_the_output_and_a_valid_signature()
    {
        await using SimulatorRig rig = await SimulatorRig.StartAsync();
        string id = await rig.CompleteAsync(webhook: true);
        WebhookCatcher.Caught caught = rig.Hooks.All.Single();
        caught.Header("Content-Type").ShouldBe("application/json");
        caught.Header("X-Fal-Webhook-Request-Id").ShouldBe(id);
        caught.Query.ShouldBe("?token=a%20b");
        (await VerifiesAsync(rig, caught)).ShouldBeTrue();
        JsonNode body = JsonNode.Parse(caught.Body)!;
        body["status"]!.ToString().ShouldBe("OK");
        body["gateway_request_id"]!.ToString().ShouldBe(id);
        body["payload"]!.ToJsonString().ShouldBe((await rig.ResultAsync(id)).Body!.ToJsonString());
        Timestamp(caught).ShouldBe(rig.Clock.GetUtcNow().ToUnixTimeSeconds());
    }

    [Fact]
    public async Task Failure_carries_the_error_body()
    {
        await using SimulatorRig rig = await SimulatorRig.StartAsync();
        await rig.CompleteAsync("fail", webhook: true);
        JsonNode body = JsonNode.Parse(rig.Hooks.All.Single().Body)!;
        body["status"]!.ToString().ShouldBe("ERROR");
        body["error"]!.ToString().ShouldBe("Invalid status code: 422");
        body["payload"]!["detail"]![0]!["type"]!.ToString().ShouldBe("content_policy_violation");
    }

    [Fact]
    public async Task A_refused_delivery_is_repeated_with_growing_pauses_and_fresh_signatures()
    {
        await using SimulatorRig rig = await SimulatorRig.StartAsync();
        rig.Hooks.Answers.Enqueue(500);
        rig.Hooks.Answers.Enqueue(404);
        string id = await rig.CompleteAsync(webhook: true);
        rig.Hooks.All.Count.ShouldBe(1);
        await rig.AdvanceAsync(9);
        rig.Hooks.All.Count.ShouldBe(1);
        await rig.AdvanceAsync(1);
        rig.Hooks.All.Count.ShouldBe(2);
        await rig.AdvanceAsync(30);
        rig.Hooks.All.Count.ShouldBe(3);
        await rig.AdvanceAsync(100_000);
        rig.Hooks.All.Count.ShouldBe(3);
        WebhookCatcher.Caught last = rig.Hooks.All.Last();
        (Timestamp(last) - Timestamp(rig.Hooks.All.First())).ShouldBe(40);
        (await VerifiesAsync(rig, last)).ShouldBeTrue();
        TruthJob job = rig.Truth.Job(id)!;
        (job.WebhooksSent, job.WebhooksAccepted).ShouldBe((3, 1));
    }

    [Fact]
    public async Task After_the_last_pause_it_is_given_up()
    {
        await using SimulatorRig rig = await SimulatorRig.StartAsync();
        for (int answer = 0; answer < 20; answer++)
        {
            rig.Hooks.Answers.Enqueue(503);
        }

        await rig.CompleteAsync(webhook: true);
        for (int round = 0; round < 20; round++)
        {
            await rig.AdvanceAsync(1800);
        }

        rig.Hooks.All.Count.ShouldBe(11);
    }

    [Fact]
    public async Task A_redirect_ends_the_attempts()
    {
        await using SimulatorRig rig = await SimulatorRig.StartAsync();
        rig.Hooks.Answers.Enqueue(302);
        await rig.CompleteAsync(webhook: true);
        await rig.AdvanceAsync(100_000);
        rig.Hooks.All.Count.ShouldBe(1);
    }

    [Theory]
    [InlineData("webhook-wrong-signature", false, true)]
    [InlineData("webhook-tampered", false, true)]
    [InlineData("webhook-unsigned", false, false)]
    [InlineData("webhook-stale=400", true, true)]
    [InlineData("webhook-wrong-id", true, true)]
    [InlineData("webhook-html", true, true)]
    [InlineData("webhook-huge=100000", true, true)]
    public async Task Forged_and_odd_deliveries(string behaviour, bool verifies, bool signed)
    {
        await using SimulatorRig rig = await SimulatorRig.StartAsync();
        string id = await rig.CompleteAsync(behaviour, webhook: true);
        WebhookCatcher.Caught caught = rig.Hooks.All.Single();
        (caught.Header("X-Fal-Webhook-Signature") is not null).ShouldBe(signed);
        (await VerifiesAsync(rig, caught)).ShouldBe(verifies);
        if (behaviour.StartsWith("webhook-stale", StringComparison.Ordinal))
        {
            (rig.Clock.GetUtcNow().ToUnixTimeSeconds() - Timestamp(caught)).ShouldBe(400);
        }
        else if (behaviour == "webhook-wrong-id")
        {
            caught.Header("X-Fal-Webhook-Request-Id").ShouldNotBe(id);
        }
        else if (behaviour.StartsWith("webhook-huge", StringComparison.Ordinal))
        {
            caught.Body.Length.ShouldBeGreaterThan(100_000);
        }
    }

    [Fact]
    public async Task Duplicates_late_ones_and_missing_ones()
    {
        await using SimulatorRig rig = await SimulatorRig.StartAsync();
        await rig.CompleteAsync("webhook-missing", webhook: true);
        rig.Truth.Events.ShouldContain(static entry => entry.Kind == TruthKind.WebhookDropped);
        await rig.CompleteAsync("webhook-duplicate=3", webhook: true);
        rig.Hooks.All.Count.ShouldBe(3);
        await rig.CompleteAsync("webhook-late", webhook: true);
        await rig.AdvanceAsync(300);
        rig.Hooks.All.Count.ShouldBe(3);
        await rig.AdvanceAsync(1);
        rig.Hooks.All.Count.ShouldBe(4);
    }

    [Fact]
    public async Task Payload_null_and_an_error_that_is_none()
    {
        await using SimulatorRig rig = await SimulatorRig.StartAsync();
        string id = await rig.CompleteAsync("webhook-payload-null", webhook: true);
        JsonNode missing = JsonNode.Parse(rig.Hooks.All.First().Body)!;
        (missing["status"]!.ToString(), missing["payload"]).ShouldBe(("OK", null));
        missing["payload_error"].ShouldNotBeNull();
        (await rig.ResultAsync(id)).Status.ShouldBe(200);

        id = await rig.CompleteAsync("webhook-error-404", webhook: true);
        JsonNode wrong = JsonNode.Parse(rig.Hooks.All.Last().Body)!;
        (wrong["status"]!.ToString(), wrong["payload"], wrong["error"]!.ToString()).ShouldBe(("ERROR", null, "Invalid status code: 404"));
        (await rig.ResultAsync(id)).Status.ShouldBe(200);
    }

    [Fact]
    public async Task A_webhook_can_come_before_the_submit_is_answered()
    {
        await using SimulatorRig rig = await SimulatorRig.StartAsync();
        JsonObject submitted = await rig.SubmitAsync("instant,webhook-early", webhook: true);
        JsonNode.Parse(rig.Hooks.All.Single().Body)!["request_id"]!.ToString().ShouldBe(submitted["request_id"]!.ToString());
    }

    [Fact]
    public async Task The_first_signature_can_be_repeated()
    {
        await using SimulatorRig rig = await SimulatorRig.StartAsync();
        rig.Hooks.Answers.Enqueue(500);
        await rig.CompleteAsync("webhook-same-signature", webhook: true);
        await rig.AdvanceAsync(10);
        rig.Hooks.All.Select(static caught => caught.Header("X-Fal-Webhook-Signature")).Distinct().Count().ShouldBe(1);
        rig.Hooks.All.Count.ShouldBe(2);
    }

    [Fact]
    public async Task Private_targets_can_be_dropped()
    {
        await using SimulatorRig rig = await SimulatorRig.StartAsync(static options => options with { DropPrivateWebhooks = true });
        await rig.CompleteAsync(webhook: true);
        rig.Hooks.All.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_rotated_key_signs_and_is_published()
    {
        await using SimulatorRig rig = await SimulatorRig.StartAsync(static options => options with { PadKeySet = true });
        string before = (await rig.GetAsync("rest/.well-known/jwks.json")).Body!.ToJsonString();
        before.ShouldBe("""{"keys":[{"kty":"OKP","crv":"Ed25519","x":"A6EHv_POEL4dcN0Y50vAmWfk1jCbpQ1fHdyGZBJVMbg="}]}""");
        rig.Simulator.RotateWebhookKey(new string('1', 64), keepOld: true);
        (await rig.GetAsync("rest/.well-known/jwks.json")).Body!["keys"]!.AsArray().Count.ShouldBe(2);
        rig.Simulator.RotateWebhookKey(new string('2', 64));
        await rig.CompleteAsync(webhook: true);
        (await VerifiesAsync(rig, rig.Hooks.All.Single())).ShouldBeTrue();
    }

    private static long Timestamp(WebhookCatcher.Caught caught) => long.Parse(caught.Header("X-Fal-Webhook-Timestamp")!, CultureInfo.InvariantCulture);

    /// <summary>The documented steps, with another implementation of Ed25519 than the signer's.</summary>
    private static async Task<bool> VerifiesAsync(SimulatorRig rig, WebhookCatcher.Caught caught)
    {
        if (caught.Header("X-Fal-Webhook-Signature") is not { } signature)
        {
            return false;
        }

        string hash = Convert.ToHexStringLower(SHA256.HashData(caught.Body));
        byte[] message = Encoding.UTF8.GetBytes(
            $"{caught.Header("X-Fal-Webhook-Request-Id")}\n{caught.Header("X-Fal-Webhook-User-Id")}\n{caught.Header("X-Fal-Webhook-Timestamp")}\n{hash}");
        JsonNode keys = (await rig.GetAsync("rest/.well-known/jwks.json")).Body!;
        return keys["keys"]!.AsArray().Any(key =>
            Libsodium.Verify(Base64Url.DecodeFromChars(key!["x"]!.ToString()), message, Convert.FromHexString(signature)));
    }
}
