using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using VideoGen.Testing.Signatures;

namespace VideoGen.DocumentedFal.Tests.Service;

/// <summary>
/// fal.ai written from its public documentation alone, and strict about what it receives: queue, storage (with key set and media) and platform API,
/// each on a port of its own as they are on hosts of their own. It keeps whatever no documented caller would send in
/// <see cref="Violations"/>. It knows nothing of the product's own simulator.
/// </summary>
internal sealed class DocumentedService : IAsyncDisposable
{
    public const string Key = "stub-key-id:stub-key-secret";
    private static readonly byte[] Seed = [.. Enumerable.Range(40, 32).Select(i => (byte)i)];

    private readonly WebApplication _app;
    private readonly HttpClient _http = new();
    private readonly ConcurrentDictionary<string, DocumentedJob> _jobs = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, (string Type, byte[]? Bytes)> _files = new(StringComparer.Ordinal);
    private int[] _ports = [];
    private Func<int, Run> _plan = _ => new Run();
    private int _submits;
    private int _uploads;

    private DocumentedService(WebApplication app) => _app = app;

    /// <summary>What no documented caller would do.</summary>
    public ConcurrentQueue<string> Violations { get; } = new();

    public IReadOnlyCollection<DocumentedJob> Jobs => [.. _jobs.Values];

    public Uri Queue => At(0);

    public Uri Rest => At(1);

    public Uri Platform => new(At(2), "v1");

    public Uri Media => At(1);

    public Uri KeySet => new(Rest, ".well-known/jwks.json");

    public static async Task<DocumentedService> StartAsync(Func<int, Run>? plan = null)
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            for (int i = 0; i < 3; i++)
            {
                kestrel.Listen(IPAddress.Loopback, 0);
            }
        });
        WebApplication app = builder.Build();
        var service = new DocumentedService(app);
        service._plan = plan ?? service._plan;
        app.Run(service.ServeAsync);
        await app.StartAsync();
        service._ports = [.. app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Select(a => new Uri(a).Port)];
        return service;
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        _http.Dispose();
    }

    private Uri At(int host) => new($"http://127.0.0.1:{_ports[host]}/");

    private Task ServeAsync(HttpContext context) => Array.IndexOf(_ports, context.Connection.LocalPort) switch
    {
        0 => QueueAsync(context),
        1 when context.Request.Path.Value!.Split('/')[1] is "upload" or "files" or "clips" => MediaAsync(context),
        1 => RestAsync(context),
        _ => PlatformAsync(context),
    };

    private async Task QueueAsync(HttpContext context)
    {
        if (!await HasKeyAsync(context))
        {
            return;
        }

        string[] parts = context.Request.Path.Value!.Trim('/').Split('/');
        if (parts is [_, _, "requests", var id, ..] && _jobs.TryGetValue(id, out DocumentedJob? job))
        {
            if ($"{parts[0]}/{parts[1]}" != string.Join('/', job.Model.Id.Split('/').Take(2)))
            {
                await AnswerAsync(context, 405, """{"detail":"Method Not Allowed"}""");
                return;
            }

            await JobAsync(context, job, parts.Length == 5 ? parts[4] : "");
        }
        else if (parts.Contains("requests"))
        {
            await AnswerAsync(context, parts.Length > 5 ? 405 : 404, """{"status":"NOT_FOUND"}""");
        }
        else
        {
            await SubmitAsync(context, string.Join('/', parts));
        }
    }

    private async Task SubmitAsync(HttpContext context, string endpoint)
    {
        HttpRequest request = context.Request;
        Demand(request.Method == "POST", "a submit is a POST");
        Demand(request.ContentType?.StartsWith("application/json", StringComparison.Ordinal) == true, "a submit is JSON");
        Demand(request.Query.Keys.All(k => k is "fal_webhook" or "fal_max_queue_length"), $"query of a submit: {request.QueryString}");
        Demand(request.Headers["X-Fal-No-Retry"].ToString() is "1" or "true" or "yes", "fal may not repeat the job by itself");
        Demand(request.Headers.ContainsKey("x-app-fal-disable-fallback"), "fal may not hand the job to another app");
        Demand(request.Headers["X-Fal-Queue-Priority"].ToString() is "" or "normal" or "low", "priority is normal or low");
        Demand(!request.Headers.TryGetValue("X-Fal-Request-Timeout", out var timeout) || double.Parse(timeout!, CultureInfo.InvariantCulture) > 1, "a start timeout is more than a second");
        if (!DocumentedModel.All.TryGetValue(endpoint, out DocumentedModel? model))
        {
            await AnswerAsync(context, 404, $$"""{"detail":"Application \"{{endpoint}}\" not found"}""");
            return;
        }

        JsonObject input = (await JsonNode.ParseAsync(request.Body))!.AsObject();
        string? fault = model.Fault(input, IsStored);
        Demand(fault is null, $"{endpoint}: {fault}");
        int number = Interlocked.Increment(ref _submits);
        var job = new DocumentedJob(
            $"{number:x8}-3b5d-4c77-9e10-8a2b4c6d8e0f", model, input, request.Query["fal_webhook"], _plan(number - 1), TimeProvider.System.GetUtcNow());
        _jobs[job.Id] = job;
        if (job.Run.SendsWebhook)
        {
            job.End(TimeProvider.System.GetUtcNow());
            context.Response.OnCompleted(() =>
            {
                _ = DeliverAsync(job);
                return Task.CompletedTask;
            });
        }

        if (job.Run.LosesSubmit)
        {
            job.End(TimeProvider.System.GetUtcNow());
            context.Abort();
            return;
        }

        JsonObject answer = Addresses(job);
        (answer["status"], answer["queue_position"], answer["logs"], answer["metrics"]) = ("IN_QUEUE", 0, null, new JsonObject());
        await AnswerAsync(context, 200, answer.ToJsonString());
    }

    private Task JobAsync(HttpContext context, DocumentedJob job, string verb)
    {
        DateTimeOffset now = TimeProvider.System.GetUtcNow();
        switch (context.Request.Method, verb)
        {
            case ("GET", "status"):
                Demand(context.Request.Query.Keys.All(k => k == "logs"), $"query of a status: {context.Request.QueryString}");
                return StatusAsync(context, job, job.Look(now));
            case ("GET", "" or "response"):
                return ResultAsync(context, job);
            case ("PUT", "cancel"):
                Demand(context.Request.ContentLength is null or 0, "a cancel has no body");
                bool isLate = job.EndedAt is not null;
                if (!isLate)
                {
                    job.Cancel(now);
                }

                return AnswerAsync(context, isLate ? 400 : 202, isLate ? """{"status":"ALREADY_COMPLETED"}""" : """{"status":"CANCELLATION_REQUESTED"}""");
            default:
                Violations.Enqueue($"{context.Request.Method} {verb} of a job");
                return AnswerAsync(context, 405, """{"detail":"Method Not Allowed"}""");
        }
    }

    private Task StatusAsync(HttpContext context, DocumentedJob job, string state)
    {
        JsonObject status = Addresses(job);
        (status["status"], status["logs"]) = (state, null);
        if (state == "IN_QUEUE")
        {
            status["queue_position"] = 0;
        }
        else if (state == "COMPLETED" && (job.IsCancelled ? ("cancelled", "client_cancelled") : job.Run.StatusError) is { } told)
        {
            (status["error"], status["error_type"]) = (told.Item1, told.Item2);
        }

        return AnswerAsync(context, state == "COMPLETED" ? 200 : 202, status.ToJsonString());
    }

    private Task ResultAsync(HttpContext context, DocumentedJob job)
    {
        if (job.EndedAt is null || job.IsCancelled)
        {
            return AnswerAsync(context, 400, """{"detail":"Request is still in progress"}""");
        }

        if (job.Run.FirstResults.TryDequeue(out Reply? first))
        {
            return AnswerAsync(context, first.Status, first.Body, first.ContentType);
        }

        context.Response.Headers["x-fal-request-id"] = job.Id;
        context.Response.Headers["X-Fal-Billable-Units"] = job.Units.ToString("0.######", CultureInfo.InvariantCulture);
        return job.Run.Failure is { Reply: var reply }
            ? AnswerAsync(context, reply.Status, reply.Body, reply.ContentType)
            : AnswerAsync(context, 200, Output(job).ToJsonString());
    }

    private async Task RestAsync(HttpContext context)
    {
        if (context.Request.Path == "/.well-known/jwks.json")
        {
            Demand(!context.Request.Headers.ContainsKey("Authorization"), "the key set is public: no key goes there");
            await AnswerAsync(context, 200, $$"""{"keys":[{"kty":"OKP","crv":"Ed25519","x":"{{System.Buffers.Text.Base64Url.EncodeToString(Libsodium.PublicKey(Seed))}}"}]}""");
            return;
        }

        if (!await HasKeyAsync(context))
        {
            return;
        }

        Demand(context.Request is { Method: "POST", Path.Value: "/storage/upload/initiate" }, $"storage: {context.Request.Method} {context.Request.Path}");
        Demand(context.Request.Query["storage_type"] == "fal-cdn-v3", "storage_type is fal-cdn-v3");
        JsonObject asked = (await JsonNode.ParseAsync(context.Request.Body))!.AsObject();
        Demand(asked.Count == 2 && asked["content_type"] is JsonValue && asked["file_name"] is JsonValue, $"an upload names its type and file: {asked.ToJsonString()}");
        string name = $"{Interlocked.Increment(ref _uploads):x8}";
        _files[name] = (asked["content_type"]!.GetValue<string>(), null);
        await AnswerAsync(context, 200, new JsonObject { ["upload_url"] = new Uri(Media, $"upload/{name}?sig=1").AbsoluteUri, ["file_url"] = new Uri(Media, $"files/b/0a1b/{name}").AbsoluteUri }.ToJsonString());
    }

    private async Task PlatformAsync(HttpContext context)
    {
        if (!await HasKeyAsync(context))
        {
            return;
        }

        IQueryCollection query = context.Request.Query;
        string[] known = ["endpoint_id", "start", "end", "status", "request_id", "expand", "limit", "cursor"];
        Demand(context.Request is { Method: "GET", Path.Value: "/v1/models/requests/by-endpoint" }, $"platform: {context.Request.Method} {context.Request.Path}");
        Demand(query.ContainsKey("endpoint_id") && query.Keys.All(known.Contains), $"query of the history: {context.Request.QueryString}");
        DateTimeOffset from = Time(query["start"]) ?? DateTimeOffset.MinValue, to = Time(query["end"]) ?? DateTimeOffset.MaxValue;
        var items = new JsonArray([.. _jobs.Values
            .Where(j => j.Model.Id == query["endpoint_id"] && j.EndedAt is { } ended && ended >= from && ended < to)
            .OrderByDescending(j => j.EndedAt)
            .Select(j => new JsonObject
            {
                ["request_id"] = j.Id,
                ["endpoint_id"] = j.Model.Id,
                ["sent_at"] = j.SentAt.UtcDateTime.ToString("O"),
                ["ended_at"] = j.EndedAt!.Value.UtcDateTime.ToString("O"),
                ["status_code"] = j.Run.Failure?.Reply.Status ?? 200,
                ["json_input"] = query["expand"] == "payloads" ? j.Input.DeepClone() : null,
            })]);
        await AnswerAsync(context, 200, new JsonObject { ["items"] = items, ["next_cursor"] = null, ["has_more"] = false }.ToJsonString());
    }

    private async Task MediaAsync(HttpContext context)
    {
        Demand(!context.Request.Headers.ContainsKey("Authorization"), "no key goes to the hosts of files");
        Demand(!context.Request.Headers.Keys.Any(k => k.ToLowerInvariant() is "traceparent" or "tracestate" or "baggage"), "no trace goes to the hosts of files");
        string[] parts = context.Request.Path.Value!.Trim('/').Split('/');
        if (context.Request.Method == "PUT" && parts is ["upload", var name] && _files.TryGetValue(name, out (string Type, byte[]? Bytes) file))
        {
            Demand(context.Request.ContentType == file.Type, "an upload has the type that was announced");
            using var bytes = new MemoryStream();
            await context.Request.Body.CopyToAsync(bytes);
            _files[name] = (file.Type, bytes.ToArray());
            return;
        }

        if (parts is ["clips", var id] && _jobs.TryGetValue(id, out DocumentedJob? job))
        {
            context.Response.ContentType = "video/mp4";
            await context.Response.Body.WriteAsync(await Clips.OfAsync(job.Model.Seconds(job.Input)));
            return;
        }

        context.Response.StatusCode = 404;
    }

    private async Task DeliverAsync(DocumentedJob job)
    {
        var body = new JsonObject { ["request_id"] = job.Id, ["gateway_request_id"] = job.Id, ["status"] = job.Run.Failure is null ? "OK" : "ERROR" };
        body["payload"] = job.Run.Failure is { Reply: var reply } ? JsonNode.Parse(reply.Body) : Output(job);
        if (job.Run.Failure is { } failure)
        {
            body["error"] = $"Invalid status code: {failure.Reply.Status}";
        }

        byte[] bytes = Encoding.UTF8.GetBytes(body.ToJsonString());
        string at = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        byte[] message = Encoding.UTF8.GetBytes($"{job.Id}\nuser_stub\n{at}\n{Convert.ToHexStringLower(SHA256.HashData(bytes))}");
        using var post = new HttpRequestMessage(HttpMethod.Post, job.Webhook) { Content = new ByteArrayContent(bytes) };
        post.Content.Headers.ContentType = new("application/json");
        post.Headers.Add("X-Fal-Webhook-Request-Id", job.Id);
        post.Headers.Add("X-Fal-Webhook-User-Id", "user_stub");
        post.Headers.Add("X-Fal-Webhook-Timestamp", at);
        post.Headers.Add("X-Fal-Webhook-Signature", Convert.ToHexStringLower(Libsodium.Sign(Seed, message)));
        using HttpResponseMessage answer = await _http.SendAsync(post);
        Demand(answer.IsSuccessStatusCode, $"a webhook was answered {(int)answer.StatusCode}");
    }

    private JsonObject Output(DocumentedJob job) => job.Run.Output(new Uri(Media, $"clips/{job.Id}").AbsoluteUri);

    private JsonObject Addresses(DocumentedJob job)
    {
        string[] parts = job.Model.Id.Split('/');
        string address = new Uri(Queue, $"{parts[0]}/{parts[1]}/requests/{job.Id}").AbsoluteUri;
        return new JsonObject { ["request_id"] = job.Id, ["response_url"] = address, ["status_url"] = address + "/status", ["cancel_url"] = address + "/cancel" };
    }

    private bool IsStored(string address) =>
        address.StartsWith("data:image/", StringComparison.Ordinal)
        || (address.StartsWith(Media.AbsoluteUri, StringComparison.Ordinal) && _files.TryGetValue(address.Split('/')[^1], out var file) && file.Bytes is not null);

    private async Task<bool> HasKeyAsync(HttpContext context)
    {
        if (context.Request.Headers.Authorization == "Key " + Key)
        {
            return true;
        }

        Violations.Enqueue($"no key at {context.Request.Path}");
        await AnswerAsync(context, 401, """{"detail":"Authentication is required to access this application."}""");
        return false;
    }

    private void Demand(bool holds, string rule)
    {
        if (!holds)
        {
            Violations.Enqueue(rule);
        }
    }

    private static DateTimeOffset? Time(string? text) => text is null ? null : DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);

    private static Task AnswerAsync(HttpContext context, int status, string body, string type = "application/json")
    {
        (context.Response.StatusCode, context.Response.ContentType) = (status, type);
        return context.Response.WriteAsync(body);
    }
}
