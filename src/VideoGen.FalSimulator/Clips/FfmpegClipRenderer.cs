using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;

namespace VideoGen.FalSimulation.Clips;

/// <summary>Fills the frame with the pictures and crossfades from the first to the last; a test card where there are none.</summary>
public sealed class FfmpegClipRenderer : IClipRenderer
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    /// <inheritdoc/>
    public bool ReadsPrompt => false;

    /// <inheritdoc/>
    public async Task RenderAsync(ClipOrder order, string path, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(order);
        var start = new ProcessStartInfo("ffmpeg", Arguments(order, path))
        {
            RedirectStandardError = true,
            RedirectStandardInput = true,
            UseShellExecute = false,
        };
        try
        {
            using Process process = Process.Start(start) ?? throw new ClipRenderException("ffmpeg did not start.");
            using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            patience.CancelAfter(Patience);
            try
            {
                process.StandardInput.Close();
                string words = await process.StandardError.ReadToEndAsync(patience.Token);
                await process.WaitForExitAsync(patience.Token);
                if (process.ExitCode != 0)
                {
                    throw new ClipRenderException("ffmpeg: " + words.Trim());
                }
            }
            catch (OperationCanceledException late) when (!cancellationToken.IsCancellationRequested)
            {
                throw new ClipRenderException($"ffmpeg did not end within {Patience.TotalMinutes} minutes.", late);
            }
            finally
            {
                if (!process.HasExited)
                {
                    process.Kill(entireProcessTree: true);
                }
            }
        }
        catch (Win32Exception missing)
        {
            throw new ClipRenderException("ffmpeg is not installed. Install it, or give the simulator another renderer.", missing);
        }
    }

    internal static IReadOnlyList<string> Arguments(ClipOrder order, string path)
    {
        string seconds = order.Seconds.ToString("0.######", CultureInfo.InvariantCulture);
        string size = $"{order.Width}x{order.Height}";
        string fit = $"scale={order.Width}:{order.Height}:force_original_aspect_ratio=increase,crop={order.Width}:{order.Height},setsar=1,"
            + $"loop=loop=-1:size=1:start=0,setpts=N/{order.Fps}/TB,fps={order.Fps},settb=AVTB";
        List<string> arguments = ["-v", "error", "-nostdin", "-y"];
        switch (order.Pictures)
        {
            case []:
                arguments.AddRange(["-f", "lavfi", "-i", $"testsrc2=size={size}:rate={order.Fps}:duration={seconds}"]);
                break;
            default:
                // Decoded once and repeated by a filter: with "-loop 1" a picture that cannot be decoded keeps ffmpeg busy forever.
                foreach (string picture in order.Pictures)
                {
                    arguments.AddRange(["-i", picture]);
                }

                break;
        }

        if (order.Audio)
        {
            arguments.AddRange(["-f", "lavfi", "-t", seconds, "-i", "anullsrc=channel_layout=stereo:sample_rate=48000"]);
        }

        string filter = order.Pictures switch
        {
            [] => "[0:v]null[v]",
            [_] => $"[0:v]{fit}[v]",
            [..] => $"[0:v]{fit}[a];[{order.Pictures.Count - 1}:v]{fit}[b];[a][b]xfade=transition=fade:duration={seconds}:offset=0[v]",
        };
        int frames = Math.Max(1, (int)Math.Round(order.Seconds * order.Fps));
        arguments.AddRange(["-filter_complex", filter, "-map", "[v]"]);
        if (order.Audio)
        {
            arguments.AddRange(["-map", $"{Math.Max(1, order.Pictures.Count)}:a", "-c:a", "aac", "-b:a", "64k"]);
        }

        arguments.AddRange(
        [
            "-frames:v", frames.ToString(), "-r", order.Fps.ToString(), "-c:v", "libx264", "-preset", "ultrafast", "-crf", "30",
            "-pix_fmt", "yuv420p", "-threads", "1", "-movflags", "+faststart", "-f", "mp4", path,
        ]);
        return arguments;
    }
}
