using VideoGen.Hosting;
using VideoGen.Ledger.Hosting;
using VideoGen.Ledger.Postgres;
using VideoGen.Ledger.Sql;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds the PostgreSQL ledger to an agent.</summary>
public static class PostgresLedgerBuilderExtensions
{
    /// <summary>
    /// Adds the ledger in a PostgreSQL database, with the outbox of the records and the templates and provider configs that are kept in it. Opened,
    /// and its tables made where there are none, by the first call.
    /// </summary>
    /// <param name="builder">The agent.</param>
    /// <param name="options">Where the database is.</param>
    public static VideoGenBuilder AddPostgresLedger(this VideoGenBuilder builder, PostgresLedgerOptions options)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(options);
        builder.Services.AddSingleton(p => new PostgresLedger(options, p.GetRequiredService<TimeProvider>()));
        builder.Services.AddSingleton<SqlLedger>(p => p.GetRequiredService<PostgresLedger>());
        return builder.AddSqlLedgerParts();
    }
}
