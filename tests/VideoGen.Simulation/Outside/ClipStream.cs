using VideoGen.Simulation.Worlds;

namespace VideoGen.Simulation.Outside;

/// <summary>A body that comes in pieces, each after a while.</summary>
internal sealed class ClipStream(World world, string jobId, byte[] bytes) : Stream
{
    private int _at;

    public string JobId { get; } = jobId;

    public bool IsOpen { get; private set; } = true;

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
        await world.PassAsync(world.Chance.AnyMagnitude(TimeSpan.FromMilliseconds(1), TimeSpan.FromMilliseconds(200)), cancellationToken: cancellationToken).ConfigureAwait(false);
        int read = Math.Min(Math.Min(buffer.Length, bytes.Length - _at), world.Chance.Between(300, 2000));
        bytes.AsMemory(_at, read).CopyTo(buffer);
        _at += read;
        return read;
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        IsOpen = false;
        base.Dispose(disposing);
    }
}
