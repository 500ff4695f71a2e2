using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using VideoGen.FalSimulation.Behaviours;
using VideoGen.FalSimulation.Queue;
using VideoGen.FalSimulation.Time;
using VideoGen.FalSimulation.Truth;

namespace VideoGen.FalSimulation.Webhooks;

/// <summary>Delivers webhooks: signed, repeated on failure, duplicated, late, forged or not at all. Thread-safe.</summary>
internal sealed class WebhookSender(
    FalSimulatorOptions options, Timeline timeline, WebhookKeys keys, HttpClient http, IdSource ids, TruthLog truth, CancellationToken closing)
{
    public void Announce(Job job)
    {
        if (job.Webhook is not { } address)
        {
            return;
        }

        if (job.Behaviours.Has("webhook-missing") || (options.DropPrivateWebhooks && IsPrivate(address)))
        {
            truth.Add(TruthKind.WebhookDropped, job.RequestId, job.Behaviours.Has("webhook-missing") ? "by behaviour" : "private address");
            job.Delivered.TrySetResult();
            return;
        }

        BehaviourSet behaviours = job.Behaviours;
        TimeSpan wait = behaviours.Has("webhook-late") ? behaviours.Seconds("webhook-late", 301) : TimeSpan.Zero;
        int copies = behaviours.Has("webhook-duplicate") ? (int)behaviours.Number("webhook-duplicate", 2) : 1;
        string requestId = behaviours.Has("webhook-wrong-id") ? ids.Next() : job.RequestId;
        byte[] body = WebhookBody.Of(job, requestId);
        var delivery = new Delivery(job, address, requestId, body);
        for (int copy = 0; copy < copies; copy++)
        {
            timeline.In(wait, () => DeliverAsync(delivery, attempt: 0));
        }
    }

    private static bool IsPrivate(Uri address) =>
        address.IsLoopback
        || (IPAddress.TryParse(address.DnsSafeHost, out IPAddress? ip) && ip.MapToIPv6().GetAddressBytes()[12..] is { } v4
            && (v4[0] is 10 or 127 or 0 || (v4[0] == 192 && v4[1] == 168) || (v4[0] == 172 && v4[1] is >= 16 and < 32) || (v4[0] == 169 && v4[1] == 254)));

    private async Task DeliverAsync(Delivery delivery, int attempt)
    {
        string outcome;
        bool accepted = false;
        bool again = true;
        using var patience = new CancellationTokenSource(
            attempt == 0 ? options.FirstWebhookTimeout : options.RepeatedWebhookTimeout, options.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, closing);
        try
        {
            using HttpRequestMessage request = Build(delivery);
            using HttpResponseMessage response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, either.Token);
            int status = (int)response.StatusCode;
            accepted = status is >= 200 and < 300;
            again = status >= 400;
            outcome = $"{status}";
        }
        catch (Exception problem) when (problem is HttpRequestException or IOException or SocketException or OperationCanceledException)
        {
            outcome = problem is OperationCanceledException ? "timeout" : "unreachable";
        }

        delivery.Job.CountWebhook(accepted);
        truth.Add(TruthKind.WebhookSent, delivery.Job.RequestId, outcome);
        delivery.Job.Delivered.TrySetResult();
        if (again && !accepted && attempt < options.WebhookPauses.Length && !closing.IsCancellationRequested)
        {
            timeline.In(options.WebhookPauses[attempt], () => DeliverAsync(delivery, attempt + 1));
        }
    }

    private HttpRequestMessage Build(Delivery delivery)
    {
        BehaviourSet behaviours = delivery.Job.Behaviours;
        byte[] body = delivery.Body;
        DateTimeOffset at = timeline.Now - (behaviours.Has("webhook-stale") ? behaviours.Seconds("webhook-stale", 301) : TimeSpan.Zero);
        Ed25519Key key = behaviours.Has("webhook-wrong-signature") ? keys.Foreign : keys.Current;
        WebhookSignature signature = behaviours.Has("webhook-same-signature") && delivery.First is { } first
            ? first
            : WebhookSignature.Sign(key, delivery.RequestId, options.UserId, at, body);
        delivery.First ??= signature;
        if (behaviours.Has("webhook-tampered"))
        {
            body = [.. body, (byte)' '];
        }

        var request = new HttpRequestMessage(HttpMethod.Post, delivery.Address) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        if (!behaviours.Has("webhook-unsigned"))
        {
            signature.AddTo(request);
        }

        return request;
    }

    private sealed record Delivery(Job Job, Uri Address, string RequestId, byte[] Body)
    {
        public WebhookSignature? First { get; set; }
    }
}
