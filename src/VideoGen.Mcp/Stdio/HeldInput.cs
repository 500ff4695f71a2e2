namespace VideoGen.Mcp.Stdio;

/// <summary>
/// The input stream, whose end is held back until the calls that came in before it are answered: the SDK drops what is in flight as soon
/// as it sees the end. A read can be given up although the console's own read cannot.
/// </summary>
internal sealed class HeldInput(BatchLines lines, Func<CancellationToken, Task> beforeEnd) : Stream
{
    private ReadOnlyMemory<byte> _rest;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (_rest.IsEmpty)
        {
            // A read of the console blocks its thread until the next line: it must never run on the caller's, and is left behind when given up.
            Task<ReadOnlyMemory<byte>> read = Task.Run(lines.ReadAsync, CancellationToken.None);
            _rest = await read.WaitAsync(cancellationToken);
            if (_rest.IsEmpty)
            {
                await beforeEnd(cancellationToken);
                return 0;
            }
        }

        int taken = Math.Min(buffer.Length, _rest.Length);
        _rest[..taken].CopyTo(buffer);
        _rest = _rest[taken..];
        return taken;
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Flush() => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
