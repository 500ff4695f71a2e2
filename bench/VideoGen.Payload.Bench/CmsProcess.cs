using System.Diagnostics;

namespace VideoGen.Payload.Bench;

/// <summary>The CMS of this repository over REST, in a process of its own.</summary>
internal sealed class CmsProcess : IDisposable
{
    private const string Key = "6f1d3a52-0b9e-4f6c-9a77-2d1c4e5b8a90";

    private readonly Process _process;

    private CmsProcess(Process process, Uri address) => (_process, Options) = (process, new PayloadOptions(address, new PayloadKey(Key)));

    public PayloadOptions Options { get; }

    /// <summary>Starts it on a database; null for a SQLite file of its own.</summary>
    public static async Task<CmsProcess> StartAsync(string app, string folder, string? database)
    {
        var start = new ProcessStartInfo("node", ["api.mjs"]) { WorkingDirectory = app, RedirectStandardOutput = true, UseShellExecute = false };
        (string, string)[] variables =
        [
            ("PORT", "0"), ("DATABASE_URL", database ?? $"file:{folder}/cms.db"), ("FILES_DIR", $"{folder}/files"), ("TEMP_DIR", $"{folder}/temp"),
            ("PAYLOAD_SECRET", "bench"), ("SEED_ADMIN_EMAIL", "admin@videogen.example"), ("SEED_ADMIN_PASSWORD", "a long password"), ("SEED_SERVICE_API_KEY", Key),
        ];
        foreach ((string name, string value) in variables)
        {
            start.Environment[name] = value;
        }

        var process = Process.Start(start)!;
        while (await process.StandardOutput.ReadLineAsync() is { } line)
        {
            if (line.StartsWith("listening ", StringComparison.Ordinal))
            {
                _ = process.StandardOutput.ReadToEndAsync();
                return new CmsProcess(process, new Uri(line["listening ".Length..].Trim()));
            }
        }

        throw new InvalidOperationException("The CMS ended before it listened.");
    }

    public void Dispose()
    {
        _process.Kill();
        _process.WaitForExit();
        _process.Dispose();
    }
}
