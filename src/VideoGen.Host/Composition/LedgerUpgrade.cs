using VideoGen.Host.Configuration;
using VideoGen.Jobs;
using VideoGen.Ledger.Postgres;
using VideoGen.Ledger.Sqlite;

namespace VideoGen.Host.Composition;

/// <summary>Brings the ledger of the settings to the format of this version, while nothing works on it.</summary>
public static class LedgerUpgrade
{
    /// <summary>Upgrades it. A SQLite ledger leaves a copy of what it was beside it; a PostgreSQL ledger wants a dump before.</summary>
    /// <param name="settings">Checked settings.</param>
    /// <param name="environment">Value of an environment variable, or null: where the password comes from.</param>
    /// <param name="time">Clock.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>What was done, as a sentence.</returns>
    /// <exception cref="LedgerException">The ledger cannot be used.</exception>
    public static async Task<string> RunAsync(Settings settings, Func<string, string?> environment, TimeProvider time, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(settings);
        if (SettingsServices.PostgresOf(settings, environment) is not { } options)
        {
            await using var file = new SqliteLedger(new SqliteLedgerOptions(SettingsServices.LedgerFileOf(settings)), time);
            await file.CountPendingAsync(cancellationToken);
            return $"{file.Place} has the format of this version.";
        }

        await using var ledger = new PostgresLedger(options, time);
        (long before, long after) = await ledger.UpgradeAsync(cancellationToken);
        return before == 0 ? $"{ledger.Place} is a new ledger of format {after}."
            : before == after ? $"{ledger.Place} has format {after}, that of this version; nothing was changed."
            : $"{ledger.Place} was brought from format {before} to format {after}.";
    }
}
