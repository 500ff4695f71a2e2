using VideoGen.Cli.Terminal;
using VideoGen.Contract;
using VideoGen.Synthesis;

namespace VideoGen.Cli.Verbs;

/// <summary>
/// Runs one request to its end or to the end of the wait. A call of the agent waits 90 s at most, so a longer wait is several calls.
/// </summary>
internal sealed class RequestRun(IVideoSegments segments, IRunProgress progress, TimeProvider time, CancellationToken interrupted)
{
    /// <summary>Longest wait of one call.</summary>
    public static TimeSpan LongestCall { get; } = TimeSpan.FromSeconds(90);

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    // Time for two more attempts at a media store that was away for a moment.
    private static readonly TimeSpan ForMediaStore = TimeSpan.FromSeconds(15);

    /// <summary>Starts a request and waits.</summary>
    /// <param name="call">The request.</param>
    /// <param name="wait">Longest wait in all; null for what the request says.</param>
    public async Task<Answer<SynthesisAnswer>> StartAsync(SynthesisCall call, TimeSpan? wait)
    {
        long begun = time.GetTimestamp();
        Answer<SynthesisAnswer> answer;
        try
        {
            answer = await segments.SynthesizeAsync(call, progress, interrupted);
        }
        catch (OperationCanceledException) when (interrupted.IsCancellationRequested && progress.RequestId is { } id)
        {
            return await segments.GetAsync(id, TimeSpan.Zero, null, CancellationToken.None);
        }

        return wait is { } whole ? await FollowAsync(answer, whole - time.GetElapsedTime(begun)) : answer;
    }

    /// <summary>Waits for a request that exists.</summary>
    public async Task<Answer<SynthesisAnswer>> WaitAsync(string requestId, TimeSpan wait)
    {
        long begun = time.GetTimestamp();
        Answer<SynthesisAnswer> answer = await GetAsync(requestId, Shorter(wait, LongestCall));
        return await FollowAsync(answer, wait - time.GetElapsedTime(begun));
    }

    private async Task<Answer<SynthesisAnswer>> FollowAsync(Answer<SynthesisAnswer> answer, TimeSpan left)
    {
        bool isStoringOnly = false;
        while (left > TimeSpan.Zero && !interrupted.IsCancellationRequested
            && answer is Answer<SynthesisAnswer>.Given { Value: { Status: RequestStatus.InProgress } state })
        {
            if (!isStoringOnly && IsStoringOnly(state))
            {
                (isStoringOnly, left) = (true, Shorter(left, ForMediaStore));
            }

            long begun = time.GetTimestamp();
            answer = await GetAsync(state.RequestId, Shorter(left, LongestCall));
            if (time.GetElapsedTime(begun) < Pause && answer is Answer<SynthesisAnswer>.Given { Value.Status: RequestStatus.InProgress })
            {
                await PauseAsync();
            }

            left -= time.GetElapsedTime(begun);
        }

        return answer;
    }

    // A clip that the media store does not take is here and is answered with its address: its storing goes on behind the caller's back.
    private static bool IsStoringOnly(SynthesisAnswer state) =>
        !state.FailedSegments.Any(s => s.IsPending)
        && state.VideoSegments.All(s => s.MediaStatus is not MediaStatus.Pending || s.MediaProblem is not null);

    private async Task<Answer<SynthesisAnswer>> GetAsync(string requestId, TimeSpan wait)
    {
        try
        {
            return await segments.GetAsync(requestId, wait, progress, interrupted);
        }
        catch (OperationCanceledException) when (interrupted.IsCancellationRequested)
        {
            return await segments.GetAsync(requestId, TimeSpan.Zero, null, CancellationToken.None);
        }
    }

    private async Task PauseAsync()
    {
        try
        {
            await Task.Delay(Pause, time, interrupted);
        }
        catch (OperationCanceledException)
        {
            // The loop sees it.
        }
    }

    private static TimeSpan Shorter(TimeSpan left, TimeSpan right) => left < right ? left : right;
}
