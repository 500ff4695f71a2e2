using System.Text.RegularExpressions;
using VideoGen.Contract;

namespace VideoGen.Lint;

/// <summary>Rules about what is said of the camera. Pure.</summary>
internal sealed partial class CameraRules(ICameraReader camera)
{
    // A move that is shorter is not seen as one.
    private const decimal SecondsOfAMove = 1;

    // Closer, to the left and upwards at the same time.
    private const int MostAtATime = 2;

    public IEnumerable<LintFinding> Of(LintBoard board) => board.Frames.SelectMany(f => Of(f.Frame, f.Seconds));

    private IEnumerable<LintFinding> Of(Frame frame, decimal seconds)
    {
        CameraReading notes = camera.Read(frame.CameraNotes);
        string place = $"{frame.EntryPointer}/camera_notes";
        if (notes.Clash is var (one, other))
        {
            yield return LintRules.CameraContradiction.At(place, $"\"{one}\" and \"{other}\" exclude each other.");
        }
        else if (notes.Moves > 1 && seconds / notes.Moves < SecondsOfAMove)
        {
            yield return LintRules.CameraSeveral.At(place, $"{notes.Moves} camera moves share {seconds:0.##} s: {notes.Summary}.");
        }
        else if (notes.Steps.Any(s => s.Distinct().Count() > MostAtATime))
        {
            yield return LintRules.CameraSeveral.At(place, $"Three camera moves happen at the same time: {notes.Summary}.");
        }

        if (!notes.Steps.IsEmpty && SpeaksOfCamera().IsMatch(frame.Description) && camera.Read(frame.Description) is var told && Contradicts(notes, told))
        {
            yield return LintRules.CameraContradiction.At(
                $"{frame.EntryPointer}/description", $"The description says \"{told.Summary}\", the camera notes \"{notes.Summary}\".");
        }
    }

    private static bool Contradicts(CameraReading notes, CameraReading told)
    {
        CameraWay[] noted = [.. notes.Steps.SelectMany(s => s).Where(way => way is not CameraWay.Hold)];
        CameraWay[] said = [.. told.Steps.SelectMany(s => s).Where(way => way is not CameraWay.Hold)];
        return notes.Stands ? said.Length > 0
            : told.Stands ? noted.Length > 0
            : said.Length > 0 && !said.Intersect(noted).Any() && said.Any(way => noted.Contains(Opposite(way)));
    }

    private static CameraWay Opposite(CameraWay way) => way switch
    {
        CameraWay.In => CameraWay.Out,
        CameraWay.Out => CameraWay.In,
        CameraWay.Left => CameraWay.Right,
        CameraWay.Right => CameraWay.Left,
        CameraWay.Up => CameraWay.Down,
        CameraWay.Down => CameraWay.Up,
        _ => way,
    };

    [GeneratedRegex(@"\bthe camera (?:is |stays |slowly |gently |quickly |then )?(?:push|pull|pan|tilt|doll|zoom|track|crane|rise|lower|static|locked|stays|holds|moves|retreats|drifts|glides)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex SpeaksOfCamera();
}
