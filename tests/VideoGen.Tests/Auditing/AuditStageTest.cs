using System.IO.Compression;
using VideoGen.Auditing;
using VideoGen.Ledger.Sqlite;
using VideoGen.Providers;
using VideoGen.Synthesis;
using VideoGen.Testing;
using VideoGen.Testing.Signatures;
using VideoGen.Tests.Synthesis;

namespace VideoGen.Tests.Auditing;

/// <summary>A test that writes the bundles of a stage and verifies them.</summary>
public abstract class AuditStageTest : StageTest
{
    protected static SortedDictionary<string, byte[]> Entries(byte[] bundle)
    {
        using var zip = new ZipArchive(new MemoryStream(bundle));
        var entries = new SortedDictionary<string, byte[]>(StringComparer.Ordinal);
        foreach (ZipArchiveEntry entry in zip.Entries)
        {
            using Stream stream = entry.Open();
            using var bytes = new MemoryStream();
            stream.CopyTo(bytes);
            entries[entry.FullName] = bytes.ToArray();
        }

        return entries;
    }

    protected SqliteLedger Open() => new(new SqliteLedgerOptions(Path.Combine(Stage.Home, "ledger.db")), Time);

    protected async Task<byte[]> BundleAsync(string requestId, bool withClips = true)
    {
        using var bundle = new MemoryStream();
        await WriteAsync(requestId, bundle, withClips);
        return bundle.ToArray();
    }

    protected async Task WriteAsync(string requestId, Stream target, bool withClips)
    {
        await using SqliteLedger ledger = Open();
        Answer<AuditContent> answer = await new AuditCollector(ledger, ledger).CollectAsync(requestId, withClips, CancellationToken.None);
        await BundleWriter.WriteAsync(
            answer.ShouldBeOfType<Answer<AuditContent>.Given>().Value, target, (clip, _) => Task.FromResult<Stream>(File.OpenRead(clip.Job.Clip!.Address.LocalPath)), CancellationToken.None);
    }

    protected static async Task<AuditReport> VerifyAsync(byte[] bundle)
    {
        using var folder = new TestFolder();
        var check = new AuditCheck([new Proofs()], (place, time) => new SqliteLedger(new SqliteLedgerOptions(Path.Combine(place, "ledger.db")), time));
        return await check.RunAsync(new MemoryStream(bundle), folder.Path, CancellationToken.None);
    }

    private sealed class Proofs : IWebhookProofs
    {
        public string Provider => Testing.Catalog.MemoryCatalog.Provider;

        public bool Holds(WebhookProof proof, ReadOnlySpan<byte> body) =>
            Libsodium.Verify(Convert.FromHexString(proof.Key!), body.ToArray(), Convert.FromHexString(proof.Headers["X-Signature"]));
    }
}
