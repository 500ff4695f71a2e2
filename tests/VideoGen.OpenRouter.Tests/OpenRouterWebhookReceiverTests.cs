using System.Text;
using VideoGen.Providers;
using VideoGen.Testing;

namespace VideoGen.OpenRouter.Tests;

public sealed class OpenRouterWebhookReceiverTests
{
    private const string Body = """{"type":"video.generation.completed","data":{"id":"x"}}""";
    private const string Signature = "t=1700000000,v1=ae51e507122090e32a0e1af89b5a358ec842a24e6781dac127e39e47d7ffdc63";

    [Fact]
    public async Task What_the_workspace_signed_is_verified_with_its_time()
    {
        WebhookOutcome.Verified verified = (await ReceiveAsync(Signature)).ShouldBeOfType<WebhookOutcome.Verified>();

        (verified.RequestId, verified.Body, verified.SignedAt).ShouldBe(("x", Body, DateTimeOffset.FromUnixTimeSeconds(1_700_000_000)));
    }

    [Fact]
    public async Task The_same_content_has_the_same_id_however_often_it_comes() =>
        (await IdAsync(Signature)).ShouldBe(await IdAsync("v1=" + new string('0', 64) + "," + Signature));

    [Theory]
    [InlineData("t=1700000000,v1=be51e507122090e32a0e1af89b5a358ec842a24e6781dac127e39e47d7ffdc63", typeof(WebhookOutcome.Forged))]
    [InlineData("t=1700000001,v1=ae51e507122090e32a0e1af89b5a358ec842a24e6781dac127e39e47d7ffdc63", typeof(WebhookOutcome.Forged))]
    [InlineData("t=1600000000,v1=ae51e507122090e32a0e1af89b5a358ec842a24e6781dac127e39e47d7ffdc63", typeof(WebhookOutcome.Stale))]
    [InlineData("t=99999999999999999,v1=ae51", typeof(WebhookOutcome.Malformed))]
    [InlineData("v1=ae51e507122090e32a0e1af89b5a358ec842a24e6781dac127e39e47d7ffdc63", typeof(WebhookOutcome.Malformed))]
    [InlineData("", typeof(WebhookOutcome.Malformed))]
    [InlineData(null, typeof(WebhookOutcome.Malformed))]
    public async Task Anything_else_is_refused(string? signature, Type outcome) => (await ReceiveAsync(signature)).ShouldBeOfType(outcome);

    [Fact]
    public async Task Without_a_secret_nothing_of_it_is_believed_but_that_the_job_is_worth_a_look()
    {
        WebhookOutcome.Verified nudge = (await ReceiveAsync(null, secret: null)).ShouldBeOfType<WebhookOutcome.Verified>();

        nudge.Body.ShouldBe("""{"unsigned":true,"data":{"id":"x"}}""");
        nudge.SignedAt.ShouldBeNull();
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("""{"data":{}}""")]
    [InlineData("""{"data":{"id":"../x"}}""")]
    [InlineData("")]
    public async Task A_body_about_no_job_is_malformed(string body) => (await ReceiveAsync(null, secret: null, body)).ShouldBeOfType<WebhookOutcome.Malformed>();

    private static async Task<string> IdAsync(string signature) => (await ReceiveAsync(signature)).ShouldBeOfType<WebhookOutcome.Verified>().DeliveryId;

    private static async Task<WebhookOutcome> ReceiveAsync(string? signature, string? secret = "whsec_test", string body = Body)
    {
        var time = new FrozenTime(TimeProvider.System);
        time.SetBy = DateTimeOffset.FromUnixTimeSeconds(1_700_000_100) - TimeProvider.System.GetUtcNow();
        var receiver = new OpenRouterWebhookReceiver(new OpenRouterOptions(), new VendorCredentials("OpenRouter", "OPENROUTER_API_KEY", name => name == "OPENROUTER_WEBHOOK_SECRET" ? secret : null), time);
        return await receiver.ReceiveAsync(name => name == "X-OpenRouter-Signature" ? signature : null, Encoding.UTF8.GetBytes(body), "job_1.token", CancellationToken.None);
    }
}
