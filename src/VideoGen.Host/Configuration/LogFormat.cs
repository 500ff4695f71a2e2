namespace VideoGen.Host.Configuration;

/// <summary>How log lines are written. Wire: snake_case.</summary>
public enum LogFormat
{
    /// <summary>One line for people.</summary>
    Plain,

    /// <summary>One JSON object a line, for programs.</summary>
    Json,
}
