namespace VideoGen.Frames;

/// <summary>What of a picture does not come through as it is.</summary>
[Flags]
public enum PictureTraits
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>It is an animation, of which the first picture counts.</summary>
    Animated = 1,

    /// <summary>Something else follows its end: a film, another picture.</summary>
    HasMoreBehind = 2,

    /// <summary>Its colours are those of print.</summary>
    Cmyk = 4,

    /// <summary>Its colours are more than sRGB has.</summary>
    WideGamut = 8,

    /// <summary>Its light is more than a usual screen shows.</summary>
    HighDynamicRange = 16,
}
