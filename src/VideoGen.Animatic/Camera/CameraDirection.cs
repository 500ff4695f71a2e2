namespace VideoGen.Animatic.Camera;

/// <summary>Where a part of a camera move goes.</summary>
internal enum CameraDirection
{
    /// <summary>Nowhere: the camera stands.</summary>
    Hold,

    /// <summary>Closer.</summary>
    In,

    /// <summary>Farther.</summary>
    Out,

    /// <summary>The window travels left over the picture.</summary>
    Left,

    /// <summary>The window travels right over the picture.</summary>
    Right,

    /// <summary>The window travels up over the picture.</summary>
    Up,

    /// <summary>The window travels down over the picture.</summary>
    Down,

    /// <summary>The unrest of a hand-held camera, for the whole clip.</summary>
    Handheld,
}
