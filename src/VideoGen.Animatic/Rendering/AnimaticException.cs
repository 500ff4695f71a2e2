namespace VideoGen.Animatic.Rendering;

/// <summary>A clip could not be rendered; nothing was left under the output name.</summary>
public sealed class AnimaticException : Exception
{
    /// <summary>Says why.</summary>
    /// <param name="code">Stable snake_case code, see <see cref="Code"/>.</param>
    /// <param name="message">One sentence: what happened, with the picture concerned.</param>
    /// <param name="nextStep">One sentence: what to do.</param>
    /// <param name="inner">Cause, if any.</param>
    public AnimaticException(string code, string message, string nextStep, Exception? inner = null)
        : base(message, inner)
    {
        Code = code;
        NextStep = nextStep;
    }

    /// <summary><c>ffmpeg_missing</c>, <c>ffmpeg_unusable</c>, <c>ffmpeg_not_started</c>, <c>ffmpeg_killed</c>, <c>ffmpeg_stuck</c>, <c>still_missing</c>, <c>still_changed</c>, <c>still_unreadable</c>,
    /// <c>still_too_large</c>, <c>disk_full</c> or <c>render_failed</c>.</summary>
    public string Code { get; }

    /// <summary>True when this machine is in the way: the same render may work once somebody repairs that.</summary>
    public bool IsOfThePlace => Code is "disk_full" or "ffmpeg_missing" or "ffmpeg_not_started" || IsEncoderLost;

    /// <summary>True when ffmpeg was killed or hung: mostly chance, unless it happens again and again.</summary>
    public bool IsEncoderLost => Code is "ffmpeg_killed" or "ffmpeg_stuck";

    /// <summary>What the reader can do about it.</summary>
    public string NextStep { get; }
}
