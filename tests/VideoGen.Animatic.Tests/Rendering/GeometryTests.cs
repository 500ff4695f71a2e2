using VideoGen.Animatic.Paths;
using VideoGen.Animatic.Rendering;
using VideoGen.Animatic.Sampling;
using VideoGen.Animatic.Stills;

namespace VideoGen.Animatic.Tests.Rendering;

/// <summary>Pictures of every size through the whole geometry of the renderer: plan, way of the camera, working size, sampler.</summary>
public sealed class GeometryTests : IDisposable
{
    private static readonly string[] Notes =
        ["", "static", "push in", "pull out", "pan left", "whip pan right", "tilt up", "crane down", "handheld", "orbit left", "push in, then pan left, then pull out", "dramatic fast push in, hard pan right"];

    private static readonly (int Width, int Height)[] Screens = [(1280, 720), (1920, 1080), (720, 1280), (1024, 1024), (854, 480), (2048, 858), (64, 4096)];

    // What image generators offer by name, upright and lying: SDXL, Flux and fal's named sizes, GPT Image, DALL-E 3, Imagen, Gemini, Midjourney,
    // Ideogram, Seedream, Qwen, Firefly, and the sizes of video.
    private static readonly (int, int)[] Offered =
    [
        (512, 512), (768, 768), (1024, 1024), (1152, 896), (1216, 832), (1344, 768), (1536, 640), (1024, 768), (1024, 576), (1536, 1024), (1792, 1024),
        (1408, 768), (1280, 896), (2048, 2048), (2816, 1536), (2560, 1792), (1184, 864), (1248, 832), (1536, 672), (1456, 816), (1232, 928), (1344, 896), (1680, 720),
        (1312, 736), (1120, 832), (1360, 768), (1280, 800), (2304, 1728), (2560, 1440), (2496, 1664), (3024, 1296), (4096, 4096), (4704, 3520), (5504, 3040), (6240, 2656),
        (1664, 928), (1472, 1140), (2688, 1536), (640, 360), (854, 480), (1280, 720), (1366, 768), (1920, 1080), (3840, 2160), (4096, 2160), (7680, 4320), (2390, 1000), (1998, 1080),
    ];

    private readonly Studio _studio = new();

    public void Dispose() => _studio.Dispose();

    [Fact]
    public void Window_OfEverySizeThatGeneratorsOffer_LiesInThePicture()
    {
        IEnumerable<(int, int)> grid = from width in Enumerable.Range(4, 37) from height in Enumerable.Range(4, 37) select (width * 64, height * 64);
        int turn = 0;
        foreach ((int width, int height) in Offered.Concat(Offered.Select(s => (s.Item2, s.Item1))).Concat(grid))
        {
            Look(width, height, Screens[0], Notes[turn++ % Notes.Length], 0.5);
            Look(width, height, Screens[turn % Screens.Length], "", 0.5);
        }
    }

    [Fact]
    public void Window_OfAnySize_LiesInThePicture()
    {
        var random = new Random(12);
        for (int i = 0; i < 4_000; i++)
        {
            Look(Side(random), Side(random), Screens[random.Next(Screens.Length)], Notes[random.Next(Notes.Length)], random.NextDouble());
        }
    }

    [Fact]
    public void Frame_OfAnySize_HoldsNothingBesideThePicture()
    {
        var random = new Random(13);
        var sampler = new FrameSampler(160, 90);
        var frame = new Planes(160, 90);
        for (int i = 0; i < 300; i++)
        {
            (int width, int height) = i < Offered.Length ? Offered[i] : (Side(random), Side(random));
            ScenePlan plan = Look(width, height, (160, 90), Notes[i % Notes.Length], random.NextDouble());
            var picture = new Planes(plan.Size.Width, plan.Size.Height);
            picture.Picture.Span.Fill(137);
            foreach (double time in (double[])[0, 0.37, 1])
            {
                sampler.Draw(picture, plan.Size.Width / plan.Fit.Width, plan.Size.Height / plan.Fit.Height, plan.Path.At(time), frame);
                frame.Picture.Span.IndexOfAnyExcept((byte)137).ShouldBe(-1, $"{width}x{height}");
            }
        }
    }

    [Theory]
    [InlineData(720, 1280)]
    [InlineData(1440, 2560)]
    [InlineData(1536, 640)]
    [InlineData(576, 1024)]
    [InlineData(2048, 858)]
    [InlineData(64, 64)]
    [InlineData(16384, 64)]
    [InlineData(64, 16384)]
    [InlineData(1023, 577)]
    public async Task Render_OfASizeThatLeavesNoRoom_IsAClip(int width, int height)
    {
        AnimaticSpec spec = new() { Stills = [new AnimaticStill(_studio.Disc("1.png", width, height))], CameraNotes = ["tilt up"], Seconds = 0.5m, FramesPerSecond = 8, Width = 320, Height = 180 };
        (await _studio.RenderAsync("a.mp4", spec)).Frames.ShouldBe(4);
        (await _studio.RenderAsync("b.mp4", spec with { CameraNotes = ["static"] })).Frames.ShouldBe(4);
    }

    private static int Side(Random random) => (int)Math.Round(64 * Math.Pow(16_384 / 64.0, random.NextDouble()));

    private static ScenePlan Look(int width, int height, (int Width, int Height) screen, string notes, double strength)
    {
        string what = $"{width}x{height} on {screen.Width}x{screen.Height}, \"{notes}\", {strength}";
        var spec = new AnimaticSpec { Stills = [new AnimaticStill("x")], CameraNotes = [notes], Seconds = 2, Width = screen.Width, Height = screen.Height, MotionStrength = strength };
        ScenePlan plan = ScenePlan.For(spec, [(width, height)]).ShouldHaveSingleItem();
        ((long)plan.Size.Width * plan.Size.Height).ShouldBeLessThan(30_000_000, what);
        foreach (Viewport window in Enumerable.Range(0, 13).Select(i => plan.Path.At(i / 12.0)))
        {
            double slack = 1e-9 * Math.Max(plan.Fit.Width, plan.Fit.Height);
            bool inside = window.X - window.Width / 2 >= -slack && window.X + window.Width / 2 <= plan.Fit.Width + slack
                && window.Y - window.Height / 2 >= -slack && window.Y + window.Height / 2 <= plan.Fit.Height + slack && window is { Width: > 0, Height: > 0 };
            inside.ShouldBeTrue($"{what}: {window}");
        }

        return plan;
    }
}
