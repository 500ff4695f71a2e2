using VideoGen.Contract;

namespace VideoGen.Synthesis;

/// <summary>
/// The agent's verbs, the same for every transport (MCP, CLI, HTTP). Thread-safe. Normal refusals are values; exceptions mean a
/// defect or a broken environment (<see cref="Jobs.LedgerException"/>).
/// </summary>
public interface IVideoSegments
{
    /// <summary>
    /// Says what would be rendered and at what price, and keeps the request for a day, so that its <c>plan_hash</c> alone orders it. Spends nothing.
    /// </summary>
    ValueTask<Answer<PlanAnswer>> PlanAsync(SynthesisCall call, CancellationToken cancellationToken);

    /// <summary>
    /// Says what will probably disappoint in a storyboard, however many requests it makes; a plan of one request says the same. Spends nothing,
    /// fetches no picture.
    /// </summary>
    ValueTask<Answer<LintAnswer>> LintAsync(SynthesisCall call, CancellationToken cancellationToken);

    /// <summary>
    /// Renders a storyboard. Returns when every segment has ended, when a failure halts the request, or when the wait is over;
    /// whatever is unfinished goes on and is delivered by <see cref="GetAsync"/>. Cancelling ends the wait, never a job: the answer then
    /// says where everything stands.
    /// </summary>
    /// <param name="call">The request, or the <c>plan_hash</c> of one that was planned.</param>
    /// <param name="progress">Called at every change; may be called from any thread.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    ValueTask<Answer<SynthesisAnswer>> SynthesizeAsync(
        SynthesisCall call, IProgress<SegmentProgress>? progress, CancellationToken cancellationToken);

    /// <summary>State and results of a request. Takes up its unfinished jobs if nobody else does.</summary>
    /// <param name="requestId">As answered by <see cref="SynthesizeAsync"/>.</param>
    /// <param name="wait">Longest wait for unfinished segments, 0 to 90 s.</param>
    /// <param name="progress">Called at every change.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    ValueTask<Answer<SynthesisAnswer>> GetAsync(
        string requestId, TimeSpan wait, IProgress<SegmentProgress>? progress, CancellationToken cancellationToken);

    /// <summary>The newest requests of a caller, newest first.</summary>
    /// <param name="callerId">Whose, as <see cref="Access.Caller.Id"/> says it; null for somebody on this machine, who sees those of all.</param>
    /// <param name="limit">Most requests, 1 or more.</param>
    /// <param name="cancellationToken">Ends the read.</param>
    ValueTask<Answer<RequestList>> ListAsync(string? callerId, int limit, CancellationToken cancellationToken);

    /// <summary>Cancels what is not finished: what was never submitted will not be, what is queued is cancelled at the provider.</summary>
    ValueTask<Answer<SynthesisAnswer>> CancelAsync(string requestId, CancellationToken cancellationToken);

    /// <summary>Makes a delivered take the one that stands for its place in the film. Nothing is overwritten: the others stay. Answers with the request.</summary>
    ValueTask<Answer<SynthesisAnswer>> ChooseAsync(TakeCall call, CancellationToken cancellationToken);
}
