using System.Collections.Immutable;

namespace VideoGen.Frames;

/// <summary>Collects pieces of a file in order; neighbours become one.</summary>
internal sealed class PictureParts(ReadOnlyMemory<byte> file)
{
    private readonly ImmutableArray<ReadOnlyMemory<byte>>.Builder _parts = ImmutableArray.CreateBuilder<ReadOnlyMemory<byte>>();
    private int _start;
    private int _end;

    /// <summary>Adds a piece of the file.</summary>
    public void Add(int start, int end)
    {
        if (start != _end)
        {
            Close();
            _start = start;
        }

        _end = end;
    }

    /// <summary>Adds bytes that are not in the file.</summary>
    public void Add(byte[] bytes)
    {
        Close();
        _parts.Add(bytes);
        (_start, _end) = (0, 0);
    }

    public ImmutableArray<ReadOnlyMemory<byte>> ToImmutable()
    {
        Close();
        (_start, _end) = (0, 0);
        return _parts.ToImmutable();
    }

    private void Close()
    {
        if (_end > _start)
        {
            _parts.Add(file[_start.._end]);
        }
    }
}
