using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging;
using VideoGen.Files;

namespace VideoGen.Fal.Frames;

/// <summary>
/// Remembers which picture was uploaded where: one small file per picture under <c>{home}/uploads/fal/</c>, named by its SHA-256,
/// written aside and renamed, so that any process reads a whole one or none. Two processes that upload the same picture at the same
/// moment both may; the last one is remembered. Losing the memory costs an upload, nothing else.
/// </summary>
internal sealed class FalUploadMemory(string home, FalOptions options, TimeProvider time, ILogger logger)
{
    private readonly string _folder = Path.Combine(home, "uploads", "fal");

    /// <summary>The address of an upload that is young enough and went to the same storage; null otherwise.</summary>
    public async Task<Uri?> FindAsync(string sha256, CancellationToken cancellationToken)
    {
        try
        {
            var json = FalJson.ReadObject(await File.ReadAllTextAsync(PathOf(sha256), cancellationToken));
            return json?.Text("storage") == options.RestUrl.AbsoluteUri
                && DateTimeOffset.TryParse(json.Text("uploaded_at"), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at)
                && time.GetUtcNow() - at < TimeSpan.FromDays(options.UploadMaxAgeDays)
                && Uri.TryCreate(json.Text("file_url"), UriKind.Absolute, out var address) && address.Scheme is "http" or "https"
                    ? address
                    : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    public void Keep(string sha256, Uri address)
    {
        var json = new JsonObject
        {
            ["file_url"] = address.AbsoluteUri,
            ["storage"] = options.RestUrl.AbsoluteUri,
            ["uploaded_at"] = time.GetUtcNow().ToString("O", CultureInfo.InvariantCulture),
        };
        var aside = PathOf(sha256) + "." + Path.GetRandomFileName();
        try
        {
            OwnerOnly.MakeFolder(_folder);
            OwnerOnly.Write(aside, FalJson.Write(json));
            File.Move(aside, PathOf(sha256), overwrite: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            FalLog.UploadForgotten(logger, e.Message);
        }
    }

    private string PathOf(string sha256) => sha256.Length == 64 && sha256.All(char.IsAsciiHexDigitLower)
        ? Path.Combine(_folder, sha256 + ".json")
        : throw new ArgumentException("Not a SHA-256 in lowercase hex.", nameof(sha256));
}
