namespace VideoGen.Mcp.Stdio;

/// <summary>
/// The input stream, whose end is held back until the calls that came in before it are answered: the SDK drops what is in flight as soon
/// as it sees the end. A read can be given up although the console's own read cannot.
/// </summary>
internal sealed class HeldInput(Stream input, Func<CancellationToken, Task> beforeEnd) : Stream
{
    private readonly byte[] _buffer = new byte[64 * 1024];
    private int _start;
    private int _count;
    private byte _last = (byte)'\n';

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
        if (_count == 0)
        {
            // A read of the console blocks its thread until the next line: it must never run on the caller's, and is left behind when given up.
            Task<int> read = Task.Run(() => input.ReadAsync(_buffer, CancellationToken.None).AsTask(), CancellationToken.None);
            (_start, _count) = (0, await read.WaitAsync(cancellationToken));
            if (_count == 0 && _last == (byte)'\n')
            {
                await beforeEnd(cancellationToken);
                return 0;
            }

            if (_count == 0)
            {
                (_buffer[0], _count) = ((byte)'\n', 1); // a last line without an end is a line too
            }

            _last = _buffer[_count - 1];
        }

        int taken = Math.Min(buffer.Length, _count);
        _buffer.AsMemory(_start, taken).CopyTo(buffer);
        (_start, _count) = (_start + taken, _count - taken);
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
