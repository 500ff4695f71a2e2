using System.Collections.Immutable;
using VideoGen.Animatic.Paths;
using VideoGen.Animatic.Sampling;
using VideoGen.Animatic.Stills;

namespace VideoGen.Animatic.Rendering;

/// <summary>Draws the frames of a clip one after the other. Not thread-safe.</summary>
internal sealed class FrameComposer
{
    private readonly AnimaticSpec _spec;
    private readonly ImmutableArray<Scene> _scenes;
    private readonly FrameSampler _sampler;
    private readonly Planes _frame;
    private readonly Planes _other;
    private readonly double _clip;
    private Viewport? _drawn;

    private FrameComposer(AnimaticSpec spec, ImmutableArray<Scene> scenes, ImmutableArray<string> notes)
    {
        _spec = spec;
        _scenes = scenes;
        Notes = notes;
        _sampler = new FrameSampler(spec.Width, spec.Height);
        _frame = new Planes(spec.Width, spec.Height);
        _other = new Planes(spec.Width, spec.Height);
        _clip = (double)spec.Frames / (double)spec.FramesPerSecond;
    }

    /// <summary>What the reader should know about the pictures.</summary>
    public ImmutableArray<string> Notes { get; }

    /// <summary>Plans the clip and decodes its pictures.</summary>
    /// <param name="program">Path of ffmpeg.</param>
    /// <param name="spec">The clip.</param>
    /// <param name="maxPixels">Most pixels of a still.</param>
    /// <param name="cancellationToken">Ends the decoding.</param>
    /// <exception cref="AnimaticException">A picture cannot be used, or ffmpeg is missing.</exception>
    public static async Task<FrameComposer> CreateAsync(string program, AnimaticSpec spec, long maxPixels, CancellationToken cancellationToken)
    {
        ImmutableArray<StillFile> stills = [.. spec.Stills.Select((s, i) => StillDecoder.Read(s.Path, spec.NameOf(i), maxPixels))];
        ImmutableArray<(int, int)> sizes = stills.IsEmpty ? [(spec.Width, spec.Height)] : [.. stills.Select(s => (s.Facts.Width, s.Facts.Height))];
        ImmutableArray<ScenePlan> plans = ScenePlan.For(spec, sizes);
        var scenes = ImmutableArray.CreateBuilder<Scene>(plans.Length);
        for (int i = 0; i < plans.Length; i++)
        {
            ScenePlan plan = plans[i];
            Planes picture = stills.IsEmpty
                ? DrawnGradient.Draw(plan.Size)
                : await StillDecoder.DecodeAsync(program, spec.NameOf(i), stills[i], plan.Fit, plan.Size, cancellationToken);
            scenes.Add(new Scene(picture, plan.Path, plan.Size.Width / plan.Fit.Width, plan.Size.Height / plan.Fit.Height, plan.Start, plan.Seconds));
        }

        return new FrameComposer(spec, scenes.MoveToImmutable(), ScenePlan.Notes(spec, plans));
    }

    /// <summary>Draws a frame; the bytes stay valid until the next call.</summary>
    /// <param name="index">0 to frames - 1.</param>
    public ReadOnlyMemory<byte> Draw(int index)
    {
        // The last frame is the end of the move, not a step before it.
        double time = _spec.Frames == 1 ? 0 : _clip * index / (_spec.Frames - 1);
        double dissolve = ScenePlan.Dissolve(_clip);
        double share = _scenes.Length < 2 ? 0 : Math.Clamp((time - _scenes[1].Start) / dissolve, 0, 1);
        Scene shown = _scenes[share >= 1 ? 1 : 0];
        Viewport window = shown.At(time);
        if (share is 0 or 1)
        {
            if (window != _drawn)
            {
                _sampler.Draw(shown.Picture, shown.ScaleX, shown.ScaleY, window, _frame);
            }

            _drawn = window;
            return _frame.Picture;
        }

        _drawn = null;
        _sampler.Draw(shown.Picture, shown.ScaleX, shown.ScaleY, window, _frame);
        Scene next = _scenes[1];
        _sampler.Draw(next.Picture, next.ScaleX, next.ScaleY, next.At(time), _other);
        Dissolve.Mix(_frame.Picture.Span, _other.Picture.Span, share * share * (3 - 2 * share));
        return _frame.Picture;
    }
}
