using System.Text;

namespace VideoGen.Cli.Output;

/// <summary>
/// Stdout or stderr of the process. Whatever a write comes to, the stream is not written to again after it failed: what it still holds would fail once more.
/// </summary>
/// <param name="inner">The stream.</param>
/// <param name="mustArrive">
/// True, for results, throws <see cref="OutputUnwritableException"/> at the first write that fails; false, for progress and hints, goes on without them.
/// </param>
internal sealed class GuardedWriter(TextWriter inner, bool mustArrive) : TextWriter
{
    private bool _failed;

    /// <inheritdoc/>
    public override Encoding Encoding => inner.Encoding;

    /// <inheritdoc/>
    public override void Write(char value) => Guard(value, static (writer, text) => writer.Write(text));

    /// <inheritdoc/>
    public override void Write(char[] buffer, int index, int count) => Guard((buffer, index, count), static (writer, part) => writer.Write(part.buffer, part.index, part.count));

    /// <inheritdoc/>
    public override void Write(string? value) => Guard(value, static (writer, text) => writer.Write(text));

    /// <inheritdoc/>
    public override void WriteLine() => Guard(0, static (writer, _) => writer.WriteLine());

    /// <inheritdoc/>
    public override void WriteLine(string? value) => Guard(value, static (writer, text) => writer.WriteLine(text));

    /// <inheritdoc/>
    public override void Flush() => Guard(0, static (writer, _) => writer.Flush());

    private void Guard<T>(T what, Action<TextWriter, T> write)
    {
        if (_failed)
        {
            return;
        }

        try
        {
            write(inner, what);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ObjectDisposedException)
        {
            _failed = true;
            if (mustArrive)
            {
                throw new OutputUnwritableException(e);
            }
        }
    }
}
