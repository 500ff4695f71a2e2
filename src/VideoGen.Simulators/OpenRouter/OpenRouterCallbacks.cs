using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using VideoGen.FalSimulation.Answers;
using VideoGen.FalSimulation.Behaviours;
using VideoGen.FalSimulation.Truth;
using VideoGen.Simulators.Hosts;
using VideoGen.Simulators.Jobs;

namespace VideoGen.Simulators.OpenRouter;

/// <summary>Sends callbacks: signed, repeated on failure, duplicated, late, forged or not at all. Thread-safe.</summary>
internal sealed class OpenRouterCallbacks(SimulatedVendor vendor)
{
    public void Announce(VendorJob job)
    {
        if (job.Order.Callback is null || job.Behaviours.Has("webhook-missing"))
        {
            job.Delivered.TrySetResult();
            return;
        }

        TimeSpan wait = job.Behaviours.Has("webhook-late") ? job.Behaviours.Seconds("webhook-late", 301) : TimeSpan.Zero;
        int copies = job.Behaviours.Has("webhook-duplicate") ? (int)job.Behaviours.Number("webhook-duplicate", 2) : 1;
        byte[] body = Body(job);
        for (int copy = 0; copy < copies; copy++)
        {
            vendor.Timeline.In(wait, () => DeliverAsync(job, body, attempt: 0));
        }
    }

    /// <summary>HMAC-SHA256 over the seconds, a comma and the raw body, lowercase hex.</summary>
    public static string Sign(string secret, long seconds, ReadOnlySpan<byte> body)
    {
        byte[] signed = [.. Encoding.ASCII.GetBytes(seconds.ToString(CultureInfo.InvariantCulture) + ","), .. body];
        return $"t={seconds.ToString(CultureInfo.InvariantCulture)},v1={Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), signed))}";
    }

    private byte[] Body(VendorJob job)
    {
        if (job.Behaviours.Has("webhook-html"))
        {
            return "<html><body>not JSON</body></html>"u8.ToArray();
        }

        JsonObject data = OpenRouterBodies.Status(job, vendor.Options.OutputLifetime);
        if (job.Behaviours.Has("webhook-wrong-id"))
        {
            data["id"] = "gen-vid-1700000000-nobodysjob0000000000";
        }

        var body = new JsonObject { ["type"] = "video.generation." + OpenRouterBodies.Word(job.Phase), ["data"] = data };
        if (job.Behaviours.Has("webhook-huge"))
        {
            body["filler"] = new string('x', (int)job.Behaviours.Number("webhook-huge", 5_000_000));
        }

        return Encoding.UTF8.GetBytes(body.ToJsonString(Answer.Json));
    }

    private async Task DeliverAsync(VendorJob job, byte[] body, int attempt)
    {
        string outcome;
        bool accepted = false;
        using var patience = new CancellationTokenSource(vendor.Options.WebhookTimeout, vendor.Options.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, vendor.Closing);
        try
        {
            using HttpRequestMessage request = Request(job, body);
            using HttpResponseMessage response = await vendor.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, either.Token);
            accepted = response.IsSuccessStatusCode;
            outcome = $"{(int)response.StatusCode}";
        }
        catch (Exception problem) when (problem is HttpRequestException or IOException or SocketException or OperationCanceledException)
        {
            outcome = problem is OperationCanceledException ? "timeout" : "unreachable";
        }

        job.CountWebhook(accepted);
        vendor.Truth.Add(TruthKind.WebhookSent, job.Id, outcome);
        job.Delivered.TrySetResult();
        if (!accepted && attempt < vendor.Options.WebhookPauses.Length && !vendor.Closing.IsCancellationRequested)
        {
            vendor.Timeline.In(vendor.Options.WebhookPauses[attempt], () => DeliverAsync(job, body, attempt + 1));
        }
    }

    private HttpRequestMessage Request(VendorJob job, byte[] body)
    {
        BehaviourSet behaviours = job.Behaviours;
        DateTimeOffset at = vendor.Timeline.Now - (behaviours.Has("webhook-stale") ? behaviours.Seconds("webhook-stale", 301) : TimeSpan.Zero);
        byte[] sent = behaviours.Has("webhook-tampered") ? [.. body, (byte)' '] : body;
        var request = new HttpRequestMessage(HttpMethod.Post, job.Order.Callback) { Content = new ByteArrayContent(sent) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        request.Headers.TryAddWithoutValidation("X-OpenRouter-Idempotency-Key", $"{job.Id}-{OpenRouterBodies.Word(job.Phase)}");
        if (vendor.Options.WebhookSecret is { } secret && !behaviours.Has("webhook-unsigned"))
        {
            request.Headers.TryAddWithoutValidation("X-OpenRouter-Signature", Sign(behaviours.Has("webhook-wrong-signature") ? secret + "x" : secret, at.ToUnixTimeSeconds(), body));
        }

        return request;
    }
}
