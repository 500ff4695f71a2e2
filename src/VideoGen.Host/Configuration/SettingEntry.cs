using System.Collections.Immutable;

namespace VideoGen.Host.Configuration;

/// <summary>One setting, as its attributes describe it.</summary>
public sealed record SettingEntry
{
    /// <summary>Path in <c>videogen.json</c>, with dots: <c>fal.queue_url</c>.</summary>
    public required string Path { get; init; }

    /// <summary>Its environment variable: <c>VIDEOGEN_FAL_QUEUE_URL</c>.</summary>
    public string Variable => SettingEntries.VariablePrefix + Path.Replace('.', '_').ToUpperInvariant();

    /// <summary>Its JSON pointer in <c>videogen.json</c>: <c>/fal/queue_url</c>.</summary>
    public string Pointer => "/" + Path.Replace('.', '/');

    /// <summary>What the value is.</summary>
    public required SettingKind Kind { get; init; }

    /// <summary>What it is for, in one sentence.</summary>
    public required string Description { get; init; }

    /// <summary>The words allowed; empty unless <see cref="Kind"/> is <see cref="SettingKind.Word"/>.</summary>
    public ImmutableArray<string> Words { get; init; } = [];

    /// <summary>Smallest number, inclusive.</summary>
    public decimal? Minimum { get; init; }

    /// <summary>Largest number, inclusive.</summary>
    public decimal? Maximum { get; init; }

    /// <summary>Fewest characters of a text.</summary>
    public int MinimumLength { get; init; }

    /// <summary>Most characters of a text.</summary>
    public int MaximumLength { get; init; } = int.MaxValue;

    /// <summary>Pattern that a text follows.</summary>
    public string? Pattern { get; init; }

    /// <summary>Value when nothing is set; null where there is none.</summary>
    public object? Default { get; init; }

    /// <summary>True where it names a folder or file of this machine.</summary>
    public bool IsPlace { get; init; }

    /// <summary>True where a bare name is a program to look up in PATH.</summary>
    public bool MayBeProgramName { get; init; }

    /// <summary>The range in words: "1 to 600", "true or false", "upload, data_uri or address".</summary>
    public string Range => Kind switch
    {
        SettingKind.Flag => "true or false",
        SettingKind.Word => $"{string.Join(", ", Words[..^1])} or {Words[^1]}",
        SettingKind.WholeNumber => $"whole number, {Minimum} to {Maximum}",
        SettingKind.Number => $"{Minimum} to {Maximum}",
        SettingKind.Names => "object of names",
        SettingKind.Values => "object",
        _ when Pattern == SettingPatterns.HttpAddress => "http(s) address",
        _ when MayBeProgramName => "program or file",
        _ when IsPlace => "folder or file",
        _ => "text",
    };
}
