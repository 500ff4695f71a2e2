using System.IO.Enumeration;

namespace VideoGen.FalSimulation.Behaviours;

/// <summary>One line of a script: which submits (or synchronous calls) it is for, and what happens to them.</summary>
public sealed record BehaviourRule
{
    /// <summary>Only the nth submit since the script was set, counted from 1 over all models; <see langword="null"/> = any.</summary>
    public int? Nth { get; init; }

    /// <summary>Only every nth submit, 1 or more; <see langword="null"/> = any.</summary>
    public int? Every { get; init; }

    /// <summary>Only this model id, with <c>*</c> and <c>?</c> as wildcards; <see langword="null"/> = any.</summary>
    public string? Model { get; init; }

    /// <summary>Only when the prompt contains this text, in any case of letters; <see langword="null"/> = any.</summary>
    public string? Prompt { get; init; }

    /// <summary>How often the rule applies at most; <see langword="null"/> = without end.</summary>
    public int? Times { get; init; }

    /// <summary>Behaviours, as <c>name</c> or <c>name=value</c>. An empty list means: nothing, and no later rule either.</summary>
    public IReadOnlyList<string> Behaviours { get; init; } = [];

    internal bool Fits(int number, string model, string prompt) =>
        (Nth is null || Nth == number)
        && (Every is null || number % Every == 0)
        && (Model is null || FileSystemName.MatchesSimpleExpression(Model, model))
        && (Prompt is null || prompt.Contains(Prompt, StringComparison.OrdinalIgnoreCase));
}
