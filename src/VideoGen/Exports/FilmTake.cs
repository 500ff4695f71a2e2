using VideoGen.Jobs;

namespace VideoGen.Exports;

/// <summary>A clip that can be shown.</summary>
/// <param name="job">The job that made it.</param>
/// <param name="clip">Facts of its file.</param>
/// <param name="fileName">Unique in the film: <c>segment_1_2_take2.mp4</c>.</param>
/// <param name="address">Where the editor finds it: absolute, or relative to the exported file.</param>
/// <param name="frames">Its length in frames of the timeline, 1 or more.</param>
internal sealed class FilmTake(Job job, Clip clip, string fileName, string address, int frames)
{
    /// <summary>The job that made it.</summary>
    public Job Job { get; } = job;

    /// <summary>Facts of its file.</summary>
    public Clip Clip { get; } = clip;

    /// <summary>Unique in the film: <c>segment_1_2_take2.mp4</c>.</summary>
    public string FileName { get; } = fileName;

    /// <summary>Where the editor finds it: absolute, or relative to the exported file.</summary>
    public string Address { get; } = address;

    /// <summary>Its length in frames of the timeline, 1 or more.</summary>
    public int Frames { get; } = frames;

    /// <summary>Its number, from 1.</summary>
    public int Number => Clip.Take;

    /// <summary>Unique in its segment: <c>t2</c>.</summary>
    public string Key => $"t{Number}";
}
