using VideoGen.Contract;
using VideoGen.Synthesis;

namespace VideoGen.Cli;

/// <summary>The agent, put together when it is first asked: a client that only lists the tools does not wait for it.</summary>
internal sealed class LateSegments(Func<IVideoSegments> agent) : IVideoSegments
{
    /// <inheritdoc/>
    public ValueTask<Answer<PlanAnswer>> PlanAsync(SynthesisCall call, CancellationToken cancellationToken) => agent().PlanAsync(call, cancellationToken);

    /// <inheritdoc/>
    public ValueTask<Answer<SynthesisAnswer>> SynthesizeAsync(
        SynthesisCall call, IProgress<SegmentProgress>? progress, CancellationToken cancellationToken) =>
        agent().SynthesizeAsync(call, progress, cancellationToken);

    /// <inheritdoc/>
    public ValueTask<Answer<SynthesisAnswer>> GetAsync(
        string requestId, TimeSpan wait, IProgress<SegmentProgress>? progress, CancellationToken cancellationToken) =>
        agent().GetAsync(requestId, wait, progress, cancellationToken);

    /// <inheritdoc/>
    public ValueTask<Answer<SynthesisAnswer>> CancelAsync(string requestId, CancellationToken cancellationToken) =>
        agent().CancelAsync(requestId, cancellationToken);
}
