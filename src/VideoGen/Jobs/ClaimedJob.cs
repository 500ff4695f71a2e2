using System.Collections.Immutable;
using VideoGen.Contract;

namespace VideoGen.Jobs;

/// <summary>A job taken for one step, with what the step must know of its environment.</summary>
/// <param name="Job">The row.</param>
/// <param name="OnFailure">The request's rule.</param>
/// <param name="Halted">True when a step halted the request: nothing further is submitted; what else follows is the rule's.</param>
/// <param name="CancelRequested">True when the caller asked to cancel.</param>
/// <param name="Deliveries">Webhook deliveries not yet acted on, oldest first.</param>
public sealed record ClaimedJob(
    Job Job, OnFailure OnFailure, bool Halted, bool CancelRequested, ImmutableArray<WebhookDelivery> Deliveries);
