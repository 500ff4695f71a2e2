using System.Buffers.Binary;

namespace VideoGen.Frames;

/// <summary>The packed pixels of a PNG, chunk after chunk.</summary>
/// <param name="chunks">Whole chunks, the first of them one with pixels.</param>
internal sealed class PngPixels(ReadOnlyMemory<byte> chunks) : Stream
{
    private int _at;
    private int _left;
    private bool _hasBegun;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override int Read(Span<byte> buffer)
    {
        while (_left == 0)
        {
            _at += _hasBegun ? 4 : 0; // the checksum of the one before
            ReadOnlySpan<byte> next = chunks.Span[_at..];
            if (next.Length < 8 || !next[4..8].SequenceEqual("IDAT"u8))
            {
                _at -= _hasBegun ? 4 : 0;
                return 0;
            }

            (_hasBegun, _left, _at) = (true, BinaryPrimitives.ReadInt32BigEndian(next), _at + 8);
        }

        int read = Math.Min(buffer.Length, _left);
        chunks.Span.Slice(_at, read).CopyTo(buffer);
        (_at, _left) = (_at + read, _left - read);
        return read;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override void Flush() { }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
