using System.Globalization;
using System.Text.RegularExpressions;
using VideoGen.Animatic.Encoding;
using VideoGen.Animatic.Finishing;
using VideoGen.Animatic.Rendering;
using VideoGen.Animatic.Stills;
using VideoGen.Catalog;
using VideoGen.Contract;
using VideoGen.Delivery;
using VideoGen.Files;
using VideoGen.Finishing;
using VideoGen.Frames;
using VideoGen.Jobs;
using VideoGen.Lint;
using VideoGen.Synthesis;

namespace VideoGen.Animatic.Bench;

/// <summary>
/// What finishing costs against a plain transcode of the very same clip with the very same encoder settings, and what the colour match gains: clips of two stills
/// whose colours drift away artificially, before and after, against the clip without the drift.
/// </summary>
internal static partial class FinishingBench
{
    private const int Rounds = 5;

    // As a service has it: the stills of an order were sampled when it was planned.
    private static RememberedSamples? _sampler;

    private static readonly (string Name, string Drift)[] Drifts =
    [
        ("shifted all along", "lutrgb=r=val*0.94+6:g=val*1.04-4:b=val*1.06+4"),
        ("drifting to the end", "split[a][b];[b]lutrgb=r=val*0.9+8:g=val*1.06-5:b=val*1.08+3[c];[a][c]blend=all_expr='A*(1-T/4)+B*T/4'"),
        ("as it was", "null"),
    ];

    public static async Task RunAsync(string program, string folder, string first, string last)
    {
        string truth = Path.Combine(folder, "truth.mp4");
        using (var renderer = new AnimaticRenderer(program))
        {
            await renderer.RenderAsync(new AnimaticSpec { Stills = [new AnimaticStill(first), new AnimaticStill(last)], CameraNotes = ["static", "static"], Seconds = 4 }, truth);
        }

        foreach ((string name, string drift) in Drifts)
        {
            string clip = Path.Combine(folder, "clip.mp4");
            await FfmpegAsync(program, ["-i", $"file:{truth}", "-filter_complex", $"format=gbrp,{drift},scale=out_color_matrix=bt709:out_range=tv,format=yuv420p,setparams=colorspace=bt709", "-colorspace", "bt709", "-c:v", "libx264", "-crf", "12", $"file:{clip}"]);
            ClipFinishing done = await FinishAsync(program, folder, clip, [first, last], FinishingStep.ColourMatch);
            string copy = done.Clip is { } made ? new Uri(made.VideoUrl).LocalPath : clip;
            (double before, double after) = (await PsnrAsync(program, clip, truth), await PsnrAsync(program, copy, truth));
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"colour match, {name}: {before:0.0} dB to {after:0.0} dB against the clip without drift; ends {done.ColourMatch!.FirstBeforeDb}/{done.ColourMatch.LastBeforeDb} dB to {done.ColourMatch.FirstAfterDb}/{done.ColourMatch.LastAfterDb} dB against the stills. {done.ColourMatch.Reason}"));
            if (name == Drifts[1].Name)
            {
                await CostAsync(program, folder, clip, [first, last]);
            }
        }
    }

    private static async Task CostAsync(string program, string folder, string clip, string[] stills)
    {
        (string Name, FinishingStep[] Steps)[] orders =
        [
            ("normalize", [FinishingStep.Normalize]),
            ("colour_match", [FinishingStep.ColourMatch]),
            ("trim, normalize, colour_match, checks", [FinishingStep.Trim, FinishingStep.Normalize, FinishingStep.ColourMatch, FinishingStep.Checks]),
        ];
        foreach ((string name, FinishingStep[] steps) in orders)
        {
            var ours = new List<double>();
            var plain = new List<double>();
            for (int round = 0; round <= Rounds; round++)
            {
                CpuClock start = CpuClock.Read();
                await FinishAsync(program, folder, clip, stills, steps);
                double finish = CpuClock.Read().Since(start).Sum;
                start = CpuClock.Read();
                await FfmpegAsync(program,
                [
                    "-i", $"file:{clip}", "-map", "0:v:0", "-c:v", "libx264", "-preset", "faster", "-crf", "17", "-profile:v", "high", "-pix_fmt", "yuv420p", "-g", "48", "-bf", "2", "-threads", "2",
                    "-x264-params", "open-gop=0:stitchable=1", "-an", "-movflags", "+faststart", $"file:{Path.Combine(folder, "plain.mp4")}",
                ]);
                double transcode = CpuClock.Read().Since(start).Sum;

                // The first round warms the compiler and the page cache.
                if (round > 0)
                {
                    ours.Add(finish);
                    plain.Add(transcode);
                }
            }

            // Both of a round run under the same load of the machine.
            double[] ratios = [.. ours.Zip(plain, (mine, floor) => mine / floor).Order()];
            (double median, double transcoded) = (ours.Order().ElementAt(Rounds / 2), plain.Order().ElementAt(Rounds / 2));
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{name}: {median:0.00} s CPU; plain transcode {transcoded:0.00} s; ratio {ratios[Rounds / 2]:0.00}, {ratios[0]:0.00} to {ratios[^1]:0.00} (target 1.30); of the least of both {ours.Min() / plain.Min():0.00}"));
        }
    }

    private static async Task<ClipFinishing> FinishAsync(string program, string folder, string clip, string[] stills, params FinishingStep[] steps)
    {
        var step = new FinishStep(
            new FfmpegFinisher(program), _sampler ??= new RememberedSamples(new StillSampler(program, 100_000_000)), new FolderMediaStore(Path.Combine(folder, Path.GetRandomFileName())), null,
            new AgentOptions { Home = folder, WorkFolder = folder }, TimeProvider.System);
        ClipFacts facts;
        using (FileStream stream = File.OpenRead(clip))
        {
            facts = ClipReader.Read(stream);
        }

        var job = new Job
        {
            Id = "job_bench",
            RequestId = "req_bench",
            SegmentId = "SEGMENT_1",
            SegmentIndex = 0,
            ProjectId = "p",
            EpisodeId = "e",
            SceneNumber = 1,
            ShotOrder = 1,
            FrameIds = ["A", "B"],
            Provider = "bench",
            Model = "bench",
            Prompt = "",
            TemplateId = "bench",
            TemplateVersion = 1,
            WantedSeconds = facts.DurationSeconds,
            SlotSeconds = facts.DurationSeconds,
            MotionStrength = 0.6,
            Output = new PresetOutput(1280, 720, 24),
            CreatedAt = TimeProvider.System.GetUtcNow(),
            Stills = [.. stills.Select((s, i) => new FrameStill($"F{i}", $"file://{s}", s, FileHash.Of(s), "image/png", 1280, 720, new FileInfo(s).Length))],
            Finishing = new FinishingOptions { Steps = [.. steps] },
        };
        var whole = new Clip
        {
            Address = new Uri(clip),
            Path = "projects/p/e/segments/segment_1_1.mp4",
            Take = 1,
            DurationSeconds = facts.DurationSeconds,
            Width = facts.Width,
            Height = facts.Height,
            FramesPerSecond = facts.FramesPerSecond,
            Frames = facts.Frames,
            Codec = facts.Codec,
            Sha256 = FileHash.Of(clip),
            FileSize = new FileInfo(clip).Length,
        };
        return (await step.RunAsync(job, whole, clip, CancellationToken.None))!;
    }

    private static async Task<double> PsnrAsync(string program, string one, string other)
    {
        string told = await FfmpegAsync(program, ["-loglevel", "info", "-i", $"file:{one}", "-i", $"file:{other}", "-filter_complex", "[0]scale=out_color_matrix=bt709,format=gbrp[a];[1]scale=out_color_matrix=bt709,format=gbrp[b];[a][b]psnr", "-f", "null", "-"]);
        return Average().Match(told) is { Success: true } found && double.TryParse(found.Groups["db"].Value, CultureInfo.InvariantCulture, out double db) ? db : 99;
    }

    private static async Task<string> FfmpegAsync(string program, IEnumerable<string> arguments)
    {
        await using FfmpegProcess ffmpeg = FfmpegProcess.Start(program, ["-hide_banner", "-nostdin", "-nostats", "-loglevel", "error", "-y", .. arguments]);
        (int code, string errors) = await ffmpeg.EndAsync(CancellationToken.None);
        return code == 0 ? errors : throw new InvalidOperationException(errors);
    }

    [GeneratedRegex(@"average:(?<db>\d+\.\d+)", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Average();
}
