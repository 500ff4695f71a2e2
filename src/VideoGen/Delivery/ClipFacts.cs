namespace VideoGen.Delivery;

/// <summary>What an MP4 file says about its picture.</summary>
/// <param name="DurationSeconds">Seconds, rounded to milliseconds.</param>
/// <param name="Width">Pixels, as displayed.</param>
/// <param name="Height">Pixels, as displayed.</param>
/// <param name="Frames">Number of frames.</param>
/// <param name="FramesPerSecond">Average frames per second, rounded to three places.</param>
/// <param name="Codec">Four-character code of the sample entry, for example <c>avc1</c>.</param>
public sealed record ClipFacts(decimal DurationSeconds, int Width, int Height, int Frames, decimal FramesPerSecond, string Codec);
