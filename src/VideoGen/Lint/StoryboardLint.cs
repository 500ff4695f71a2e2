using System.Collections.Frozen;
using System.Collections.Immutable;
using VideoGen.Contract;

namespace VideoGen.Lint;

/// <summary>Says what will probably disappoint before money is spent. Pure: the same board has the same findings.</summary>
/// <param name="camera">Understands camera notes; null leaves the rules of the camera out.</param>
internal sealed class StoryboardLint(ICameraReader? camera)
{
    /// <summary>The findings of a board, rule by rule.</summary>
    /// <param name="board">What is linted.</param>
    /// <param name="off">Ids of the rules that are switched off.</param>
    public ImmutableArray<LintFinding> Run(LintBoard board, IEnumerable<string> off)
    {
        FrozenSet<string> isOff = off.ToFrozenSet(StringComparer.Ordinal);
        IEnumerable<LintFinding> found =
        [
            .. camera is null ? [] : new CameraRules(camera).Of(board),
            .. ActionRule.Of(board),
            .. DescriptionRules.Of(board),
            .. WordRules.Of(board),
            .. LengthRules.Of(board),
            .. PictureRules.Of(board),
        ];
        return [.. found.Where(f => !isOff.Contains(f.Rule)).Distinct()];
    }
}
