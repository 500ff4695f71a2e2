namespace VideoGen.Host.Doctor;

/// <summary>How something is that <c>videogen doctor</c> looked at.</summary>
public enum FindingState
{
    /// <summary>As it should be.</summary>
    Good,

    /// <summary>It works, but not everything will.</summary>
    Warning,

    /// <summary>It keeps the agent from working.</summary>
    Broken,
}
