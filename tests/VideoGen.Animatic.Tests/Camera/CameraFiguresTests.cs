using Xunit.Abstractions;

namespace VideoGen.Animatic.Tests.Camera;

/// <summary>How well camera notes are read: phrases and prompts from public sources, labelled by people.</summary>
public sealed class CameraFiguresTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData("development-phrases.tsv", 0.92, 0.02)]
    [InlineData("development-prompts.tsv", 0.92, 0.02)]
    public void Read_LabelledSet_IsMostlyRightAndSeldomSilentlyWrong(string set, double right, double silent)
    {
        CameraScore score = CameraLabels.Score(set);
        output.WriteLine(score.ToString());
        score.Right.ShouldBeGreaterThanOrEqualTo(right);
        score.Silent.ShouldBeLessThanOrEqualTo(silent);
        score.Static.ShouldBeGreaterThanOrEqualTo(0.98);
    }
}
