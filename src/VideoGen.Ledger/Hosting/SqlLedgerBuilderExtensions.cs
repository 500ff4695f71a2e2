using Microsoft.Extensions.DependencyInjection;
using VideoGen.Exports;
using VideoGen.Hosting;
using VideoGen.Jobs;
using VideoGen.Listing;
using VideoGen.Ledger.Sql;
using VideoGen.Records;
using VideoGen.Reports;
using VideoGen.Telemetry;

namespace VideoGen.Ledger.Hosting;

/// <summary>What every SQL ledger brings to an agent.</summary>
internal static class SqlLedgerBuilderExtensions
{
    /// <summary>Adds the ports that a registered <see cref="SqlLedger"/> fills: truth, figures, outbox of the records, templates and provider configs.</summary>
    public static VideoGenBuilder AddSqlLedgerParts(this VideoGenBuilder builder)
    {
        IServiceCollection services = builder.Services;
        services.AddSingleton<ILedger>(p => p.GetRequiredService<SqlLedger>());
        services.AddSingleton<IJobOwners>(p => p.GetRequiredService<SqlLedger>());
        services.AddSingleton<IPlanStore>(p => p.GetRequiredService<SqlLedger>());
        services.AddSingleton<IJobTotals>(p => p.GetRequiredService<SqlLedger>());
        services.AddSingleton<IJobFigures>(p => p.GetRequiredService<SqlLedger>());
        services.AddSingleton<IWebhookHistory>(p => p.GetRequiredService<SqlLedger>());
        services.AddSingleton<IFilmJobs>(p => p.GetRequiredService<SqlLedger>());
        services.AddSingleton<IRequestListing>(p => p.GetRequiredService<SqlLedger>());
        services.AddSingleton<IRecordOutbox, LedgerOutbox>();
        services.AddSingleton<LedgerCatalog>();
        return builder.AddCatalogSource(p => p.GetRequiredService<LedgerCatalog>());
    }
}
