using System.Text.Json.Nodes;
using VideoGen.Contract;
using VideoGen.Host.Configuration;

namespace VideoGen.Cli.Verbs;

/// <summary><c>videogen ledger</c>: brings the ledger to this version's format, and moves it to PostgreSQL.</summary>
internal sealed class LedgerVerb(VerbContext context)
{
    /// <summary>Brings it to this version's format.</summary>
    public Task<int> UpgradeAsync() => RunAsync(services => services.UpgradeLedger);

    /// <summary>Moves the file of the home folder into the database.</summary>
    public Task<int> CopyAsync() => context.WithSettingsAsync((_, settings) => settings.Ledger.Connection is null
        ? Task.FromResult(context.Refuse([new Problem(
            "setting_invalid", "/ledger/connection", "ledger.connection is not set: there is no database to move the ledger to.",
            "Set ledger.connection (VIDEOGEN_LEDGER_CONNECTION) to an empty PostgreSQL database.")]))
        : RunAsync(services => services.CopyLedger));

    private Task<int> RunAsync(Func<CliServices, Func<Settings, CancellationToken, Task<string>>> work) => context.WithSettingsAsync(async (services, settings) =>
    {
        string done = await work(services)(settings, context.Interrupted);
        if (context.Json)
        {
            context.WriteJson(new JsonObject { ["done"] = done });
        }
        else
        {
            context.Output.Unwrapped(done);
        }

        return ExitCode.Done;
    });
}
