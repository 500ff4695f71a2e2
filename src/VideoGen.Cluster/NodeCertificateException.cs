namespace VideoGen.Cluster;

/// <summary>The files by which nodes know each other cannot be used.</summary>
/// <param name="member">Which of them.</param>
/// <param name="message">What is wrong with it; never a part of a key.</param>
/// <param name="remedy">What helps.</param>
public sealed class NodeCertificateException(NodeCertificateMember member, string message, string remedy) : Exception(message)
{
    /// <summary>Which of them.</summary>
    public NodeCertificateMember Member { get; } = member;

    /// <summary>What helps.</summary>
    public string Remedy { get; } = remedy;
}
