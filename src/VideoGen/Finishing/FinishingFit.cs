namespace VideoGen.Finishing;

/// <summary>How a clip meets a size of another shape. Wire: snake_case.</summary>
public enum FinishingFit
{
    /// <summary>All of it, with black bars.</summary>
    Pad,

    /// <summary>All of the size, with what is over cut off.</summary>
    Crop,
}
