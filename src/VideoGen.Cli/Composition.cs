using VideoGen.Contract;
using VideoGen.Jobs;

namespace VideoGen.Cli;

/// <summary>The one place where the CLI meets the parts it is made of.</summary>
internal static class Composition
{
    /// <summary>The parts of this process.</summary>
    public static CliParts Parts() => new()
    {
        OpenAgent = (_, _) => throw NotComposed(),
        ServeStdio = (_, _) => throw NotComposed(),
        Examine = (_, _) => throw NotComposed(),
    };

    private static LedgerException NotComposed() =>
        new(new Problem("not_composed", "", "This build holds no agent.", "Use a complete build."));
}
