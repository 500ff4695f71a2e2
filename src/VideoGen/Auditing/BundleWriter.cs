using System.Buffers;
using System.Collections.Immutable;
using System.IO.Compression;
using System.Security.Cryptography;
using VideoGen.Contract;

namespace VideoGen.Auditing;

/// <summary>
/// Writes an audit bundle as a zip, entry by entry: memory does not grow with the clips. Entries are sorted, stored as they are and of one time, so that the same
/// content gives the same bytes, into whatever it is written.
/// </summary>
public static class BundleWriter
{
    private const int BufferBytes = 128 * 1024;
    private const int OwnersFile = 0x81A4 << 16; // a plain file, rw-r--r--
    private static readonly DateTimeOffset Epoch = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Writes it.</summary>
    /// <param name="content">What goes in.</param>
    /// <param name="target">Where to; only written to, from here on forward.</param>
    /// <param name="openClip">Opens the bytes of a clip.</param>
    /// <param name="cancellationToken">Ends it; what was written is no bundle then.</param>
    /// <exception cref="AuditException">A clip cannot be read, or is not the one that was delivered; what was written is no bundle then.</exception>
    public static async Task WriteAsync(AuditContent content, Stream target, Func<AuditClip, CancellationToken, Task<Stream>> openClip, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(content);
        ArgumentNullException.ThrowIfNull(target);
        ArgumentNullException.ThrowIfNull(openClip);
        ImmutableDictionary<string, AuditEntry> documents = content.Documents.ToImmutableDictionary(d => d.Name, StringComparer.Ordinal);
        ImmutableDictionary<string, AuditClip> clips = content.Clips.ToImmutableDictionary(c => c.Name, StringComparer.Ordinal);
        await using ZipArchive zip = await ZipArchive.CreateAsync(new ForwardStream(target), ZipArchiveMode.Create, leaveOpen: true, entryNameEncoding: null, cancellationToken);
        foreach (string name in documents.Keys.Concat(clips.Keys).Order(StringComparer.Ordinal))
        {
            ZipArchiveEntry entry = zip.CreateEntry(name, CompressionLevel.NoCompression);
            entry.LastWriteTime = Epoch;
            entry.ExternalAttributes = OwnersFile;
            await using Stream stream = await entry.OpenAsync(cancellationToken);
            if (documents.TryGetValue(name, out AuditEntry? document))
            {
                await stream.WriteAsync(document.Bytes, cancellationToken);
            }
            else
            {
                await CopyAsync(clips[name], stream, openClip, cancellationToken);
            }
        }
    }

    private static async Task CopyAsync(AuditClip clip, Stream target, Func<AuditClip, CancellationToken, Task<Stream>> openClip, CancellationToken cancellationToken)
    {
        byte[] buffer = ArrayPool<byte>.Shared.Rent(BufferBytes);
        try
        {
            using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            await using Stream source = await OfClipAsync(clip, () => openClip(clip, cancellationToken));
            int read;
            while ((read = await OfClipAsync(clip, () => source.ReadAsync(buffer, cancellationToken).AsTask())) > 0)
            {
                hash.AppendData(buffer, 0, read);
                await target.WriteAsync(buffer.AsMemory(0, read), cancellationToken);
            }

            if (Convert.ToHexStringLower(hash.GetHashAndReset()) != clip.Job.Clip!.Sha256)
            {
                throw Unreadable(clip, "the file is not the one that was delivered; its SHA-256 is another.");
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    // A target that is full is not the clip's fault.
    private static async Task<T> OfClipAsync<T>(AuditClip clip, Func<Task<T>> ask)
    {
        try
        {
            return await ask();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or HttpRequestException)
        {
            throw Unreadable(clip, e.Message);
        }
    }

    private static AuditException Unreadable(AuditClip clip, string why) => new(new Problem(
        ProblemCodes.AuditClipUnreadable, "", $"The clip {clip.Job.Clip!.Path} cannot be put into the bundle: {why}",
        $"Put the file back, for example with 'videogen redeliver {clip.Job.Id}'; or write the bundle with --hashes, which holds the hash instead."));
}
