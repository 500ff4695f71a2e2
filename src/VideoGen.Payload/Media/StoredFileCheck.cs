using System.Text.Json.Nodes;
using VideoGen.Delivery;

namespace VideoGen.Payload.Media;

/// <summary>Compares what a CMS keeps with the clip that it was given. Thread-safe.</summary>
/// <param name="fetcher">Fetches what is stored; signs in to the CMS.</param>
internal sealed class StoredFileCheck(ClipFetcher fetcher)
{
    private const int BufferBytes = 128 * 1024;

    /// <summary>
    /// Whether an upload was kept whole: by the size that the CMS tells, and its hash where it tells one; by the bytes where it tells no size.
    /// </summary>
    /// <returns>Null when it was; else how many bytes there are instead.</returns>
    public async Task<long?> KeptAsync(PayloadDocument document, Uri address, NewClip clip, CancellationToken cancellationToken)
    {
        if ((document.Fields["filesize"] as JsonValue)?.TryGetValue(out long size) is not true)
        {
            return await CompareAsync(address, clip, cancellationToken) switch
            {
                StoredFile.Same => null,
                StoredFile.Beginning { Bytes: var bytes } => bytes,
                _ => 0,
            };
        }

        // The field may be the collection's own, with a hash that the CMS computes.
        bool isOther = (document.Fields["sha256"] as JsonValue)?.TryGetValue(out string? hash) is true
            && hash.Length == clip.Sha256.Length && !string.Equals(hash, clip.Sha256, StringComparison.OrdinalIgnoreCase);
        return size == clip.FileSize && !isOther ? null : size;
    }

    /// <summary>What stands under an address.</summary>
    /// <exception cref="IOException">It cannot be fetched.</exception>
    public async Task<StoredFile> CompareAsync(Uri address, NewClip clip, CancellationToken cancellationToken)
    {
        string copy = $"{clip.File}.stored";
        try
        {
            ClipFetcher.Discard(copy);
            (string sha256, long bytes) = await fetcher.FetchAsync(address, copy, cancellationToken);
            return sha256 == clip.Sha256 ? new StoredFile.Same()
                : bytes < clip.FileSize && await IsBeginningAsync(copy, clip.File, cancellationToken) ? new StoredFile.Beginning(bytes)
                : new StoredFile.Other();
        }
        catch (FileNotFoundException)
        {
            return new StoredFile.Lost();
        }
        finally
        {
            ClipFetcher.Discard(copy);
        }
    }

    /// <summary>True while an address has the bytes of this hash.</summary>
    /// <exception cref="IOException">It cannot be fetched.</exception>
    public async Task<bool> HoldsAsync(Uri address, string sha256, CancellationToken cancellationToken)
    {
        string copy = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        try
        {
            return (await fetcher.FetchAsync(address, copy, cancellationToken)).Sha256 == sha256;
        }
        catch (FileNotFoundException)
        {
            return false;
        }
        finally
        {
            ClipFetcher.Discard(copy);
        }
    }

    private static async Task<bool> IsBeginningAsync(string beginning, string whole, CancellationToken cancellationToken)
    {
        await using FileStream left = File.OpenRead(beginning);
        await using FileStream right = File.OpenRead(whole);
        byte[] one = new byte[BufferBytes];
        byte[] other = new byte[BufferBytes];
        for (int read; (read = await left.ReadAtLeastAsync(one, BufferBytes, throwOnEndOfStream: false, cancellationToken)) > 0;)
        {
            await right.ReadExactlyAsync(other.AsMemory(0, read), cancellationToken);
            if (!one.AsSpan(0, read).SequenceEqual(other.AsSpan(0, read)))
            {
                return false;
            }
        }

        return true;
    }
}
