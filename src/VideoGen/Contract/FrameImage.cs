namespace VideoGen.Contract;

/// <summary>Where a still comes from.</summary>
public abstract record FrameImage
{
    private FrameImage() { }

    /// <summary>What identifies it in hashes and for people: an address, or the hash of its bytes.</summary>
    public abstract string Identity { get; }

    /// <summary>An http(s) address.</summary>
    public sealed record Web(Uri Address) : FrameImage
    {
        /// <inheritdoc/>
        public override string Identity => Address.AbsoluteUri;
    }

    /// <summary>A file on this machine, absolute path.</summary>
    public sealed record LocalFile(string Path) : FrameImage
    {
        /// <inheritdoc/>
        public override string Identity => FileAddress.Of(Path).AbsoluteUri;
    }

    /// <summary>A still that was sent but cannot be used: part of a refused request only.</summary>
    public sealed record Refused : FrameImage
    {
        /// <inheritdoc/>
        public override string Identity => "";
    }

    /// <summary>Bytes that came with the request.</summary>
    /// <param name="Bytes">The bytes.</param>
    /// <param name="Sha256">Their SHA-256, lowercase hex.</param>
    public sealed record Inline(ReadOnlyMemory<byte> Bytes, string Sha256) : FrameImage
    {
        /// <inheritdoc/>
        public override string Identity => $"sha256:{Sha256}";
    }
}
