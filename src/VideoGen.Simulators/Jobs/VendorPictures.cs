using System.Security.Cryptography;
using VideoGen.FalSimulation.Pictures;
using VideoGen.FalSimulation.Storage;

namespace VideoGen.Simulators.Jobs;

/// <summary>Reads the pictures of an order: data addresses, web addresses, uploads. Thread-safe.</summary>
internal sealed class VendorPictures(SimulatorOptions options, HttpClient http, MediaStore media)
{
    /// <summary>Scheme of what was uploaded.</summary>
    public const string Uploaded = "runway://upload/";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    /// <summary>The files in the same order, or what is wrong with one.</summary>
    public async Task<(IReadOnlyList<(string Path, string Hash)> Pictures, string? Problem)> ReadAsync(IReadOnlyList<string> addresses, CancellationToken cancellationToken)
    {
        List<(string Path, string Hash)> pictures = [];
        foreach (string address in options.PreparedClips ? [] : addresses)
        {
            byte[]? bytes = address.StartsWith("data:", StringComparison.Ordinal) ? PictureReader.Decode(address)
                : address.StartsWith(Uploaded, StringComparison.Ordinal) ? await UploadAsync(address[Uploaded.Length..], cancellationToken)
                : await FetchAsync(address, cancellationToken);
            if (bytes is null || PictureHeader.Read(bytes) is not { Format: "png" or "jpeg" or "webp" } header)
            {
                return ([], "A picture could not be fetched, or is none of JPEG, PNG and WebP.");
            }

            string hash = Convert.ToHexStringLower(SHA256.HashData(bytes));
            string path = Path.Combine(media.Folder, $"in-{hash[..24]}.{header.Format}");
            if (!File.Exists(path))
            {
                string draft = path + "." + Path.GetRandomFileName();
                await File.WriteAllBytesAsync(draft, bytes, cancellationToken);
                File.Move(draft, path, overwrite: true);
            }

            pictures.Add((path, hash));
        }

        return (pictures, null);
    }

    private async Task<byte[]?> UploadAsync(string id, CancellationToken cancellationToken) =>
        media.Find(id) is { Complete: true } file ? await File.ReadAllBytesAsync(file.Path, cancellationToken) : null;

    private async Task<byte[]?> FetchAsync(string address, CancellationToken cancellationToken)
    {
        if (!Uri.TryCreate(address, UriKind.Absolute, out Uri? uri) || uri.Scheme is not ("http" or "https"))
        {
            return null;
        }

        using var patience = new CancellationTokenSource(Patience, options.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        try
        {
            using HttpResponseMessage response = await http.GetAsync(uri, either.Token);
            return response.IsSuccessStatusCode ? await response.Content.ReadAsByteArrayAsync(either.Token) : null;
        }
        catch (Exception problem) when (problem is HttpRequestException or IOException or OperationCanceledException && !cancellationToken.IsCancellationRequested)
        {
            return null;
        }
    }
}
