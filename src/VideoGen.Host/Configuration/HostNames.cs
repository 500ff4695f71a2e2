using System.Collections.Immutable;

namespace VideoGen.Host.Configuration;

/// <summary>A list of host names as a setting holds it.</summary>
public static class HostNames
{
    /// <summary>The names of a list separated by commas, in lower case.</summary>
    public static ImmutableArray<string> Read(string? list) =>
        [.. (list ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(name => name.ToLowerInvariant())];

    /// <summary>True for a bare name or address.</summary>
    internal static bool IsOne(string name) => Uri.CheckHostName(name) is not UriHostNameType.Unknown;
}
