using VideoGen.Contract;
using VideoGen.Synthesis;

namespace VideoGen.Cli.Terminal;

/// <summary>Progress for logs and simple terminals: one line whenever a segment says something new.</summary>
internal sealed class ProgressLines(TextWriter error) : IRunProgress
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, string> _last = new(StringComparer.Ordinal);

    /// <inheritdoc/>
    public string? RequestId { get; private set; }

    /// <inheritdoc/>
    public void Report(SegmentProgress value)
    {
        lock (_lock)
        {
            RequestId = value.RequestId;
            string key = $"{value.RequestId}/{value.SegmentId}";
            string said = $"{value.State}: {value.Message}";
            if (_last.TryGetValue(key, out string? before) && WithoutNumbers(before) == WithoutNumbers(said))
            {
                return;
            }

            _last[key] = said;
            error.WriteLine($"{value.SegmentId}  {PlainText.Line(value.Message)}");
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        // Lines need no cleaning up.
    }

    // "rendering, 41 %" after "rendering, 40 %" is nothing new for a log.
    private static string WithoutNumbers(string text) => string.Concat(text.Where(c => !char.IsAsciiDigit(c)));
}
