using System.Collections.Immutable;
using VideoGen.Contract;
using VideoGen.Providers;
using VideoGen.Simulation.Agents;

namespace VideoGen.Simulation.Tests;

/// <summary>A client of the provider that sends a submit again when no answer came, as usual HTTP libraries do.</summary>
internal sealed class ProviderSabotage : Sabotage
{
    public override IVideoProvider Of(IVideoProvider provider) => new Resending(provider);

    private sealed class Resending(IVideoProvider provider) : IVideoProvider
    {
        public string Name => provider.Name;

        public async ValueTask<SubmitResult> SubmitAsync(Submission submission, CancellationToken cancellationToken)
        {
            SubmitResult result = await provider.SubmitAsync(submission, default).ConfigureAwait(false);
            return result is SubmitResult.Unknown ? await provider.SubmitAsync(submission, default).ConfigureAwait(false) : result;
        }

        public ValueTask<ImmutableArray<Problem>> CheckAsync(CancellationToken cancellationToken) => provider.CheckAsync(cancellationToken);

        public ValueTask<PrepareResult> PrepareAsync(SegmentOrder order, CancellationToken cancellationToken) => provider.PrepareAsync(order, cancellationToken);

        public ValueTask<JobStatus> GetStatusAsync(ProviderJob job, CancellationToken cancellationToken) => provider.GetStatusAsync(job, cancellationToken);

        public ValueTask<CancelResult> CancelAsync(ProviderJob job, CancellationToken cancellationToken) => provider.CancelAsync(job, cancellationToken);

        public ValueTask<FindResult> FindAsync(Submission submission, DateTimeOffset submittedAt, CancellationToken cancellationToken) =>
            provider.FindAsync(submission, submittedAt, cancellationToken);

        public DeliveryReading? ReadDelivery(Submission submission, string body) => provider.ReadDelivery(submission, body);
    }
}
