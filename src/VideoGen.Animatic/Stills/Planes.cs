namespace VideoGen.Animatic.Stills;

/// <summary>A picture as yuv420p, limited range, BT.709, chroma sited left.</summary>
internal sealed class Planes
{
    /// <summary>Bytes after the last pixel that vector loads may touch.</summary>
    public const int Padding = 64;

    /// <summary>Makes an empty picture.</summary>
    /// <param name="width">Pixels, even.</param>
    /// <param name="height">Pixels, even.</param>
    public Planes(int width, int height)
    {
        Width = width;
        Height = height;
        Bytes = new byte[Length + Padding];
    }

    /// <summary>Width in pixels.</summary>
    public int Width { get; }

    /// <summary>Height in pixels.</summary>
    public int Height { get; }

    /// <summary>Bytes of the three planes.</summary>
    public int Length => Width * Height * 3 / 2;

    /// <summary>Luma, then the two chroma planes, then <see cref="Padding"/>.</summary>
    public byte[] Bytes { get; }

    /// <summary>The three planes as one.</summary>
    public Memory<byte> Picture => Bytes.AsMemory(0, Length);
}
