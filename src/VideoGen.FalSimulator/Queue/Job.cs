using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using VideoGen.FalSimulation.Answers;
using VideoGen.FalSimulation.Behaviours;
using VideoGen.FalSimulation.Models;
using VideoGen.FalSimulation.Truth;

namespace VideoGen.FalSimulation.Queue;

/// <summary>One request from submit to the end of its retention. Thread-safe; a waiting one costs memory only.</summary>
internal sealed class Job
{
    private readonly Lock _lock = new();
    private TaskCompletionSource? _changed;
    private int _statusReads;
    private int _resultReads;
    private int _webhooksSent;
    private int _webhooksAccepted;
    private ReadOnlyMemory<byte> _whole;

    public required string RequestId { get; init; }

    /// <summary>Id of the attempt; differs from the request's after a retry.</summary>
    public required string GatewayRequestId { get; set; }

    public required SimulatedModel Model { get; init; }

    /// <summary>Owner and application, with the namespace where there is one: the short form of the addresses.</summary>
    public required string App { get; init; }

    /// <summary>The input as sent; once the job has ended, with long values cut.</summary>
    public required ReadOnlyMemory<byte> Payload { get; set; }

    /// <summary>Bytes of the input that are kept beside the cut one.</summary>
    public int WholeBytes => _whole.Length;

    public required string PayloadSha256 { get; init; }

    /// <summary>Scheme and host by which the caller reached the simulator.</summary>
    public required string Origin { get; init; }

    public required BehaviourSet Behaviours { get; init; }

    public required IReadOnlyDictionary<string, string> Headers { get; init; }

    public required DateTimeOffset SentAt { get; init; }

    public Uri? Webhook { get; init; }

    public bool Direct { get; init; }

    public bool LowPriority { get; init; }

    public bool KeepsPayload { get; set; } = true;

    /// <summary>Place among the waiting: set by the queue.</summary>
    public long Sequence { get; set; }

    public DateTimeOffset ReadyAt { get; set; }

    public DateTimeOffset? StartedAt { get; private set; }

    public DateTimeOffset? EndedAt { get; private set; }

    public int Attempts { get; private set; }

    public JobPhase Phase { get; private set; }

    public Outcome? Outcome { get; private set; }

    public bool AnswerLost { get; set; }

    /// <summary>Ends when the first delivery of the webhook was tried.</summary>
    public TaskCompletionSource Delivered { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public static string Hash(ReadOnlySpan<byte> payload) => Convert.ToHexStringLower(SHA256.HashData(payload));

    public int NextStatusRead() => Interlocked.Increment(ref _statusReads);

    public int NextResultRead() => Interlocked.Increment(ref _resultReads);

    public void CountWebhook(bool accepted)
    {
        Interlocked.Increment(ref _webhooksSent);
        if (accepted)
        {
            Interlocked.Increment(ref _webhooksAccepted);
        }
    }

    /// <summary>The input as JSON; <see langword="null"/> when it is none.</summary>
    public JsonNode? ReadInput() => Parse(_whole.IsEmpty ? Payload.Span : _whole.Span);

    /// <summary>Keeps of a large input of a job that has ended only what the truth tells.</summary>
    public void DropInput()
    {
        if (!_whole.IsEmpty)
        {
            (_whole, KeepsPayload) = (default, false);
        }
    }

    /// <summary>Reads JSON; <see langword="null"/> when it is none, or names a member twice.</summary>
    public static JsonNode? Parse(ReadOnlySpan<byte> json)
    {
        try
        {
            return JsonNode.Parse(json, documentOptions: new JsonDocumentOptions { AllowDuplicateProperties = false });
        }
        catch (JsonException)
        {
            return null;
        }
    }

    public bool Start(DateTimeOffset now) => Change(JobPhase.Waiting, () =>
    {
        Phase = JobPhase.Running;
        StartedAt = now;
        Attempts++;
    });

    public bool BackToQueue(string gatewayRequestId) => Change(JobPhase.Running, () =>
    {
        Phase = JobPhase.Waiting;
        GatewayRequestId = gatewayRequestId;
    });

    /// <summary>Ends the job. The phase it was in, or <see langword="null"/> when it had already ended.</summary>
    public JobPhase? End(Outcome outcome, DateTimeOffset now)
    {
        JobPhase before = JobPhase.Done;
        bool ended = Change(null, () =>
        {
            before = Phase;
            Phase = JobPhase.Done;
            Outcome = outcome;
            EndedAt = now;
            ReadOnlyMemory<byte> cut = KeepsPayload ? Shorten(Payload) : default;
            _whole = cut.Length < Payload.Length && KeepsPayload ? Payload : default;
            Payload = cut;
        });
        return ended ? before : null;
    }

    /// <summary>Ends with the next change of the phase.</summary>
    public Task Changed()
    {
        lock (_lock)
        {
            return Phase == JobPhase.Done
                ? Task.CompletedTask
                : (_changed ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).Task;
        }
    }

    public async Task<Outcome> EndedAsync(CancellationToken cancellationToken)
    {
        while (Phase != JobPhase.Done)
        {
            await Changed().WaitAsync(cancellationToken);
        }

        return Outcome!;
    }

    public TruthJob ToTruth() => new()
    {
        RequestId = RequestId,
        EndpointId = Model.Id,
        Payload = Encoding.UTF8.GetString(Payload.Span),
        PayloadSha256 = PayloadSha256,
        WebhookUrl = Webhook?.OriginalString,
        State = (Phase, Outcome) switch
        {
            (JobPhase.Waiting, _) => "waiting",
            (JobPhase.Running, _) => "running",
            (_, { Cancelled: true }) => "cancelled",
            (_, { Answer.Status: 200 }) => "succeeded",
            _ => "failed",
        },
        ResultStatus = Outcome?.Answer.Status ?? 0,
        SentAt = SentAt,
        StartedAt = StartedAt,
        EndedAt = EndedAt,
        BilledUnits = Outcome?.Bill.Units ?? 0,
        BilledUsd = Outcome?.Bill.Usd ?? 0,
        ClipUrl = Outcome?.ClipUrl,
        WebhooksSent = Volatile.Read(ref _webhooksSent),
        WebhooksAccepted = Volatile.Read(ref _webhooksAccepted),
        AnswerLost = AnswerLost,
        Direct = Direct,
        Headers = Headers,
        Behaviours = [.. Behaviours.Entries],
    };

    private static ReadOnlyMemory<byte> Shorten(ReadOnlyMemory<byte> payload)
    {
        const int Most = 16_384;
        if (payload.Length <= Most || Parse(payload.Span) is not JsonObject input)
        {
            return payload.Length <= Most ? payload : payload[..Most].ToArray();
        }

        foreach ((string name, JsonNode? value) in input.ToArray())
        {
            if (value is JsonValue && value.GetValueKind() == JsonValueKind.String && value.GetValue<string>() is { Length: > 1000 } text)
            {
                input[name] = text[..1000];
            }
        }

        return JsonSerializer.SerializeToUtf8Bytes(input, Answer.Json);
    }

    private bool Change(JobPhase? from, Action change)
    {
        TaskCompletionSource? changed;
        lock (_lock)
        {
            if (Phase == JobPhase.Done || (from is { } phase && Phase != phase))
            {
                return false;
            }

            change();
            changed = _changed;
            _changed = null;
        }

        changed?.TrySetResult();
        return true;
    }
}
