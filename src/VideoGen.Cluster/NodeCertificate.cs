using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace VideoGen.Cluster;

/// <summary>What a node shows to the others, and whom it believes: whoever has a certificate of the same authority is a node. Thread-safe.</summary>
/// <param name="own">The certificate of this node, with its key.</param>
/// <param name="authority">The authority, and any between it and the nodes.</param>
public sealed class NodeCertificate(X509Certificate2 own, X509Certificate2Collection authority)
{
    private const string ServerAuthentication = "1.3.6.1.5.5.7.3.1";
    private const string ClientAuthentication = "1.3.6.1.5.5.7.3.2";

    /// <summary>The certificate of this node, with its key.</summary>
    public X509Certificate2 Own { get; } = own;

    /// <summary>When the first of what this node shows and believes ends.</summary>
    public DateTimeOffset Until { get; } = authority.Append(own).Min(c => new DateTimeOffset(c.NotAfter.ToUniversalTime(), TimeSpan.Zero));

    /// <summary>Why a certificate is not one of a node; null where it is. Names are not compared: nodes are called by addresses.</summary>
    /// <param name="shown">The certificate.</param>
    /// <param name="between">What came along with it.</param>
    /// <param name="now">The time.</param>
    internal string? FaultOf(X509Certificate2 shown, IEnumerable<X509Certificate2> between, DateTimeOffset now)
    {
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.AddRange(authority);
        chain.ChainPolicy.ExtraStore.AddRange(between.ToArray());
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck; // an authority of one cluster seldom publishes a list; taking one away is a new authority
        chain.ChainPolicy.DisableCertificateDownloads = true;
        chain.ChainPolicy.VerificationTimeIgnored = false;
        chain.ChainPolicy.VerificationTime = now.UtcDateTime;
        chain.ChainPolicy.ApplicationPolicy.Add(new Oid(ServerAuthentication));
        chain.ChainPolicy.ApplicationPolicy.Add(new Oid(ClientAuthentication));
        return chain.Build(shown) ? null : string.Join(' ', chain.ChainStatus.Select(s => s.StatusInformation.Trim()).Distinct(StringComparer.Ordinal));
    }
}
