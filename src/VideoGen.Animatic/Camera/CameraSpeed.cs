namespace VideoGen.Animatic.Camera;

/// <summary>How a part of a move spends its time. The length of a clip is given, so slow also means less way.</summary>
internal enum CameraSpeed
{
    /// <summary>Less way in all of the time.</summary>
    Slow,

    /// <summary>The usual way in all of the time.</summary>
    Normal,

    /// <summary>More way in the first part of the time, then a hold.</summary>
    Fast,

    /// <summary>A third of a second in the middle, held before and after.</summary>
    Whip,
}
