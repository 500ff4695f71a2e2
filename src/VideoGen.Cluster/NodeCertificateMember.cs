namespace VideoGen.Cluster;

/// <summary>Which of the files by which nodes know each other.</summary>
public enum NodeCertificateMember
{
    /// <summary>The certificate of the node.</summary>
    Certificate,

    /// <summary>Its private key.</summary>
    Key,

    /// <summary>The authority that signs the certificates of all nodes.</summary>
    Authority,
}
