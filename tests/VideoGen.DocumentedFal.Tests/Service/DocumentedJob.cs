using System.Text.Json.Nodes;

namespace VideoGen.DocumentedFal.Tests.Service;

/// <summary>A job of the stub, with everything that was asked of it.</summary>
internal sealed class DocumentedJob(string id, DocumentedModel model, JsonObject input, string? webhook, Run run, DateTimeOffset sentAt)
{
    public string Id { get; } = id;

    public DocumentedModel Model { get; } = model;

    public JsonObject Input { get; } = input;

    public string? Webhook { get; } = webhook;

    public Run Run { get; } = run;

    public DateTimeOffset SentAt { get; } = sentAt;

    public DateTimeOffset? EndedAt { get; private set; }

    public bool IsCancelled { get; private set; }

    public int StatusReads { get; private set; }

    /// <summary>Units that were billed, once it has ended.</summary>
    public double Units => IsCancelled ? 0 : Run.Failure?.Units ?? Model.Units(Input);

    /// <summary>What the account is charged.</summary>
    public decimal Usd => EndedAt is null ? 0 : (decimal)(Units * Model.UnitPrice);

    /// <summary>The name of the state at the next look: first waiting, then running, then complete.</summary>
    public string Look(DateTimeOffset now)
    {
        StatusReads++;
        if (EndedAt is null && StatusReads >= 3)
        {
            End(now);
        }

        return EndedAt is not null ? "COMPLETED" : StatusReads == 1 ? "IN_QUEUE" : "IN_PROGRESS";
    }

    public void End(DateTimeOffset now) => EndedAt ??= now;

    public void Cancel(DateTimeOffset now) => (IsCancelled, EndedAt) = (true, now);
}
