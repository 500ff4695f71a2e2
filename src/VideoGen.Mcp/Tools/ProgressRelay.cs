using System.Threading.Channels;
using ModelContextProtocol;
using VideoGen.Synthesis;

namespace VideoGen.Mcp.Tools;

/// <summary>
/// Passes progress on to the caller one notification after the other, each sent before the next, all before the answer. The numbers
/// strictly grow, as the protocol demands: the sum of what the segments have reached, out of the number of segments. The first names the
/// request, so that a caller who loses the connection can find it.
/// </summary>
internal sealed class ProgressRelay : IProgress<SegmentProgress>, IAsyncDisposable
{
    private readonly Channel<SegmentProgress> _reports = Channel.CreateUnbounded<SegmentProgress>(new() { SingleReader = true });
    private readonly Func<ProgressNotificationValue, CancellationToken, Task> _send;
    private readonly Dictionary<string, double> _reached = new(StringComparer.Ordinal);
    private readonly Task _pump;
    private float _last = -1;

    /// <param name="send">Sends one notification and returns when it is on its way.</param>
    /// <param name="cancellationToken">Ends the sending.</param>
    public ProgressRelay(Func<ProgressNotificationValue, CancellationToken, Task> send, CancellationToken cancellationToken)
    {
        _send = send;
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
            await foreach (SegmentProgress report in _reports.Reader.ReadAllAsync(cancellationToken))
            {
                await _send(Next(report), cancellationToken);
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
