using System.Collections.Immutable;
using System.Globalization;

namespace VideoGen.Animatic.Finishing;

/// <summary>The two ends of what is looked at, each a small frame in a file of its own: a clip of hours takes no more room than one of seconds.</summary>
/// <param name="scratch">Begin of the names of both files.</param>
internal sealed class LookFiles(string scratch) : IDisposable
{
    // Without "-vsync 0" the place of every frame that was not selected is filled with a copy.
    private static readonly ImmutableArray<string> Raw = ["-vsync", "0", "-c:v", "rawvideo", "-f", "image2", "-update", "1"];

    /// <summary>File of the first frame; there is none where nothing was seen.</summary>
    public string FirstFile { get; } = $"{scratch}.first";

    /// <summary>File of the last frame; there is none where nothing was seen.</summary>
    public string LastFile { get; } = $"{scratch}.last";

    /// <summary>The output that writes the first frame.</summary>
    /// <param name="filters">Filters before; null for none.</param>
    public ImmutableArray<string> First(string? filters = null) => ["-map", "0:v:0", "-vf", Small(filters), "-frames:v", "1", .. Raw, $"file:{FirstFile}"];

    /// <summary>The output that writes frame after frame, each in place of the one before.</summary>
    /// <param name="filters">Filters before; null for none.</param>
    public ImmutableArray<string> Last(string? filters = null) => ["-map", "0:v:0", "-vf", Small(filters), .. Raw, $"file:{LastFile}"];

    /// <summary>Filter that leaves out what cannot be the last frame. A file may be shorter than it says, so some of the frames before are seen as well.</summary>
    /// <param name="seconds">Length of the clip.</param>
    public static string NearEnd(decimal seconds) => string.Create(CultureInfo.InvariantCulture, $"select='gte(t,{Math.Max(0, seconds - 0.5m):0.###})+not(mod(n,16))'");

    /// <inheritdoc/>
    public void Dispose()
    {
        File.Delete(FirstFile);
        File.Delete(LastFile);
    }

    private static string Small(string? filters) => $"{(filters is null ? "" : $"{filters},")}scale={LookReading.Side}:{LookReading.Side}:flags=area:out_range=tv,format=yuv444p";
}
