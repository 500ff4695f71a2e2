using System.Globalization;

namespace VideoGen.Web.Tests;

/// <summary>Clips whose frames can be told by a program: the number stands in the picture, as eight bars across its top, white for one.</summary>
internal static class Clips
{
    /// <summary>Makes one with long groups of pictures and B-frames, as providers do.</summary>
    /// <param name="path">Where.</param>
    /// <param name="frames">How many frames.</param>
    /// <param name="from">Number of the first frame.</param>
    /// <param name="ground">Brightness below the bars, 0–255.</param>
    /// <param name="fps">Frames per second.</param>
    public static Task MakeAsync(string path, int frames, int from, int ground = 60, int fps = 24) => NodeRun.RunAsync(
        "ffmpeg", Path.GetDirectoryName(path)!, null,
        "-v", "error", "-y", "-f", "lavfi",
        "-i", string.Create(CultureInfo.InvariantCulture, $"color=black:s=320x180:r={fps}:d={frames / (decimal)fps}"),
        "-vf", string.Create(CultureInfo.InvariantCulture, $"geq=lum='if(lt(Y,40),16+219*mod(floor((N+{from})/pow(2,floor(X/40))),2),{ground})':cb=128:cr=128"),
        "-frames:v", frames.ToString(CultureInfo.InvariantCulture),
        "-c:v", "libx264", "-preset", "veryfast", "-crf", "18", "-pix_fmt", "yuv420p", "-g", "250", "-bf", "3", "-movflags", "+faststart", path);
}
