using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using VideoGen.Auditing;
using VideoGen.Jobs;
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

    protected static byte[] Edited(byte[] bundle, Action<SortedDictionary<string, byte[]>> edit, string packed = "nothing")
    {
        SortedDictionary<string, byte[]> entries = Entries(bundle);
        edit(entries);
        using var file = new MemoryStream();
        using (var zip = new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach ((string name, byte[] bytes) in entries)
            {
                using Stream stream = zip.CreateEntry(name, name.StartsWith(packed, StringComparison.Ordinal) ? CompressionLevel.Optimal : CompressionLevel.NoCompression).Open();
                stream.Write(bytes);
            }
        }

        return file.ToArray();
    }

    /// <summary>An edit by somebody who brings every hash in step.</summary>
    protected static byte[] Forged(byte[] bundle, string name, Func<string, string> edit) => Edited(bundle, entries =>
    {
        string before = Encoding.UTF8.GetString(entries[name]);
        string after = edit(before);
        after.ShouldNotBe(before);
        (string oldHash, int oldSize) = (Hash(entries[name]), entries[name].Length);
        entries[name] = Encoding.UTF8.GetBytes(after);
        string crate = Encoding.UTF8.GetString(entries["ro-crate-metadata.json"]);
        string oldCrate = Hash(entries["ro-crate-metadata.json"]);
        int oldCrateSize = entries["ro-crate-metadata.json"].Length;
        crate = crate.Replace($"\"contentSize\": \"{oldSize}\",\n      \"sha256\": \"{oldHash}\"", $"\"contentSize\": \"{entries[name].Length}\",\n      \"sha256\": \"{Hash(entries[name])}\"", StringComparison.Ordinal);
        entries["ro-crate-metadata.json"] = Encoding.UTF8.GetBytes(crate);
        string manifest = Encoding.UTF8.GetString(entries["manifest.json"])
            .Replace($"\"size\": {oldSize},\n      \"sha256\": \"{oldHash}\"", $"\"size\": {entries[name].Length},\n      \"sha256\": \"{Hash(entries[name])}\"", StringComparison.Ordinal)
            .Replace($"\"size\": {oldCrateSize},\n      \"sha256\": \"{oldCrate}\"", $"\"size\": {entries["ro-crate-metadata.json"].Length},\n      \"sha256\": \"{Hash(entries["ro-crate-metadata.json"])}\"", StringComparison.Ordinal);
        entries["manifest.json"] = Encoding.UTF8.GetBytes(manifest);
    });

    protected static string Hash(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    protected async Task<Job> DeliveredAsync()
    {
        Job job = (await SubmittedAsync())[0];
        Provider.Finish(job.Id);
        await Agent.AdvanceAsync(Seconds(30));
        (await StateAsync(job)).ShouldBe(JobState.Succeeded);
        return job;
    }

    private sealed class Proofs : IWebhookProofs
    {
        public string Provider => Testing.Catalog.MemoryCatalog.Provider;

        public bool Holds(WebhookProof proof, ReadOnlySpan<byte> body) =>
            Libsodium.Verify(Convert.FromHexString(proof.Key!), body.ToArray(), Convert.FromHexString(proof.Headers["X-Signature"]));
    }
}
