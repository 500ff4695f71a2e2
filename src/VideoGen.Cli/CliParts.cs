using System.Collections.Immutable;
using VideoGen.Host.Configuration;
using VideoGen.Host.Doctor;

namespace VideoGen.Cli;

/// <summary>What the CLI needs from the rest of the house; the composition root fills it in.</summary>
internal sealed record CliParts
{
    /// <summary>Opens the agent over its ledger. Throws <see cref="Jobs.LedgerException"/> when the environment is broken.</summary>
    public required Func<Settings, CancellationToken, ValueTask<IAgent>> OpenAgent { get; init; }

    /// <summary>Serves MCP on stdin and stdout until the client leaves; answers the exit code.</summary>
    public required Func<Settings, CancellationToken, ValueTask<int>> ServeStdio { get; init; }

    /// <summary>
    /// Examines the environment for <c>videogen doctor</c>: all of it, or (true) PayloadCMS alone. Must not throw for anything it looks at.
    /// </summary>
    public required Func<Settings, bool, CancellationToken, ValueTask<ImmutableArray<Finding>>> Examine { get; init; }
}
