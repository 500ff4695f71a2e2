using System.Collections.Immutable;
using VideoGen.Catalog;
using VideoGen.Contract;

namespace VideoGen.Prompting;

/// <summary>What became of writing a prompt.</summary>
public abstract record PromptResult
{
    private PromptResult() { }

    /// <summary>The prompt.</summary>
    public sealed record Written(string Text, PromptTemplate Template, ImmutableArray<Warning> Warnings) : PromptResult;

    /// <summary>It cannot be written.</summary>
    public sealed record Refused(Problem Problem) : PromptResult;
}
