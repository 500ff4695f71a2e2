using System.Diagnostics;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace VideoGen.C2pa.Tests;

/// <summary>Every certificate and key that cannot sign has a sentence of its own.</summary>
public sealed class SigningIdentityTests : IDisposable
{
    private readonly Authority _authority = new();

    [Fact]
    public void A_good_one_names_itself_and_its_time()
    {
        SigningIdentity identity = _authority.Issue();

        identity.Subject.ShouldBe("Lantern Pictures");
        identity.FaultAt(Authority.Begin.AddDays(1)).ShouldBeNull();
        identity.FaultAt(Authority.Begin.AddDays(-1)).ShouldBe("The certificate of Lantern Pictures is not valid before 2026-01-01.");
        identity.FaultAt(Authority.End.AddDays(1)).ShouldBe("The certificate of Lantern Pictures expired on 2030-01-01.");
    }

    [Fact]
    public void A_certificate_for_something_else_is_refused()
    {
        Fault(() => _authority.Issue(purpose: "1.3.6.1.5.5.7.3.1")).ShouldContain("extended key usage");
        Fault(() => _authority.Issue(usage: X509KeyUsageFlags.KeyEncipherment)).ShouldContain("digital signatures");
        Fault(() => _authority.Issue(isAuthority: true)).ShouldContain("authority");
        _authority.IssueItself();
        Fault(Read).ShouldContain("signed by itself");
    }

    [Fact]
    public void A_key_that_is_not_its_own_is_refused()
    {
        _authority.Issue();
        using var other = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        File.WriteAllText(_authority.KeyFile, other.ExportPkcs8PrivateKeyPem());
        Fault(Read, isKey: true).ShouldContain("not that of the certificate");
        File.WriteAllText(_authority.KeyFile, other.ExportEncryptedPkcs8PrivateKeyPem("secret", new PbeParameters(PbeEncryptionAlgorithm.Aes256Cbc, HashAlgorithmName.SHA256, 1000)));
        Fault(Read, isKey: true).ShouldBe($"The key in {_authority.KeyFile} is encrypted.");
        using var rsa = RSA.Create(2048);
        File.WriteAllText(_authority.KeyFile, rsa.ExportPkcs8PrivateKeyPem());
        Fault(Read, isKey: true).ShouldBe($"The key in {_authority.KeyFile} is an RSA key.");
        File.WriteAllText(_authority.KeyFile, other.ExportSubjectPublicKeyInfoPem());
        Fault(Read, isKey: true).ShouldContain("no private EC key that can be read");
        using var small = ECDsa.Create(ECCurve.CreateFromFriendlyName("secp256k1"));
        File.WriteAllText(_authority.KeyFile, small.ExportPkcs8PrivateKeyPem());
        Fault(Read, isKey: true).ShouldContain("another curve");
        File.Delete(_authority.KeyFile);
        Fault(Read, isKey: true).ShouldContain("cannot be read");
    }

    [Fact]
    public void A_chain_that_does_not_lead_to_its_issuer_is_refused()
    {
        _authority.Issue();
        string[] pem = File.ReadAllText(_authority.CertificateFile).Split("-----END CERTIFICATE-----\n", StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(p => p + "\n-----END CERTIFICATE-----\n").ToArray();

        File.WriteAllText(_authority.CertificateFile, pem[0]);
        Read(); // whose issuer is a root that readers know
        File.WriteAllText(_authority.CertificateFile, pem[1] + pem[0]);
        Fault(Read).ShouldContain("signed by itself");
        using var other = new Authority(); // of the same name, with another key
        other.IssueItself();
        File.WriteAllText(_authority.CertificateFile, pem[0] + File.ReadAllText(other.CertificateFile));
        Fault(Read).ShouldContain("is followed by that of Test authority, which did not sign it");
        File.WriteAllText(_authority.CertificateFile, pem[0] + pem[1]);
        Read();
    }

    [Fact]
    public void A_certificate_for_another_kind_of_key_is_refused()
    {
        _authority.IssueForRsa();
        Fault(Read).ShouldContain("a key of another kind than EC");
    }

    [Fact]
    public void A_pipe_is_not_waited_for()
    {
        _authority.Issue();
        File.Delete(_authority.KeyFile);
        Process.Start("mkfifo", _authority.KeyFile).WaitForExit();

        Fault(Read, isKey: true).ShouldContain("no regular file");
    }

    [Theory]
    [InlineData("", "is empty")]
    [InlineData("\n", "holds no certificate")]
    [InlineData("hello", "holds no certificate")]
    [InlineData("-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n", "no PEM file of certificates")]
    public void A_file_without_a_certificate_is_refused(string text, string said)
    {
        _authority.Issue();
        File.WriteAllText(_authority.CertificateFile, text);
        Fault(Read).ShouldContain(said);
    }

    public void Dispose() => _authority.Dispose();

    private void Read() => SigningIdentity.Read(_authority.CertificateFile, _authority.KeyFile);

    private static string Fault(Action read, bool isKey = false)
    {
        SigningIdentityException fault = Should.Throw<SigningIdentityException>(read);
        (fault.IsKey, fault.Remedy.Length > 20).ShouldBe((isKey, true));
        return fault.Message;
    }
}
