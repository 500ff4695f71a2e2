using System.Buffers.Binary;
using VideoGen.Contract;
using VideoGen.Jobs;

namespace VideoGen.Provenance;

/// <summary>
/// Adds an XMP packet to a clip's file, in place, and has it signed where somebody signs. The same file and the same job give the same bytes, so that a step that was cut off is simply
/// taken again with the file as the provider gave it. Pictures and their times are not touched.
/// </summary>
internal static class ClipMark
{
    private const long LargestPacket = 1024 * 1024;
    private const int UuidBytes = 16;
    private static readonly Guid Manifest = new("d8fec3d6-1b0e-483c-9297-5828877ec481");

    /// <summary>Marks a file.</summary>
    /// <param name="file">The clip, as the provider gave it.</param>
    /// <param name="sha256">Its SHA-256.</param>
    /// <param name="job">Its job.</param>
    /// <param name="isMp4">False for any other container.</param>
    /// <param name="options">Whether it is to be marked.</param>
    /// <param name="signer">Signs what is said; null where nobody does.</param>
    /// <exception cref="IOException">The disk does not take it.</exception>
    public static ClipProvenance Apply(FileStream file, string sha256, Job job, bool isMp4, ProvenanceOptions options, IClipSigner? signer = null)
    {
        List<TopBox>? boxes = isMp4 ? TopBox.TryRead(file) : null;
        bool hasManifest = boxes?.Exists(b => b.Uuid == Manifest) ?? false;
        string? reason = !options.Mark ? "The setting provenance.mark is false."
            : !isMp4 ? "The file is no MP4; only MP4 files are marked."
            : hasManifest ? "The provider's C2PA manifest covers the whole file and would not hold any more."
            : boxes is null ? "The file does not end with its last box; what is added there would not be found."
            : boxes.Exists(b => b.Uuid == XmpPacket.BoxType && TellsSource(file, b)) ? "The provider's file has an XMP packet with a digital source type already."
            : boxes[^1] is { IsOpen: true, Size: > uint.MaxValue } ? "The last box has no size, and is too large to be given one."
            : null;
        if (reason is null)
        {
            (TopBox? packet, byte[]? existing) = Existing(file, boxes!);
            Add(file, boxes![^1], XmpPacket.Box(SourceOf(job), SystemOf(job), ProgramName.WithVersion, existing), packet);
        }

        ClipSignature? signature = !isMp4 || hasManifest ? null
            : signer?.Sign(file, new ClipClaim(job.Id, sha256, SourceOf(job), SystemOf(job), ProgramName.Name, ProgramName.Version));
        return new ClipProvenance
        {
            Marked = reason is null,
            DigitalSource = reason is null ? SourceOf(job) : null,
            ProviderManifest = hasManifest,
            ProviderSha256 = sha256,
            SignedBy = signature?.SignedBy,
            Reason = reason ?? signature?.Reason,
        };
    }

    // Jobs of an older version do not say it; what costs money was made by a model.
    private static string? SystemOf(Job job) => job.AiSystem ?? (job.IsFree ? null : job.Model);

    private static DigitalSource? SourceOf(Job job) => job.DigitalSource ?? (SystemOf(job) is null ? null : DigitalSource.TrainedAlgorithmicMedia);

    private static bool TellsSource(FileStream file, TopBox box)
    {
        byte[] packet = new byte[Math.Min(box.Size, LargestPacket)];
        file.Position = box.Offset;
        file.ReadExactly(packet);
        return XmpPacket.TellsSource(packet);
    }

    // The packet of a file that says nothing of the source; none where it cannot be added to.
    private static (TopBox? Box, byte[]? Packet) Existing(FileStream file, List<TopBox> boxes)
    {
        if (boxes.FindAll(b => b.Uuid == XmpPacket.BoxType) is not [{ Size: <= LargestPacket } box])
        {
            return (null, null);
        }

        byte[] packet = new byte[box.Size - box.Header - UuidBytes];
        file.Position = box.Offset + box.Header + UuidBytes;
        file.ReadExactly(packet);
        return XmpPacket.CanBeAddedTo(packet) ? (box, packet) : (null, null);
    }

    private static void Add(FileStream file, TopBox last, byte[] packet, TopBox? replaced)
    {
        // What it was becomes free room, so that nothing moves.
        if (replaced is { } old)
        {
            file.Position = old.Offset + 4;
            file.Write("free"u8);
        }

        if (last.IsOpen)
        {
            Span<byte> size = stackalloc byte[4];
            BinaryPrimitives.WriteUInt32BigEndian(size, (uint)last.Size);
            file.Position = last.Offset;
            file.Write(size);
        }

        // The index of a movie in fragments is looked for at the very end.
        byte[] index = last.Is("mfra"u8) ? new byte[last.Size] : [];
        file.Position = file.Length - index.Length;
        file.ReadExactly(index);
        file.Position = file.Length - index.Length;
        file.Write(packet);
        file.Write(index);
        file.Flush();
    }
}
