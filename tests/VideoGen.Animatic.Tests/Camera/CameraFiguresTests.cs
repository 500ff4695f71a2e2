using Xunit.Abstractions;

namespace VideoGen.Animatic.Tests.Camera;

/// <summary>How well camera notes are read: phrases and prompts from public sources, labelled by people.</summary>
public sealed class CameraFiguresTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData("development-phrases.tsv", 0.98, 0.01)]
    [InlineData("development-prompts.tsv", 0.98, 0.01)]
    [InlineData("unseen-first-phrases.tsv", 0.98, 0.015)]
    [InlineData("unseen-first-prompts.tsv", 0.97, 0.01)]
    [InlineData("unseen-second-phrases.tsv", 0.98, 0.01)]
    [InlineData("unseen-second-prompts.tsv", 0.95, 0.05)]
    [InlineData("unseen-third-phrases.tsv", 0.99, 0.01)]
    [InlineData("unseen-fourth-phrases.tsv", 0.97, 0.02)]
    [InlineData("unseen-fourth-prompts.tsv", 0.95, 0.05)]
    [InlineData("unseen-fifth-phrases.tsv", 0.97, 0.02)]
    [InlineData("unseen-fifth-prompts.tsv", 0.95, 0.05)]
    [InlineData("development-static.tsv", 0.99, 0.005)]
    [InlineData("unseen-sixth-phrases.tsv", 0.98, 0.01)]
    [InlineData("unseen-seventh-phrases.tsv", 0.98, 0.01)]
    public void Read_LabelledSet_IsMostlyRightAndSeldomSilentlyWrong(string set, double right, double silent)
    {
        CameraScore score = CameraLabels.Score(set);
        output.WriteLine(score.ToString());
        score.Right.ShouldBeGreaterThanOrEqualTo(right);
        score.Silent.ShouldBeLessThanOrEqualTo(silent);
        score.Static.ShouldBeGreaterThanOrEqualTo(0.95);
    }
}
