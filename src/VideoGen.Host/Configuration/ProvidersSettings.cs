using System.Collections.Immutable;
using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using VideoGen.Animatic;
using VideoGen.Choosing;
using VideoGen.Contract;
using VideoGen.Fal;
using VideoGen.OpenRouter;
using VideoGen.Runway;

namespace VideoGen.Host.Configuration;

/// <summary>How provider and models are chosen where a request names neither.</summary>
public sealed record ProvidersSettings
{
    /// <summary>Names of the providers that there are.</summary>
    public static ImmutableArray<string> Known { get; } = [AnimaticProvider.WireName, FalProvider.WireName, OpenRouterProvider.WireName, RunwayProvider.WireName];

    /// <summary>The rule; <see cref="ChoosingRule.Default"/> unless given.</summary>
    [Description("Who renders a request that names neither provider nor model: default (what provider says, with its default models), cheapest (the cheapest models that fit the plan, of every provider with a key), preferred (the first of prefer that fits).")]
    [DefaultValue(ChoosingRule.Default)]
    public ChoosingRule Choose { get; init; }

    /// <summary>For <see cref="ChoosingRule.Preferred"/>: what is wanted most, first; null for nothing.</summary>
    [Description("For preferred: providers, or provider:model, separated by commas, the most wanted first, such as openrouter:alibaba/wan-2.7, fal-ai.")]
    [StringLength(4096)]
    public string? Prefer { get; init; }

    /// <summary>Providers that may be chosen; null for every one with a key.</summary>
    [Description("Providers that may be chosen, separated by commas; unset for every one with a key. A request may name any other all the same.")]
    [StringLength(1024)]
    public string? ChooseFrom { get; init; }

    /// <summary>True orders a segment once more by itself that failed without being billed; default false.</summary>
    [Description("Order a segment once more by itself when its job failed at the provider and nothing was billed: once, as a take of its own, within the caps, at no more than the planned price. Only where the provider says that its own machines failed; never after a refusal.")]
    [DefaultValue(false)]
    public bool RetryUnbilled { get; init; }

    /// <summary>Most US dollars a project may have reserved and spent at all providers together, 0 to 1 million; null for no limit.</summary>
    [Description("Most US dollars one project may have reserved and spent in all, at every provider together. Each provider has a cap of its own beside it, which counts its jobs alone.")]
    [Range(0d, 1_000_000d)]
    public decimal? ProjectCapUsd { get; init; }

    /// <summary>Most US dollars reserved and spent per UTC day at all providers together, 0 to 1 million; null for no limit.</summary>
    [Description("Most US dollars reserved and spent per UTC day over all projects, at every provider together.")]
    [Range(0d, 1_000_000d)]
    public decimal? DayCapUsd { get; init; }

    /// <summary>The same for the agent.</summary>
    internal ChoosingOptions Options => new() { Rule = Choose, Prefer = Entries(Prefer), From = Entries(ChooseFrom) };

    /// <summary>Every problem; empty when there is none.</summary>
    internal ImmutableArray<Problem> Check() =>
    [
        .. Choose is ChoosingRule.Preferred && Entries(Prefer).IsEmpty
            ? [new Problem("setting_invalid", "/providers/prefer", "providers.choose is preferred, and providers.prefer names nothing.", "Name providers in providers.prefer, the most wanted first, or choose by default or cheapest.")]
            : (Problem[])[],
        .. Choose is not ChoosingRule.Preferred && !Entries(Prefer).IsEmpty
            ? [new Problem("setting_invalid", "/providers/prefer", "providers.prefer has no effect unless providers.choose is preferred.", "Set providers.choose to preferred, or leave providers.prefer out.")]
            : (Problem[])[],
        .. Choose is ChoosingRule.Default && !Entries(ChooseFrom).IsEmpty
            ? [new Problem("setting_invalid", "/providers/choose_from", "providers.choose_from has no effect while providers.choose is default.", "Set providers.choose, or leave providers.choose_from out.")]
            : (Problem[])[],
        .. Unknown("prefer", Entries(Prefer).Select(e => PreferredEntry.Read(e).Provider)),
        .. Unknown("choose_from", Entries(ChooseFrom)),
    ];

    /// <summary>What is wrong with <see cref="Settings.Provider"/>; empty when nothing is.</summary>
    internal static ImmutableArray<Problem> CheckDefault(string provider) => provider == Settings.AutoProvider || Known.Contains(provider) ? [] :
        [new Problem("setting_invalid", "/provider", "provider (VIDEOGEN_PROVIDER) names a provider that does not exist.", $"Use one of: {Settings.AutoProvider}, {string.Join(", ", Known)}.")];

    private static IEnumerable<Problem> Unknown(string member, IEnumerable<string> names) => names.All(Known.Contains) ? [] :
        [new Problem("setting_invalid", $"/providers/{member}", $"providers.{member} names a provider that does not exist.", $"Use some of: {string.Join(", ", Known)}; a model follows its provider after a colon.")];

    private static ImmutableArray<string> Entries(string? text) => [.. (text ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)];
}
