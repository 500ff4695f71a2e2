using Microsoft.Extensions.Logging;
using VideoGen.Contract;
using VideoGen.Jobs;

namespace VideoGen.Mcp;

/// <summary>What the tools need to know of the program they run in.</summary>
public sealed record McpHost
{
    /// <summary>Version that clients see.</summary>
    public required string Version { get; init; }

    /// <summary>Makes the ids of errors that are logged here and named to the caller.</summary>
    public required IIdSource Ids { get; init; }

    /// <summary>Where unexpected errors are logged; on stdio it must write to standard error.</summary>
    public required ILogger Log { get; init; }

    /// <summary>
    /// Folder that relative <c>image_url</c> paths start from, where the caller works on this machine (stdio); null refuses local files
    /// altogether (callers from the network).
    /// </summary>
    public string? LocalFolder { get; init; }

    /// <summary>What a caller learns of a ledger that cannot work: callers from the network learn nothing of where things lie.</summary>
    public Func<LedgerException, Problem> ForCaller { get; init; } = broken => broken.Problem;

    /// <summary>True where everything comes from one client over one connection (stdio), so that no session need be named.</summary>
    public bool ServesOneClient { get; init; }

    /// <summary>Clock.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Fires when the program is about to end: calls that wait are answered with how things stand, streams are closed.</summary>
    public CancellationToken Ending { get; init; }
}
