using System.Text;
using VideoGen.Contract;
using VideoGen.Jobs;
using VideoGen.Synthesis;

namespace VideoGen.Cli.Terminal;

/// <summary>Progress for people: one bar per segment, redrawn in place, and left standing when it is over.</summary>
internal sealed class LiveProgress(TextWriter error, int width, bool colors) : IRunProgress
{
    private const int BarWidth = 24;
    private readonly Lock _lock = new();
    private readonly SortedDictionary<int, SegmentProgress> _segments = [];
    private int _drawn;
    private bool _over;

    /// <inheritdoc/>
    public string? RequestId { get; private set; }

    /// <inheritdoc/>
    public void Report(SegmentProgress value)
    {
        lock (_lock)
        {
            if (_over)
            {
                return;
            }

            if (value.RequestId != RequestId)
            {
                RequestId = value.RequestId;
                _segments.Clear();
                _drawn = 0;
            }

            double before = _segments.TryGetValue(value.Number, out SegmentProgress? known) ? known.Fraction : 0;
            _segments[value.Number] = value with { Fraction = Math.Clamp(Math.Max(before, value.Fraction), 0, 1) };
            Draw();
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (_lock)
        {
            _over = true;
        }
    }

    private void Draw()
    {
        var frame = new StringBuilder();
        if (_drawn > 0)
        {
            frame.Append($"\x1b[{_drawn}F");
        }

        foreach (SegmentProgress segment in _segments.Values)
        {
            frame.Append("\x1b[2K").Append(LineOf(segment)).Append('\n');
        }

        _drawn = _segments.Count;
        error.Write(frame.ToString());
        error.Flush();
    }

    private string LineOf(SegmentProgress segment)
    {
        string head = $"{segment.SegmentId,-10} ";
        string percent = $" {segment.Fraction * 100,3:0} %  ";
        bool room = width >= head.Length + BarWidth + percent.Length + 16;
        string bar = room ? Bar(segment) : "";
        int left = width - 1 - head.Length - (room ? BarWidth : 0) - percent.Length;
        return head + bar + percent + Cut(PlainText.Line(segment.Message), left);
    }

    private string Bar(SegmentProgress segment)
    {
        int full = (int)Math.Floor(segment.Fraction * BarWidth);
        string done = new('━', full);
        string rest = new('─', BarWidth - full);
        string color = segment.State switch
        {
            JobState.Succeeded => "32",
            JobState.Failed or JobState.Cancelled or JobState.NotAttempted or JobState.Expired => "31",
            _ => "36",
        };
        return colors ? $"\x1b[{color}m{done}\x1b[0m\x1b[2m{rest}\x1b[0m" : done + rest;
    }

    /// <summary>Messages of the agent hold no wide characters beyond frame ids, so a column a character is near enough; the rest is cut.</summary>
    private static string Cut(string text, int columns) =>
        columns <= 1 ? "" : text.Length <= columns ? text : string.Concat(text.AsSpan(0, columns - 1), "…");
}
