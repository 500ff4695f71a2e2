namespace VideoGen.Tests.Auditing;

/// <summary>A stream of zeros that tells how much of it was read.</summary>
internal sealed class ZeroStream(long length) : Stream
{
    private long _read;

    /// <summary>Told how much was read, before more is.</summary>
    public Action<long> Reading { get; init; } = _ => { };

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => length;

    public override long Position { get => _read; set => throw new NotSupportedException(); }

    public override int Read(byte[] buffer, int offset, int count)
    {
        Reading(_read);
        int read = (int)Math.Min(count, length - _read);
        buffer.AsSpan(offset, read).Clear();
        _read += read;
        return read;
    }

    public override void Flush()
    {
        // Nothing is written.
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
