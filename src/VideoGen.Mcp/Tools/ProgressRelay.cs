using System.Threading.Channels;
using ModelContextProtocol;
using VideoGen.Synthesis;

namespace VideoGen.Mcp.Tools;

/// <summary>
/// Passes progress on to the caller one notification after the other, each sent before the next, all before the answer. The numbers
/// strictly grow, as the protocol demands: the sum of what the segments have reached, out of the number of segments. The first names the
/// request, so that a caller who loses the connection can find it. While nothing happens the last one is repeated, because some clients
/// count the seconds from one notification to the next.
/// </summary>
internal sealed class ProgressRelay : IProgress<SegmentProgress>, IAsyncDisposable
{
    private static readonly TimeSpan LongestSilence = TimeSpan.FromSeconds(15);

    private readonly Channel<SegmentProgress> _reports = Channel.CreateUnbounded<SegmentProgress>(new() { SingleReader = true });
    private readonly Func<ProgressNotificationValue, CancellationToken, Task> _send;
    private readonly Dictionary<string, double> _reached = new(StringComparer.Ordinal);
    private readonly TimeProvider _time;
    private Task<bool>? _news;
    private readonly Task _pump;
    private float _last = -1;

    /// <param name="send">Sends one notification and returns when it is on its way.</param>
    /// <param name="time">Clock of the silence.</param>
    /// <param name="cancellationToken">Ends the sending.</param>
    public ProgressRelay(Func<ProgressNotificationValue, CancellationToken, Task> send, TimeProvider time, CancellationToken cancellationToken)
    {
        (_send, _time) = (send, time);
        _pump = PumpAsync(cancellationToken);
    }

    /// <inheritdoc/>
    public void Report(SegmentProgress value) => _reports.Writer.TryWrite(value); // after the answer: dropped

    /// <summary>Sends what is still waiting and nothing after that.</summary>
    public async ValueTask DisposeAsync()
    {
        _reports.Writer.TryComplete();
        await _pump;
    }

    private async Task PumpAsync(CancellationToken cancellationToken)
    {
        try
        {
            SegmentProgress? last = null;
            while (await NextAsync(last, cancellationToken) is { } report)
            {
                await _send(Next(report), cancellationToken);
                last = report;
            }
        }
        catch (OperationCanceledException)
        {
            // The call was given up; nobody listens any more.
        }
        catch (Exception lost) when (lost is IOException or InvalidOperationException)
        {
            // The connection is gone. The call itself will find that out.
        }
    }

    // The next report; the last one again after a silence; null when there will be no more.
    private async Task<SegmentProgress?> NextAsync(SegmentProgress? last, CancellationToken cancellationToken)
    {
        _news ??= _reports.Reader.WaitToReadAsync(cancellationToken).AsTask();
        try
        {
            bool more = await (last is null ? _news : _news.WaitAsync(LongestSilence, _time, cancellationToken));
            _news = null;
            return more && _reports.Reader.TryRead(out SegmentProgress? report) ? report : null;
        }
        catch (TimeoutException)
        {
            return last;
        }
    }

    private ProgressNotificationValue Next(SegmentProgress report)
    {
        _reached[report.SegmentId] = Math.Max(_reached.GetValueOrDefault(report.SegmentId), Math.Clamp(report.Fraction, 0, 1));
        float total = Math.Max(report.Total, _reached.Count);
        string message = _last < 0 ? $"request {report.RequestId}: {report.Message}" : report.Message;
        float sum = (float)_reached.Values.Sum();

        // News without a step forward ("now third in the queue") still has to show a larger number: a hundredth of what is left.
        _last = sum > _last ? sum : _last + Math.Max((total - _last) / 100, 1e-4f);
        return new() { Progress = _last, Total = total, Message = message };
    }
}
