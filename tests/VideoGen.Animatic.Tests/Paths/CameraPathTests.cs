using VideoGen.Animatic.Camera;
using VideoGen.Animatic.Paths;

namespace VideoGen.Animatic.Tests.Paths;

public sealed class CameraPathTests
{
    private const double Aspect = 16.0 / 9;
    private const int Steps = 2000;

    public static TheoryData<string, int, int, double> Moves()
    {
        var data = new TheoryData<string, int, int, double>();
        string[] notes =
        [
            "push in", "pull out", "pan left", "tilt up", "crane down", "whip pan right", "handheld", "dramatic fast push in, hard pan right",
            "push in then pan left then pull out", "static", "orbit left", "", "push in then push in then push in",
        ];
        (int, int)[] sizes = [(1920, 1080), (1080, 1920), (1000, 1000), (2390, 1000), (640, 480), (1, 1), (8000, 500)];
        foreach (string note in notes)
        {
            foreach ((int width, int height) in sizes)
            {
                data.Add(note, width, height, 0.3);
                data.Add(note, width, height, 1);
            }
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Moves))]
    public void At_AnyTime_StaysInsideThePictureAndKeepsItsShape(string notes, int width, int height, double strength)
    {
        foreach (bool joins in (bool[])[false, true])
        {
            CameraPath path = Path(notes, width, height, strength, joins);
            foreach (Viewport v in Enumerable.Range(0, Steps + 1).Select(i => path.At((double)i / Steps)))
            {
                (v.X - v.Width / 2).ShouldBeGreaterThanOrEqualTo(-1e-9 * width);
                (v.X + v.Width / 2).ShouldBeLessThanOrEqualTo(width * (1 + 1e-9));
                (v.Y - v.Height / 2).ShouldBeGreaterThanOrEqualTo(-1e-9 * height);
                (v.Y + v.Height / 2).ShouldBeLessThanOrEqualTo(height * (1 + 1e-9));
                (v.Width / v.Height).ShouldBe(Aspect, 1e-9);
                v.Width.ShouldBeGreaterThanOrEqualTo(path.Tightest * 0.999);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Moves))]
    public void At_AnyTime_VelocityIsContinuous(string notes, int width, int height, double strength)
    {
        CameraPath path = Path(notes, width, height, strength, joins: false);
        Viewport[] way = [.. Enumerable.Range(0, Steps + 1).Select(i => path.At((double)i / Steps))];
        double screen = way.Max(v => v.Width);
        for (int i = 2; i < way.Length; i++)
        {
            // Accelerations stay finite: the step changes by far less than a step itself could be.
            Math.Abs(way[i].X - 2 * way[i - 1].X + way[i - 2].X).ShouldBeLessThan(screen * 1e-3, $"at {i}");
            Math.Abs(way[i].Y - 2 * way[i - 1].Y + way[i - 2].Y).ShouldBeLessThan(screen * 1e-3, $"at {i}");
            Math.Abs(Math.Log(way[i].Width * way[i - 2].Width / way[i - 1].Width / way[i - 1].Width)).ShouldBeLessThan(1e-3, $"at {i}");
        }
    }

    [Theory]
    [MemberData(nameof(Moves))]
    public void At_NoStrength_StandsStill(string notes, int width, int height, double strength)
    {
        strength.ShouldBeGreaterThan(0);
        CameraPath path = Path(notes, width, height, 0, joins: true);
        Enumerable.Range(0, 20).Select(i => path.At(i / 19.0)).Distinct().Count().ShouldBe(1);
    }

    [Theory]
    [InlineData("push in", 1, 0, 0)]
    [InlineData("pull out", -1, 0, 0)]
    [InlineData("pan left", 0, -1, 0)]
    [InlineData("truck right", 0, 1, 0)]
    [InlineData("tilt up", 0, 0, -1)]
    [InlineData("pedestal down", 0, 0, 1)]
    [InlineData("crane up", -1, 0, -1)]
    [InlineData("push in, pan right, tilt down", 1, 1, 1)]
    public void At_Ends_LieInTheDirectionsOfTheMove(string notes, int closer, int right, int down)
    {
        CameraPath path = Path(notes, 1920, 1080, 0.5, joins: false);
        Viewport from = path.At(0);
        Viewport to = path.At(1);
        Math.Sign(Math.Round(from.Width - to.Width, 3)).ShouldBe(closer);
        Math.Sign(Math.Round(to.X - from.X, 3)).ShouldBe(right);
        Math.Sign(Math.Round(to.Y - from.Y, 3)).ShouldBe(down);
    }

    [Fact]
    public void At_MoreStrength_GoesFarther()
    {
        double Way(double strength) => Path("pan right", 1920, 1080, strength, joins: false) is var p ? (p.At(1).X - p.At(0).X) : 0;
        Way(0.25).ShouldBeLessThan(Way(0.5));
        Way(0.5).ShouldBeLessThan(Way(1));
    }

    [Fact]
    public void At_TiltOverAPortrait_SeesAllOfIt()
    {
        CameraPath path = Path("tilt up", 1080, 1920, 0.5, joins: false);
        (path.At(0).Y + path.At(0).Height / 2).ShouldBe(1920, 1);
        (path.At(1).Y - path.At(1).Height / 2).ShouldBe(0, 1);
    }

    [Fact]
    public void At_TheJoin_BothStillsMove()
    {
        var before = new CameraPath(1920, 1080, Aspect, CameraNotes.Read("push in"), 0.5, new PathTiming(1.75, JoinsAfter: true));
        var after = new CameraPath(1920, 1080, Aspect, CameraNotes.Read("pan right"), 0.5, new PathTiming(1.75, JoinsBefore: true));
        before.At(0.99).Width.ShouldBeGreaterThan(before.At(1).Width + 1);
        after.At(0).Width.ShouldBeGreaterThan(after.At(0.01).Width + 0.5);
        after.At(0.01).X.ShouldBeGreaterThan(after.At(0).X + 0.5);
    }

    private static CameraPath Path(string notes, int width, int height, double strength, bool joins) =>
        new(width, height, Aspect, CameraNotes.Read(notes), strength, new PathTiming(3, joins, joins, 42));
}
