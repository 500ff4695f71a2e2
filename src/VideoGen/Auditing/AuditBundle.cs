using System.Collections.Immutable;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using VideoGen.Contract;

namespace VideoGen.Auditing;

/// <summary>
/// An audit bundle that somebody gave: opened only as far as that is safe, and read no further than it is what its manifest says. Writes nothing but
/// the clips that are asked for.
/// </summary>
internal sealed partial class AuditBundle : IDisposable
{
    private const int MostEntries = 20_000;
    private const long LargestDocument = 64L * 1024 * 1024;
    private const long MostOfDocuments = 256L * 1024 * 1024;
    private const int Told = 5;
    private const int PlainFile = 8; // the kind of a file, as Unix counts them
    private const string Clips = "clips/";
    private const string Again = "Ask whoever made the bundle for the original, or write it again with 'videogen audit'.";

    private readonly ZipArchive _zip;
    private readonly ImmutableDictionary<string, ZipArchiveEntry> _entries;
    private readonly Dictionary<string, byte[]> _documents = new(StringComparer.Ordinal);

    private AuditBundle(ZipArchive zip, ImmutableDictionary<string, ZipArchiveEntry> entries) => (_zip, _entries) = (zip, entries);

    /// <summary>Its manifest.</summary>
    public AuditManifest Manifest { get; private set; } = new("", []);

    /// <summary>The names of its files, sorted.</summary>
    public ImmutableArray<string> Names => [.. _entries.Keys.Order(StringComparer.Ordinal)];

    /// <summary>Opens a bundle and compares every file with its hash.</summary>
    /// <param name="file">The file, which can be read at any place.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>The bundle, null where it cannot be read on; and what is wrong with it, in the order of the names.</returns>
    public static async Task<(AuditBundle? Bundle, ImmutableArray<Problem> Problems)> OpenAsync(Stream file, CancellationToken cancellationToken)
    {
        ZipArchive zip;
        try
        {
            zip = new ZipArchive(file, ZipArchiveMode.Read, leaveOpen: true);
            _ = zip.Entries.Count;
        }
        catch (Exception e) when (e is InvalidDataException or EndOfStreamException or IOException or ArgumentException or OverflowException)
        {
            return (null, [new(ProblemCodes.BundleUnreadable, "", $"The file is no zip archive that can be read; it may be cut off: {e.Message}", Again)]);
        }

        ImmutableArray<Problem> unsafeEntries = Inspect(zip, file.Length);
        if (unsafeEntries.IsEmpty && BundleLayout.FaultOf(file, zip.Entries, Again) is { } fault)
        {
            unsafeEntries = [fault];
        }

        if (!unsafeEntries.IsEmpty)
        {
            zip.Dispose();
            return (null, unsafeEntries);
        }

        var bundle = new AuditBundle(zip, zip.Entries.ToImmutableDictionary(e => e.FullName, StringComparer.Ordinal));
        ImmutableArray<Problem> problems = await bundle.CompareAsync(cancellationToken);
        if (problems.IsEmpty)
        {
            return (bundle, []);
        }

        bundle.Dispose();
        return (null, problems);
    }

    /// <summary>A document that is in the bundle; null where there is none of this name.</summary>
    public byte[]? Find(string name) => _documents.GetValueOrDefault(name);

    /// <summary>Puts a clip into a file.</summary>
    public async Task ExtractAsync(string name, string file, CancellationToken cancellationToken)
    {
        await using Stream source = await _entries[name].OpenAsync(cancellationToken);
        await using FileStream target = Files.OwnerOnly.Open(file, FileMode.Create);
        await source.CopyToAsync(target, cancellationToken);
    }

    /// <inheritdoc/>
    public void Dispose() => _zip.Dispose();

    // Nothing is unpacked by its name, and nothing that is packed is unpacked at all; whoever unpacks the bundle by other means is told all the same.
    private static ImmutableArray<Problem> Inspect(ZipArchive zip, long size)
    {
        if (zip.Entries.Count > MostEntries)
        {
            return [new(ProblemCodes.BundleUnsafe, "", $"The archive has {zip.Entries.Count} entries; a bundle has at most {MostEntries}.", Again)];
        }

        var problems = ImmutableArray.CreateBuilder<Problem>();
        var seen = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (ZipArchiveEntry entry in zip.Entries)
        {
            string place = Shown(entry.FullName);
            if (!SafeName().IsMatch(entry.FullName) || entry.FullName.Split('/').Any(part => part is "." or ".."))
            {
                problems.Add(new(ProblemCodes.BundleUnsafe, place, "The name of this entry leads out of the bundle, or has characters that no bundle has.", "Do not unpack it. " + Again));
            }
            else if (!seen.Add(entry.FullName))
            {
                problems.Add(new(ProblemCodes.BundleUnsafe, place, "Two entries have this name: one program would see the one, and one the other.", Again));
            }
            else if ((entry.ExternalAttributes >>> 28) is not (0 or PlainFile))
            {
                problems.Add(new(ProblemCodes.BundleUnsafe, place, "This entry is a link or a device. A bundle holds plain files.", "Do not unpack it. " + Again));
            }
            else if (entry.Length != entry.CompressedLength)
            {
                problems.Add(new(ProblemCodes.BundleUnsafe, place, $"This entry is packed: {entry.CompressedLength} bytes would become {entry.Length}. A bundle packs nothing.", "Do not unpack it. " + Again));
            }
            else if (!entry.FullName.StartsWith(Clips, StringComparison.Ordinal) && entry.Length > LargestDocument)
            {
                problems.Add(new(ProblemCodes.BundleUnsafe, place, $"This document has {entry.Length} bytes; {LargestDocument} are the most.", Again));
            }
        }

        if (problems.Count == 0 && zip.Entries.Sum(e => (decimal)e.CompressedLength) > size)
        {
            problems.Add(new(ProblemCodes.BundleUnsafe, "", $"Entries of this archive share their bytes: together they are larger than the file, which has {size} bytes.", "Do not unpack it. " + Again));
        }
        else if (zip.Entries.Where(e => !e.FullName.StartsWith(Clips, StringComparison.Ordinal)).Sum(e => (decimal)e.Length) is > MostOfDocuments and var documents)
        {
            problems.Add(new(ProblemCodes.BundleUnsafe, "", $"The documents of this archive have {documents} bytes; {MostOfDocuments} are the most.", Again));
        }

        return problems.Count <= Told ? problems.ToImmutable() :
        [
            .. problems.Take(Told),
            new(ProblemCodes.BundleUnsafe, "", $"{problems.Count - Told} more entries are like these: somebody unpacked the bundle and packed it again, or put it together otherwise.", Again),
        ];
    }

    private async Task<ImmutableArray<Problem>> CompareAsync(CancellationToken cancellationToken)
    {
        if (!_entries.TryGetValue(AuditNames.Manifest, out ZipArchiveEntry? entry))
        {
            return [new(ProblemCodes.BundleChanged, AuditNames.Manifest, "The manifest is missing: either it was removed, or the file is no audit bundle.", Again)];
        }

        (byte[]? bytes, string? broken) = await ReadAsync(entry, cancellationToken);
        if (bytes is null || AuditManifest.Read(bytes) is not { } manifest)
        {
            return [new(ProblemCodes.BundleChanged, AuditNames.Manifest, $"The manifest is not as it is written by this program: {broken ?? "it was edited, or is of a newer version"}.", Again)];
        }

        Manifest = manifest;
        var problems = ImmutableArray.CreateBuilder<Problem>();
        foreach (AuditFile file in manifest.Files)
        {
            if (!_entries.TryGetValue(file.Name, out ZipArchiveEntry? listed))
            {
                problems.Add(new(ProblemCodes.BundleChanged, file.Name, "The manifest lists this file; it is not in the bundle.", Again));
            }
            else if (await DifferenceAsync(file, listed, cancellationToken) is { } difference)
            {
                problems.Add(new(ProblemCodes.BundleChanged, file.Name, difference, Again));
            }
        }

        HashSet<string> known = [.. manifest.Files.Select(f => f.Name), AuditNames.Manifest];
        problems.AddRange(Names.Where(n => !known.Contains(n)).Select(n => new Problem(ProblemCodes.BundleChanged, n, "The file is in the bundle and not in its manifest: somebody added it.", Again)));
        return problems.ToImmutable();
    }

    private async Task<string?> DifferenceAsync(AuditFile file, ZipArchiveEntry entry, CancellationToken cancellationToken)
    {
        if (entry.Length != file.Size)
        {
            return $"The file has {entry.Length} bytes, in the manifest {file.Size}.";
        }

        if (!file.Name.StartsWith(Clips, StringComparison.Ordinal))
        {
            (byte[]? bytes, string? broken) = await ReadAsync(entry, cancellationToken);
            if (bytes is not null)
            {
                _documents[file.Name] = bytes;
            }

            return bytes is null ? $"The file cannot be read: {broken}" : Convert.ToHexStringLower(SHA256.HashData(bytes)) == file.Sha256 ? null : Other(file);
        }

        try
        {
            await using Stream stream = await entry.OpenAsync(cancellationToken);
            return Convert.ToHexStringLower(await SHA256.HashDataAsync(stream, cancellationToken)) == file.Sha256 ? null : Other(file);
        }
        catch (Exception e) when (e is InvalidDataException or IOException)
        {
            return $"The file cannot be read: {e.Message}";
        }
    }

    private static string Other(AuditFile file) => $"The file was changed: its SHA-256 is not {file.Sha256}, which the manifest says.";

    private static async Task<(byte[]? Bytes, string? Broken)> ReadAsync(ZipArchiveEntry entry, CancellationToken cancellationToken)
    {
        if (entry.Length > LargestDocument)
        {
            return (null, "it is too large");
        }

        try
        {
            byte[] bytes = new byte[entry.Length];
            await using Stream stream = await entry.OpenAsync(cancellationToken);
            await stream.ReadExactlyAsync(bytes, cancellationToken);
            return (bytes, null);
        }
        catch (Exception e) when (e is InvalidDataException or IOException)
        {
            return (null, e.Message);
        }
    }

    private static string Shown(string name)
    {
        var shown = new StringBuilder();
        foreach (char c in name.Length > 120 ? name[..120] + "…" : name)
        {
            shown.Append(char.IsControl(c) ? '\uFFFD' : c);
        }

        return shown.ToString();
    }

    [GeneratedRegex(@"^[A-Za-z0-9._-]{1,200}(/[A-Za-z0-9._-]{1,200}){0,5}\z", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex SafeName();
}
