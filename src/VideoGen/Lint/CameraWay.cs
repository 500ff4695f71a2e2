namespace VideoGen.Lint;

/// <summary>Where a camera goes.</summary>
public enum CameraWay
{
    /// <summary>Nowhere: it stands.</summary>
    Hold,

    /// <summary>Closer.</summary>
    In,

    /// <summary>Farther.</summary>
    Out,

    /// <summary>To the left.</summary>
    Left,

    /// <summary>To the right.</summary>
    Right,

    /// <summary>Upwards.</summary>
    Up,

    /// <summary>Downwards.</summary>
    Down,
}
