using VideoGen.Animatic.Encoding;
using VideoGen.Animatic.Rendering;

namespace VideoGen.Animatic.Bench;

/// <summary>Follows a soft dot through a slow push-in, to a hundredth of a pixel, and looks for stair-steps; ffmpeg's zoompan beside it.</summary>
internal static class SmoothnessMeter
{
    private const int Width = 1280;
    private const int Height = 720;
    private const int Frames = 72;

    // Pixels per frame². A jump of one whole pixel shows as 1; the easing itself stays below 0.05.
    private const double Stair = 0.12;

    public static async Task RunAsync(string program, string folder)
    {
        string still = await SyntheticStill.DotAsync(program, folder);
        var spec = new AnimaticSpec { Stills = [new AnimaticStill(still)], CameraNotes = ["slow, slight push-in"], Seconds = 3 };
        FrameComposer composer = await FrameComposer.CreateAsync(program, spec, 100_000_000, CancellationToken.None);
        var ours = new List<(double X, double Y)>();
        for (int i = 0; i < Frames; i++)
        {
            ours.Add(Centre(composer.Draw(i).Span));
        }

        Report("animatic", ours);
        string zoompan = $"zoompan=z='1+0.056*on/{Frames}':x='iw/2-(iw/zoom/2)':y='ih/2-(ih/zoom/2)':d={Frames}:s={Width}x{Height}:fps=24";
        await using FfmpegProcess ffmpeg = FfmpegProcess.Start(
            program, ["-hide_banner", "-nostdin", "-loglevel", "error", "-i", $"file:{still}", "-vf", zoompan, "-f", "rawvideo", "-pix_fmt", "yuv420p", "pipe:1"]);
        byte[] frame = new byte[Width * Height * 3 / 2];
        var theirs = new List<(double X, double Y)>();
        for (int i = 0; i < Frames; i++)
        {
            await ffmpeg.Output.ReadExactlyAsync(frame);
            theirs.Add(Centre(frame));
        }

        Report("zoompan (for contrast)", theirs);
    }

    private static (double X, double Y) Centre(ReadOnlySpan<byte> frame)
    {
        double sum = 0;
        double x = 0;
        double y = 0;
        for (int row = 0; row < Height; row++)
        {
            for (int column = 0; column < Width; column++)
            {
                double light = Math.Max(0, frame[row * Width + column] - 24);
                sum += light;
                x += light * column;
                y += light * row;
            }
        }

        return (x / sum, y / sum);
    }

    private static void Report(string title, List<(double X, double Y)> way)
    {
        double[] steps = [.. way.Zip(way.Skip(1), (a, b) => Math.CopySign(Math.Sqrt((b.X - a.X) * (b.X - a.X) + (b.Y - a.Y) * (b.Y - a.Y)), a.X - b.X))];
        double[] jumps = [.. steps.Zip(steps.Skip(1), (a, b) => b - a)];
        Console.WriteLine($"{title}: pixels per frame: {string.Join(' ', steps.Select(s => s.ToString("0.00")))}");
        Console.WriteLine($"{title}: change of that:   {string.Join(' ', jumps.Select(s => s.ToString("0.00")))}");
        double worst = jumps.Max(Math.Abs);
        double backwards = Math.Max(0, -steps.Min());
        Console.WriteLine($"{title}: largest change {worst:0.000} px/frame², largest step backwards {backwards:0.000} px: {(worst < Stair ? "smooth" : "STAIR-STEPS")}");
    }
}
