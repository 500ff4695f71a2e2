namespace VideoGen.Simulation.Outside;

/// <summary>What the provider's cancel is like.</summary>
internal enum CancelKind
{
    /// <summary>Stops what waits or runs, and leaves alone what is done.</summary>
    Stops,

    /// <summary>There is none.</summary>
    None,

    /// <summary>Deletes whatever it is asked to, a finished clip too.</summary>
    Deletes,
}
