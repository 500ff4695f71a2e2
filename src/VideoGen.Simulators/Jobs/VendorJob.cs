using System.Text.Json;
using System.Text.Json.Nodes;
using VideoGen.FalSimulation.Answers;
using VideoGen.FalSimulation.Behaviours;
using VideoGen.Simulators.Truth;

namespace VideoGen.Simulators.Jobs;

/// <summary>One job from its submit on. Thread-safe; a waiting one costs memory only.</summary>
internal sealed class VendorJob
{
    private const int LongestText = 1_000;

    private readonly Lock _lock = new();
    private int _statusReads;
    private int _contentReads;
    private int _webhooksSent;
    private int _webhooksAccepted;

    public required string Id { get; init; }

    public required VendorOrder Order { get; init; }

    public required BehaviourSet Behaviours { get; init; }

    public required DateTimeOffset SentAt { get; init; }

    /// <summary>Scheme and host by which the caller reached the simulator.</summary>
    public required string Origin { get; init; }

    /// <summary>Place in the order of arrival.</summary>
    public required long Sequence { get; init; }

    public DateTimeOffset ReadyAt { get; set; }

    public DateTimeOffset? StartedAt { get; private set; }

    public DateTimeOffset? EndedAt { get; private set; }

    public VendorPhase Phase { get; private set; }

    public VendorEnd? End { get; private set; }

    public bool AnswerLost { get; set; }

    public bool IsDeleted { get; set; }

    public bool HasEnded => Phase is not (VendorPhase.Waiting or VendorPhase.Running);

    /// <summary>Ends when the first callback was tried, or will never be.</summary>
    public TaskCompletionSource Delivered { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Ends with the job.</summary>
    public TaskCompletionSource Ended { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public int NextStatusRead() => Interlocked.Increment(ref _statusReads);

    public int NextContentRead() => Interlocked.Increment(ref _contentReads);

    public void CountWebhook(bool accepted)
    {
        Interlocked.Increment(ref _webhooksSent);
        if (accepted)
        {
            Interlocked.Increment(ref _webhooksAccepted);
        }
    }

    public bool Start(DateTimeOffset now)
    {
        lock (_lock)
        {
            if (Phase is not VendorPhase.Waiting)
            {
                return false;
            }

            (Phase, StartedAt) = (VendorPhase.Running, now);
            return true;
        }
    }

    /// <summary>Ends the job. The phase it was in, or <see langword="null"/> when it had already ended.</summary>
    public VendorPhase? Finish(VendorEnd end, DateTimeOffset now)
    {
        VendorPhase before;
        lock (_lock)
        {
            if (HasEnded)
            {
                return null;
            }

            before = Phase;
            (Phase, End, EndedAt) = (end.Phase, end, now);
        }

        Ended.TrySetResult();
        return before;
    }

    public VendorTruthJob ToTruth() => new()
    {
        RequestId = Id,
        EndpointId = Order.Model,
        PayloadSha256 = Order.BodySha256,
        Payload = Shortened(Order.Body.DeepClone())!.ToJsonString(Answer.Json),
        WebhookUrl = Order.Callback?.OriginalString,
        State = JsonNamingPolicy.SnakeCaseLower.ConvertName(Phase.ToString()),
        SentAt = SentAt,
        StartedAt = StartedAt,
        EndedAt = EndedAt,
        BilledUsd = End?.Usd ?? 0,
        ClipUrl = End?.Clip is null ? null : $"{Origin}/_sim/clips/{Id}",
        WebhooksSent = Volatile.Read(ref _webhooksSent),
        WebhooksAccepted = Volatile.Read(ref _webhooksAccepted),
        AnswerLost = AnswerLost,
        IsDeleted = IsDeleted,
        Behaviours = [.. Behaviours.Entries],
    };

    private static JsonNode? Shortened(JsonNode? node)
    {
        switch (node)
        {
            case JsonObject thing:
                foreach ((string name, JsonNode? value) in thing.ToArray())
                {
                    thing[name] = null;
                    thing[name] = Shortened(value);
                }

                return thing;
            case JsonArray list:
                return new JsonArray([.. list.Select(static value => Shortened(value?.DeepClone()))]);
            case JsonValue value when value.TryGetValue(out string? text) && text.Length > LongestText:
                return text[..LongestText];
            default:
                return node;
        }
    }
}
