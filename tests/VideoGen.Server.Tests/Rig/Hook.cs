using System.Text;
using System.Text.Json.Nodes;
using VideoGen.FalSimulation;
using VideoGen.FalSimulation.Webhooks;
using VideoGen.Jobs;

namespace VideoGen.Server.Tests.Rig;

/// <summary>A webhook delivery as fal would send it, made by hand.</summary>
internal sealed record Hook(string RequestId)
{
    public string Body { get; init; } = new JsonObject { ["request_id"] = RequestId, ["gateway_request_id"] = RequestId, ["status"] = "OK", ["payload"] = null, ["payload_error"] = "none" }.ToJsonString();

    public DateTimeOffset At { get; init; } = TimeProvider.System.GetUtcNow();

    public static Hook Of(Job job) => new(job.ProviderJob!.RequestId);

    public HttpRequestMessage For(Uri server, string address)
    {
        byte[] body = Encoding.UTF8.GetBytes(Body);
        Ed25519Key key = Ed25519Key.FromSeed(Convert.FromHexString(new FalSimulatorOptions().WebhookKeySeed));
        var request = new HttpRequestMessage(HttpMethod.Post, new Uri(server, $"webhooks/fal/{address}")) { Content = new ByteArrayContent(body) };
        WebhookSignature.Sign(key, RequestId, "user_1", At, body).AddTo(request);
        return request;
    }

    public static string AddressOf(Job job) => $"{job.Id}.{job.WebhookToken}";
}
