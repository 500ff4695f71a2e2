using VideoGen.Auditing;
using VideoGen.Fal.Webhooks;
using VideoGen.Files;
using VideoGen.Ledger.Sqlite;

namespace VideoGen.Host.Composition;

/// <summary>Looks at an audit bundle, on any machine: wants no settings, no key and no ledger.</summary>
public static class BundleCheck
{
    /// <summary>Looks at it. The replay works in a folder of its own among the temporary files, which is removed.</summary>
    /// <param name="path">The bundle.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="IOException">The file cannot be read, or there is no room for the replay.</exception>
    public static async Task<AuditReport> RunAsync(string path, CancellationToken cancellationToken)
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("videogen-audit");
        try
        {
            await using var file = RegularFile.OpenRead(path);
            var check = new AuditCheck([new FalWebhookProofs()], (place, time) => new SqliteLedger(new SqliteLedgerOptions(Path.Combine(place, "ledger.db")), time));
            return await check.RunAsync(file, folder.FullName, cancellationToken);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
