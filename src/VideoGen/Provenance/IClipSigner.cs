namespace VideoGen.Provenance;

/// <summary>
/// Signs what a clip's file says of its making. The same file and the same claim give the same bytes, as for every step of a delivery. Thread-safe.
/// </summary>
public interface IClipSigner
{
    /// <summary>Adds a signed manifest to a file, in place. Pictures and their times are not touched.</summary>
    /// <param name="file">An MP4 without a manifest, open for reading and writing.</param>
    /// <param name="claim">What is signed.</param>
    /// <exception cref="IOException">The disk does not take it.</exception>
    ClipSignature Sign(FileStream file, ClipClaim claim);
}
