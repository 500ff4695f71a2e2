using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;

namespace VideoGen.DocumentedFal.Tests.Service;

/// <summary>Real clips of so many seconds, made by ffmpeg once for the whole run.</summary>
internal static class Clips
{
    private static readonly ConcurrentDictionary<double, Lazy<Task<byte[]>>> Made = new();

    public static Task<byte[]> OfAsync(double seconds) => Made.GetOrAdd(seconds, s => new Lazy<Task<byte[]>>(() => MakeAsync(s))).Value;

    private static async Task<byte[]> MakeAsync(double seconds)
    {
        string path = Path.Combine(Directory.CreateTempSubdirectory("documented-fal-").FullName, "clip.mp4");
        using var ffmpeg = Process.Start(new ProcessStartInfo("ffmpeg",
            ["-v", "error", "-nostdin", "-f", "lavfi", "-i", "color=c=gray:s=1280x720:r=24", "-t", seconds.ToString(CultureInfo.InvariantCulture), "-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p", path]))!;
        await ffmpeg.WaitForExitAsync();
        ffmpeg.ExitCode.ShouldBe(0);
        byte[] clip = await File.ReadAllBytesAsync(path);
        Directory.Delete(Path.GetDirectoryName(path)!, recursive: true);
        return clip;
    }
}
