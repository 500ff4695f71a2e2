namespace VideoGen.Contract;

/// <summary>How much a finding of the lint matters. Wire: snake_case.</summary>
public enum LintSeverity
{
    /// <summary>The clip will probably not be what the storyboard wants.</summary>
    Warning,

    /// <summary>Worth knowing; the clip may be just right.</summary>
    Info,
}
