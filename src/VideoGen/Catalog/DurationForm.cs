namespace VideoGen.Catalog;

/// <summary>How a length is written in a payload. Wire: snake_case.</summary>
public enum DurationForm
{
    /// <summary>A string with a unit: <c>"8s"</c>.</summary>
    SecondsString,

    /// <summary>A string of digits: <c>"5"</c>.</summary>
    NumberString,

    /// <summary>A JSON number: <c>6</c>.</summary>
    Number,

    /// <summary>A number of frames, at a given rate.</summary>
    Frames,

    /// <summary>Not written: the model has one length.</summary>
    Fixed,
}
