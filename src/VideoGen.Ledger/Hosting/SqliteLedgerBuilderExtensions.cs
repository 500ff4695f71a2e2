using VideoGen.Hosting;
using VideoGen.Ledger.Hosting;
using VideoGen.Ledger.Sql;
using VideoGen.Ledger.Sqlite;
using VideoGen.Synthesis;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds the SQLite ledger to an agent.</summary>
public static class SqliteLedgerBuilderExtensions
{
    /// <summary>
    /// Adds the ledger in one SQLite file, with the outbox of the records and the templates and provider configs that are kept in it. Opened, and
    /// made where it is missing, by the first call.
    /// </summary>
    /// <param name="builder">The agent.</param>
    /// <param name="path">The file; null for <c>ledger.db</c> in the agent's home.</param>
    public static VideoGenBuilder AddSqliteLedger(this VideoGenBuilder builder, string? path = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        IServiceCollection services = builder.Services;
        services.AddSingleton(p => new SqliteLedger(
            new SqliteLedgerOptions(path ?? Path.Combine(p.GetRequiredService<AgentOptions>().Home, "ledger.db")), p.GetRequiredService<TimeProvider>()));
        services.AddSingleton<SqlLedger>(p => p.GetRequiredService<SqliteLedger>());
        return builder.AddSqlLedgerParts();
    }
}
