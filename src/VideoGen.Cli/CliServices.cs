using System.Collections.Immutable;
using VideoGen.Auditing;
using VideoGen.Cli.Verbs;
using VideoGen.Contract;
using VideoGen.Host.Composition;
using VideoGen.Host.Configuration;
using VideoGen.Host.Doctor;
using VideoGen.OpenRouter.Catalog;
using VideoGen.Payload.Catalog;

namespace VideoGen.Cli;

/// <summary>What the CLI needs from the rest of the house; the composition root fills it in.</summary>
internal sealed record CliServices
{
    /// <summary>Opens the agent over its ledger. Throws <see cref="Jobs.LedgerException"/> when the environment is broken.</summary>
    public required Func<Settings, CancellationToken, ValueTask<IAgent>> OpenAgent { get; init; }

    /// <summary>Serves MCP on stdin and stdout until the client leaves; answers the exit code.</summary>
    public required Func<Settings, CancellationToken, ValueTask<int>> ServeStdio { get; init; }

    /// <summary>
    /// Examines the environment for <c>videogen doctor</c>, as far as the scope goes. Must not throw for anything it looks at.
    /// </summary>
    public required Func<Settings, DoctorScope, CancellationToken, ValueTask<ImmutableArray<Finding>>> Diagnose { get; init; }

    /// <summary>Brings the ledger to the format of this version; answers with what was done. Throws <see cref="Jobs.LedgerException"/>.</summary>
    public required Func<Settings, CancellationToken, Task<string>> UpgradeLedger { get; init; }

    /// <summary>Moves the SQLite ledger into the PostgreSQL of the settings; answers with what was done. Throws <see cref="Jobs.LedgerException"/>.</summary>
    public required Func<Settings, CancellationToken, Task<string>> CopyLedger { get; init; }

    /// <summary>
    /// Publishes in PayloadCMS, with an API key, what comes with the product and is not there. Throws <see cref="Payload.PayloadException"/>
    /// where the CMS does not take it.
    /// </summary>
    public required Func<PayloadSettings, string, CancellationToken, Task<ImmutableArray<PushedDocument>>> PushCatalog { get; init; }

    /// <summary>Looks at an audit bundle; changes nothing. Throws <see cref="IOException"/> where the file cannot be read.</summary>
    public Func<string, CancellationToken, Task<AuditReport>> CheckBundle { get; init; } = BundleCheck.RunAsync;

    /// <summary>Compares the presets in use with their vendor's public catalogue; publishes nothing.</summary>
    public Func<Settings, CancellationToken, Task<(ImmutableArray<PresetProposal> Proposals, Problem? Problem)>> RefreshPresets { get; init; } =
        (settings, stop) => PresetSupply.RefreshAsync(settings, TimeProvider.System, stop);
}
