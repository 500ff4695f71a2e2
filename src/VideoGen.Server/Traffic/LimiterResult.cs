namespace VideoGen.Server.Traffic;

/// <summary>Whether there was a place.</summary>
internal enum LimiterResult
{
    /// <summary>It is taken.</summary>
    Taken,

    /// <summary>This one has all the places that one may have.</summary>
    OwnFull,

    /// <summary>All places are taken.</summary>
    AllFull,
}
