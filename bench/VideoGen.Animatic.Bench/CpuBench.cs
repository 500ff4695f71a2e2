using VideoGen.Animatic.Encoding;
using VideoGen.Animatic.Rendering;

namespace VideoGen.Animatic.Bench;

/// <summary>A clip, against ffmpeg encoding the very same frames from a raw file with the very same settings, in turn.</summary>
internal static class CpuBench
{
    private const int Rounds = 5;

    public static async Task RunAsync(string program, string folder, AnimaticSpec spec, string title)
    {
        string raw = Path.Combine(folder, "frames.yuv");
        FrameComposer composer = await FrameComposer.CreateAsync(program, spec, 100_000_000, CancellationToken.None);
        await using (FileStream file = File.Create(raw))
        {
            for (int i = 0; i < spec.Frames; i++)
            {
                await file.WriteAsync(composer.Draw(i));
            }
        }

        using var renderer = new AnimaticRenderer(program);
        var ours = new List<CpuClock>();
        var plain = new List<CpuClock>();
        for (int round = 0; round <= Rounds; round++)
        {
            CpuClock start = CpuClock.Read();
            await renderer.RenderAsync(spec, Path.Combine(folder, "clip.mp4"));
            CpuClock render = CpuClock.Read().Since(start);
            start = CpuClock.Read();
            await using (FfmpegProcess ffmpeg = FfmpegProcess.Start(program, EncodeArguments.For(spec.Width, spec.Height, spec.FramesPerSecond, raw, Path.Combine(folder, "plain.mp4"))))
            {
                await ffmpeg.EndAsync(CancellationToken.None);
            }

            CpuClock encode = CpuClock.Read().Since(start);

            // The first round warms the compiler and the page cache.
            if (round > 0)
            {
                ours.Add(render);
                plain.Add(encode);
            }
        }

        bool same = File.ReadAllBytes(Path.Combine(folder, "clip.mp4")).AsSpan().SequenceEqual(File.ReadAllBytes(Path.Combine(folder, "plain.mp4")));
        double mine = Median(ours.Select(c => c.Sum));
        double floor = Median(plain.Select(c => c.Sum));
        Console.WriteLine($"{title}: {mine:0.00} s CPU (drawing {Median(ours.Select(c => c.Own)):0.00}, ffmpeg {Median(ours.Select(c => c.Children)):0.00}); "
            + $"plain encode {floor:0.00} s; ratio {mine / floor:0.00} (target 1.50); same bytes: {(same ? "yes" : "NO")}");
        File.Delete(raw);
    }

    private static double Median(IEnumerable<double> values) => values.Order().ElementAt(Rounds / 2);
}
