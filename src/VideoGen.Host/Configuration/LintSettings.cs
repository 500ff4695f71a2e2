using System.Collections.Immutable;
using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using VideoGen.Contract;
using VideoGen.Lint;

namespace VideoGen.Host.Configuration;

/// <summary>What storyboards are linted for.</summary>
public sealed record LintSettings
{
    /// <summary>Ids of rules that are switched off, separated by commas; null for none.</summary>
    [Description("Ids of rules of the lint that are switched off, separated by commas; docs/lint.md lists them.")]
    [StringLength(2048)]
    public string? Off { get; init; }

    /// <summary>The ids.</summary>
    internal ImmutableArray<string> Ids => [.. (Off ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)];

    /// <summary>Every problem; empty when there is none.</summary>
    internal ImmutableArray<Problem> Check() =>
    [
        .. LintRules.Unknown(Ids).Select(_ => new Problem(
            "setting_invalid", "/lint/off", "lint.off holds something that is no rule of the lint.", $"Use some of: {string.Join(", ", LintRules.All.Select(r => r.Id))}.")).Distinct(),
    ];
}
