using System.Buffers.Binary;
using VideoGen.Provenance;

namespace VideoGen.C2pa;

/// <summary>Signs clips by C2PA: the manifest goes behind the file type, where readers look for it, and everything else moves by its length.</summary>
/// <param name="identity">Who signs.</param>
/// <param name="time">Clock for the validity of the certificate.</param>
public sealed class C2paSigner(SigningIdentity identity, TimeProvider time) : IClipSigner
{
    private const long LargestIndex = 64 << 20;
    private const int BufferBytes = 1 << 20;
    private static readonly byte[] NoHash = new byte[32];

    /// <inheritdoc/>
    public ClipSignature Sign(FileStream file, ClipClaim claim)
    {
        ArgumentNullException.ThrowIfNull(file);
        ArgumentNullException.ThrowIfNull(claim);
        List<TopBox>? boxes = TopBox.TryRead(file);
        string? reason = identity.FaultAt(time.GetUtcNow())
            ?? (claim.SourceAddress is null ? "Nobody said where the pictures come from, and a manifest has to: give project_context.stills_source." : null)
            ?? (boxes is null ? "The file does not end with its last box." : FaultOf(boxes));
        if (reason is not null)
        {
            return new ClipSignature(null, reason);
        }

        TopBox index = boxes!.Single(b => b.Is("moov"u8));
        long place = boxes![0].End;
        byte[] draft = Manifest.Box(claim, identity, NoHash);
        byte[] moved = new byte[index.Size];
        file.Position = index.Offset;
        file.ReadExactly(moved);
        if (ChunkOffsets.Move(moved.AsSpan(index.Header), place, draft.Length) is { } fault)
        {
            return new ClipSignature(null, fault);
        }

        file.Position = index.Offset;
        file.Write(moved);
        Close(file, boxes[^1]);
        MakeRoom(file, place, draft.Length);
        file.Position = place;
        file.Write(draft);
        byte[] signed = Manifest.Box(claim, identity, FileHash.Of(file, TopBox.TryRead(file)!));
        file.Position = place;
        file.Write(signed);
        file.Flush();
        return new ClipSignature(identity.Subject, null);
    }

    private static string? FaultOf(List<TopBox> boxes) =>
        !boxes[0].Is("ftyp"u8) ? "The file does not begin with its type."
        : boxes.Exists(b => b.Is("moof"u8) || b.Is("mfra"u8)) ? "The movie is in fragments."
        : boxes.Exists(b => b.Is("meta"u8)) ? "The file holds items beside its movie."
        : boxes.FindAll(b => b.Is("moov"u8)) is not [{ Size: <= LargestIndex }] ? "The index of the movie is missing, or too large."
        : boxes[^1] is { IsOpen: true, Size: > uint.MaxValue } ? "The last box has no size, and is too large to be given one."
        : null;

    // The place of a box that goes to the end of the file is hashed with its size.
    private static void Close(FileStream file, TopBox last)
    {
        if (last.IsOpen)
        {
            Span<byte> size = stackalloc byte[4];
            BinaryPrimitives.WriteUInt32BigEndian(size, (uint)last.Size);
            file.Position = last.Offset;
            file.Write(size);
        }
    }

    private static void MakeRoom(FileStream file, long place, int bytes)
    {
        byte[] buffer = new byte[BufferBytes];
        for (long end = file.Length; end > place;)
        {
            int part = (int)Math.Min(buffer.Length, end - place);
            end -= part;
            file.Position = end;
            file.ReadExactly(buffer, 0, part);
            file.Position = end + bytes;
            file.Write(buffer, 0, part);
        }
    }
}
