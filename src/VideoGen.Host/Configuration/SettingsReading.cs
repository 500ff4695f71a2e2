using System.Collections.Immutable;
using VideoGen.Contract;

namespace VideoGen.Host.Configuration;

/// <summary>What reading the settings came to.</summary>
public abstract record SettingsReading
{
    private SettingsReading() { }

    /// <summary>They are complete and valid.</summary>
    /// <param name="Settings">The settings.</param>
    /// <param name="File">The file they were read from; null where there was none.</param>
    public sealed record Usable(Settings Settings, string? File) : SettingsReading;

    /// <summary>They cannot be used.</summary>
    /// <param name="Problems">Every problem, at least one.</param>
    public sealed record Unusable(ImmutableArray<Problem> Problems) : SettingsReading;
}
