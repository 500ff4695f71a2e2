using VideoGen.Contract;
using VideoGen.Planning;

namespace VideoGen.Lint;

/// <summary>Rules about stills: their shape and size, bars in them, and pairs between which a model has nothing or too much to do. Pure.</summary>
internal static class PictureRules
{
    public static IEnumerable<LintFinding> Of(LintBoard board) =>
    [
        .. Shapes(board),
        .. board.Segments.SelectMany(s => s.SentFrames.SelectMany(f => Single(board, s, f))),
        .. board.Segments.SelectMany(s => s.SentFrames.Zip(s.SentFrames.Skip(1)).SelectMany(pair => Pair(board, s, pair.First, pair.Second))),
    ];

    private static IEnumerable<LintFinding> Shapes(LintBoard board)
    {
        (Frame Frame, BoardPicture Picture)[] pictures = [.. board.Frames.Select(f => f.Frame).Where(f => board.PictureOf(f) is not null).Select(f => (f, board.PictureOf(f)!))];
        if (pictures.Length < 2)
        {
            yield break;
        }

        // A film has a few sizes and many pictures.
        (BoardPicture Picture, int Count)[] sizes = [.. pictures.GroupBy(p => p.Picture.Size, p => p.Picture, StringComparer.Ordinal).Select(g => (g.First(), g.Count()))];
        BoardPicture usual = sizes.MaxBy(size => sizes.Where(other => size.Picture.IsShapedAs(other.Picture)).Sum(other => other.Count)).Picture;
        foreach ((Frame frame, BoardPicture picture) in pictures.Where(p => !usual.IsShapedAs(p.Picture)))
        {
            yield return LintRules.PictureShapesMixed.At(
                frame.Pointer, $"The still of '{frame.Id}' is {picture.Size}, most others {usual.Size}.");
        }
    }

    private static IEnumerable<LintFinding> Single(LintBoard board, SegmentPlan segment, Frame frame)
    {
        if (board.PictureOf(frame) is not { } picture)
        {
            yield break;
        }

        // What a paid plan warns of with its price is not said twice.
        (int width, int height) = (segment.Preset.Output.Width, segment.Preset.Output.Height);
        if (!(board.WarnsOfSizes && segment.Planned.EstimatedCostUsd > 0) && Math.Min(picture.Facts.Width, picture.Facts.Height) < Math.Min(width, height))
        {
            yield return LintRules.PictureSmall.At(frame.Pointer, $"The still of '{frame.Id}' is {picture.Size}, the clip {width}x{height}.");
        }

        if (picture.Sample is { } sample && PictureBars.Find(sample) is (var where, var share))
        {
            yield return LintRules.PictureLetterboxed.At(frame.Pointer, $"The still of '{frame.Id}' has black bars {where}, {share:P0} of the picture.");
        }
    }

    private static IEnumerable<LintFinding> Pair(LintBoard board, SegmentPlan segment, Frame first, Frame last)
    {
        if (board.PictureOf(first) is not { } one || board.PictureOf(last) is not { } other)
        {
            yield break;
        }

        if (one.Sha256 == other.Sha256)
        {
            yield return LintRules.PicturesAlike.At(last.Pointer, $"'{first.Id}' and '{last.Id}' have the same picture.");
        }
        else if (one.Sample is { } a && other.Sample is { } b)
        {
            if (PictureLikeness.AreAlike(a, b))
            {
                yield return LintRules.PicturesAlike.At(last.Pointer, $"The pictures of '{first.Id}' and '{last.Id}' are nearly the same.");
            }
            else if (segment.Planned.EstimatedCostUsd > 0 && PictureLikeness.AreFarApart(a, b)) // the animatic dissolves
            {
                yield return LintRules.PicturesFarApart.At(last.Pointer, $"The pictures of '{first.Id}' and '{last.Id}' have hardly anything in common.");
            }
        }
    }
}
