using System.Globalization;
using VideoGen.Contract;
using VideoGen.Host.Configuration;
using VideoGen.Jobs;
using VideoGen.Ledger.Postgres;
using VideoGen.Ledger.Sqlite;

namespace VideoGen.Host.Composition;

/// <summary>Moves the ledger of the home folder into the database of the settings, while nothing works on either.</summary>
public static class LedgerMove
{
    /// <summary>Moves it.</summary>
    /// <param name="settings">Checked settings.</param>
    /// <param name="environment">Value of an environment variable, or null: where the password comes from.</param>
    /// <param name="cancellationToken">Ends it; nothing is moved then.</param>
    /// <returns>What was done, as a sentence.</returns>
    /// <exception cref="LedgerException">One of the ledgers cannot be used, or something works on it.</exception>
    public static async Task<string> RunAsync(Settings settings, Func<string, string?> environment, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(settings);
        if (SettingsServices.PostgresOf(settings, environment) is not { } database)
        {
            throw new LedgerException(new Problem(
                "setting_invalid", "/ledger/connection", "ledger.connection is not set: there is no database to move the ledger to.",
                "Set ledger.connection (VIDEOGEN_LEDGER_CONNECTION) to an empty PostgreSQL database."));
        }

        (long rows, string file) = await LedgerCopy.RunAsync(new SqliteLedgerOptions(SettingsServices.LedgerFileOf(settings)), database, cancellationToken);
        return string.Create(CultureInfo.InvariantCulture, $"{rows} rows were moved and compared one by one. The file is now {file}: keep it until the first night's dump.");
    }
}
