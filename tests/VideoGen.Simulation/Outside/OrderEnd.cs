namespace VideoGen.Simulation.Outside;

/// <summary>How the work of the provider ends.</summary>
internal enum OrderEnd
{
    Clip,
    Failure,

    /// <summary>Said to have failed, then delivered after all.</summary>
    FailureThenClip,
    Never,
}
