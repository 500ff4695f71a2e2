using System.Collections.Immutable;
using VideoGen.Animatic.Camera;
using VideoGen.Animatic.Paths;
using VideoGen.Animatic.Stills;

namespace VideoGen.Animatic.Rendering;

/// <summary>What one picture of a clip is going to do; decided before any pixel is read.</summary>
/// <param name="Move">The move its notes ask for.</param>
/// <param name="Fit">How it meets the screen.</param>
/// <param name="Path">The camera's way.</param>
/// <param name="Size">Size to decode it at.</param>
/// <param name="Start">Seconds at which it begins to show.</param>
/// <param name="Seconds">How long it shows.</param>
internal sealed record ScenePlan(CameraMove Move, StillFit Fit, CameraPath Path, WorkingSize Size, double Start, double Seconds)
{
    private const double DissolveSeconds = 0.5;

    /// <summary>Length of the dissolve between two pictures, in seconds.</summary>
    public static double Dissolve(double seconds) => Math.Min(DissolveSeconds, seconds / 4);

    /// <summary>
    /// Seconds at which the first of two pictures gives way to the second: the middle of their dissolve. Each shows for the length of a
    /// dissolve at least, however little the storyboard gives it.
    /// </summary>
    public static double Cut(AnimaticSpec spec, double seconds)
    {
        double share = spec.ShotSeconds is [> 0 and var first, > 0 and var second] ? (double)(first / (first + second)) : 0.5;
        return Math.Clamp(seconds * share, Dissolve(seconds), seconds - Dissolve(seconds));
    }

    /// <summary>Plans the pictures of a clip.</summary>
    /// <param name="spec">The clip.</param>
    /// <param name="sizes">Width and height of each picture as displayed; one screen-shaped size where there is no picture.</param>
    public static ImmutableArray<ScenePlan> For(AnimaticSpec spec, ImmutableArray<(int Width, int Height)> sizes)
    {
        double aspect = (double)spec.Width / spec.Height;
        double clip = (double)spec.Frames / (double)spec.FramesPerSecond;
        double overlap = Dissolve(clip) / 2;
        double cut = Cut(spec, clip);
        var plans = ImmutableArray.CreateBuilder<ScenePlan>(sizes.Length);
        for (int i = 0; i < sizes.Length; i++)
        {
            bool before = i > 0;
            bool after = i < sizes.Length - 1;
            double start = before ? cut - overlap : 0;
            double end = after ? cut + overlap : clip;
            CameraMove move = CameraNotes.Read(i < spec.CameraNotes.Length ? spec.CameraNotes[i] : null);
            StillFit fit = StillFit.Of(sizes[i].Width, sizes[i].Height, aspect, move);
            var timing = new PathTiming(end - start, before, after, unchecked(spec.Seed * 31 + (ulong)i));
            var path = new CameraPath(fit.Width, fit.Height, aspect, move, spec.MotionStrength, timing);
            plans.Add(new ScenePlan(move, fit, path, WorkingSize.For(fit.Width, fit.Height, path.Tightest, spec.Width), start, end - start));
        }

        return plans.MoveToImmutable();
    }

    // What was understood comes first: whoever reads the notes compares it with what was asked.
    private IEnumerable<string> Notes(AnimaticSpec spec, int index)
    {
        string why = Move.IsAsked ? "" : index < spec.CameraNotes.Length && spec.CameraNotes[index].AsSpan().Trim().Length > 0
            ? ", since the camera notes ask for no move"
            : ", since there are no camera notes";
        string shown = spec.MotionStrength > 0 ? $"Shown: {CameraSummary.Of(Move)}{why}." : "Shown: hold, since motion_strength is 0.";
        return [shown, .. Move.Notes, .. Fit.NotesFor(Path)];
    }

    /// <summary>What the reader should know about the pictures of a clip.</summary>
    public static ImmutableArray<string> Notes(AnimaticSpec spec, ImmutableArray<ScenePlan> plans)
    {
        IEnumerable<string> drawn = spec.Stills.Length == 0 ? ["There is no picture; a moving gradient stands in for it."] : [];
        return [.. drawn, .. plans.SelectMany((p, i) => p.Notes(spec, i).Select(n => spec.Stills.Length > 1 ? $"{spec.NameOf(i)}: {n}" : n))];
    }
}
