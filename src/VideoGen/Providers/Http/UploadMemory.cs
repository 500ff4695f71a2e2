using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging;
using VideoGen.Files;

namespace VideoGen.Providers.Http;

/// <summary>
/// Remembers which picture was uploaded where: one small file per picture, named by its SHA-256, written aside and renamed, so that any process reads
/// a whole one or none. Uploads of one picture wait for each other in a process; two processes that upload the same picture at the same moment both
/// may, and the last one is remembered. Losing the memory costs an upload, nothing else. Thread-safe.
/// </summary>
/// <param name="folder">Where the files lie; made when it is needed.</param>
/// <param name="lifetime">How long an upload can be used.</param>
/// <param name="time">The clock.</param>
/// <param name="isAddress">True for what can be the address of an upload.</param>
/// <param name="logger">Receives why something could not be remembered.</param>
internal sealed class UploadMemory(string folder, TimeSpan lifetime, TimeProvider time, Func<string, bool> isAddress, ILogger logger)
{
    // Pictures share locks by their hash, so that the set never grows.
    private readonly SemaphoreSlim[] _locks = [.. Enumerable.Range(0, 16).Select(_ => new SemaphoreSlim(1, 1))];

    /// <summary>The address of a picture: the remembered one where it can still be used, else that of a new upload.</summary>
    /// <param name="sha256">Its SHA-256, lowercase hex.</param>
    /// <param name="storage">Where uploads go and whose they are: an upload of another storage is not used.</param>
    /// <param name="upload">Uploads it: the address, or null with the reason.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The address, or the reason why there is none.</returns>
    public async Task<(string? Address, T? Reason)> FindOrUploadAsync<T>(string sha256, string storage, Func<Task<(string? Address, T? Reason)>> upload, CancellationToken cancellationToken)
    {
        SemaphoreSlim taken = _locks[Convert.ToInt32(sha256[..1], 16)];
        await taken.WaitAsync(cancellationToken);
        try
        {
            if (await FindAsync(sha256, storage, cancellationToken) is { } known)
            {
                return (known, default);
            }

            (string? address, T? reason) = await upload();
            if (address is not null)
            {
                Keep(sha256, storage, address);
            }

            return (address, reason);
        }
        finally
        {
            taken.Release();
        }
    }

    /// <summary>Forgets the uploads that an order names which was refused: it may have been because of them, and the next one uploads anew.</summary>
    /// <param name="payload">The order; null for whatever there is.</param>
    public void Forget(string? payload)
    {
        try
        {
            foreach (string file in Directory.Exists(folder) ? Directory.EnumerateFiles(folder, "*.json") : [])
            {
                if (JsonAnswer.Text(JsonAnswer.Read(File.ReadAllText(file)), "file_url") is not { } address || payload?.Contains(address, StringComparison.Ordinal) != false)
                {
                    File.Delete(file);
                }
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            ProviderLog.UploadForgotten(logger, e.Message);
        }
    }

    private async Task<string?> FindAsync(string sha256, string storage, CancellationToken cancellationToken)
    {
        try
        {
            JsonObject? json = JsonAnswer.Read(await File.ReadAllTextAsync(PathOf(sha256), cancellationToken));
            return JsonAnswer.Text(json, "storage") == storage
                && DateTimeOffset.TryParse(JsonAnswer.Text(json, "uploaded_at"), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset at)
                && time.GetUtcNow() - at is var age && age < lifetime && age > -lifetime
                && JsonAnswer.Text(json, "file_url") is { } address && isAddress(address)
                    ? address
                    : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private void Keep(string sha256, string storage, string address)
    {
        var json = new JsonObject
        {
            ["file_url"] = address,
            ["storage"] = storage,
            ["uploaded_at"] = time.GetUtcNow().ToString("O", CultureInfo.InvariantCulture),
        };
        string aside = PathOf(sha256) + "." + Path.GetRandomFileName();
        try
        {
            OwnerOnly.MakeFolder(folder);
            OwnerOnly.Write(aside, JsonAnswer.Write(json));
            File.Move(aside, PathOf(sha256), overwrite: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            ProviderLog.UploadForgotten(logger, e.Message);
        }
    }

    private string PathOf(string sha256) => sha256.Length == 64 && sha256.All(char.IsAsciiHexDigitLower)
        ? Path.Combine(folder, sha256 + ".json")
        : throw new ArgumentException("Not a SHA-256 in lowercase hex.", nameof(sha256));
}
