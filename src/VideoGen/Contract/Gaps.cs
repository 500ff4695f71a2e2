namespace VideoGen.Contract;

/// <summary>
/// What of a refused request is not known. It is looked at all the same, so that one answer lists every problem; checks that hang on
/// what is not known are left out, or made with what holds in any case.
/// </summary>
[Flags]
public enum Gaps
{
    /// <summary>Everything is known: the request is good so far.</summary>
    None = 0,

    /// <summary>Which frames there are, where they stand, or how they are grouped. There are at least those that are known.</summary>
    Frames = 1,

    /// <summary>How long some frame lasts.</summary>
    Seconds = 2,

    /// <summary>Which provider is wanted.</summary>
    Provider = 4,

    /// <summary>Which model is wanted.</summary>
    Model = 8,

    /// <summary>Which project it is for.</summary>
    Project = 16,

    /// <summary>All on which a plan hangs.</summary>
    OfPlan = Frames | Seconds | Provider | Model,
}
