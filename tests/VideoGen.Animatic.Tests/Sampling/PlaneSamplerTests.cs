using VideoGen.Animatic.Paths;
using VideoGen.Animatic.Sampling;
using VideoGen.Animatic.Stills;

namespace VideoGen.Animatic.Tests.Sampling;

public sealed class PlaneSamplerTests
{
    [Theory]
    [InlineData(0.0, 1.0)]
    [InlineData(0.5, 1.0)]
    [InlineData(3.37, 1.0)]
    [InlineData(1.21, 0.73)]
    [InlineData(2.9, 1.37)]
    [InlineData(0.1, 1.95)]
    public void Fill_Gradient_IsExactWithinALevel(double origin, double step)
    {
        const int Width = 256;
        byte[] source = Plane(Width, 64, (x, y) => x * 0.7 + y * 0.5);
        AxisTaps columns = Taps(96, Width, 10 + origin, step);
        AxisTaps rows = Taps(20, 64, 8 + origin, step);
        byte[] target = new byte[96 * 20];
        new PlaneSampler().Fill(source, Width, columns, rows, target);
        for (int y = 0; y < 20; y++)
        {
            for (int x = 0; x < 96; x++)
            {
                ((double)target[y * 96 + x]).ShouldBe((10 + origin + x * step) * 0.7 + (8 + origin + y * step) * 0.5, 1);
            }
        }
    }

    [Theory]
    [InlineData(64)]
    [InlineData(61)]
    public void Fill_VectorAndPlainArithmetic_GiveTheSameBytes(int wide)
    {
        const int Width = 200;
        byte[] source = Plane(Width, 60, (x, y) => (x * 7919 + y * 104729 + x * y * 31) % 256);
        foreach (double step in (double[])[0.4, 1, 1.5, 2])
        {
            AxisTaps columns = Taps(wide, Width, -3.3, step);
            AxisTaps rows = Taps(25, 60, -2.7, step);
            byte[] fast = new byte[wide * 25];
            byte[] plain = new byte[wide * 25];
            new PlaneSampler().Fill(source, Width, columns, rows, fast);
            new PlaneSampler().FillPlain(source, Width, columns, rows, plain);
            fast.ShouldBe(plain);
        }
    }

    [Fact]
    public void Fill_OneToOne_CopiesExactly()
    {
        byte[] source = Plane(64, 32, (x, y) => (x * 37 + y * 91) % 256);
        byte[] target = new byte[64 * 32];
        new PlaneSampler().Fill(source, 64, Taps(64, 64, 0, 1), Taps(32, 32, 0, 1), target);
        target.ShouldBe(source[..target.Length]);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(255)]
    public void Fill_FlatPicture_StaysFlat(int level)
    {
        byte[] target = new byte[48 * 16];
        new PlaneSampler().Fill(Plane(64, 32, (_, _) => level), 64, Taps(48, 64, -5.2, 1.43), Taps(16, 32, 3.1, 1.9), target);
        target.ShouldAllBe(b => b == level);
    }

    [Fact]
    public void Draw_WholePictureAtItsSize_IsThePicture()
    {
        var source = new Planes(64, 64);
        for (int i = 0; i < source.Length; i++)
        {
            source.Bytes[i] = (byte)(i * 13);
        }

        var frame = new Planes(64, 64);
        new FrameSampler(64, 64).Draw(source, 1, 1, new Viewport(32, 32, 64, 64), frame);
        frame.Picture.ToArray().ShouldBe(source.Picture.ToArray());
    }

    [Theory]
    [InlineData(0.0, 10)]
    [InlineData(0.5, 105)]
    [InlineData(1.0, 200)]
    public void Mix_Share_IsTheMean(double share, int expected)
    {
        byte[] first = [.. Enumerable.Repeat((byte)10, 67)];
        Dissolve.Mix(first, [.. Enumerable.Repeat((byte)200, 67)], share);
        first.ShouldAllBe(b => b == expected);
    }

    private static AxisTaps Taps(int length, int source, double origin, double step)
    {
        var taps = new AxisTaps(length);
        taps.Set(source, origin, step);
        return taps;
    }

    private static byte[] Plane(int width, int height, Func<int, int, double> level)
    {
        byte[] plane = new byte[width * height + Planes.Padding];
        for (int i = 0; i < width * height; i++)
        {
            plane[i] = (byte)Math.Clamp(Math.Round(level(i % width, i / width)), 0, 255);
        }

        return plane;
    }
}
