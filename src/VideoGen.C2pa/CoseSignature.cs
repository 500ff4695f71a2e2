using System.Formats.Cbor;
using System.Security.Cryptography;
using Org.BouncyCastle.Asn1.Nist;
using Org.BouncyCastle.Asn1.X9;
using Org.BouncyCastle.Crypto;
using Org.BouncyCastle.Crypto.Digests;
using Org.BouncyCastle.Crypto.Parameters;
using Org.BouncyCastle.Crypto.Signers;
using Org.BouncyCastle.Math;
using Org.BouncyCastle.Utilities;

namespace VideoGen.C2pa;

/// <summary>
/// Signs by COSE (RFC 9052) with ECDSA that draws nothing at random (RFC 6979): the same words have the same signature, so that a clip that is signed
/// again after a crash is the same file. .NET's own ECDSA and COSE draw.
/// </summary>
internal sealed class CoseSignature
{
    private const ulong Sign1 = 18;
    private const int Certificates = 33;

    private static readonly (string Oid, string Curve, int Algorithm, int Bytes)[] Known =
    [
        ("1.2.840.10045.3.1.7", "P-256", -7, 32), ("1.3.132.0.34", "P-384", -35, 48), ("1.3.132.0.35", "P-521", -36, 66),
    ];

    private readonly ECPrivateKeyParameters _key;
    private readonly int _algorithm, _bytes;

    /// <summary>Signs with a key.</summary>
    public CoseSignature(ECParameters key)
    {
        (_, string curve, _algorithm, _bytes) = Known.Single(k => k.Oid == key.Curve.Oid.Value);
        X9ECParameters domain = NistNamedCurves.GetByName(curve);
        _key = new ECPrivateKeyParameters(new BigInteger(1, key.D), new ECDomainParameters(domain));
    }

    /// <summary>True for a key on a curve that signs here.</summary>
    public static bool Signs(ECParameters key) => Known.Any(k => k.Oid == key.Curve.Oid.Value);

    /// <summary>A tagged COSE_Sign1 message without its payload.</summary>
    /// <param name="payload">What is signed.</param>
    /// <param name="chain">The signer's certificate in DER, then its issuers.</param>
    public byte[] Of(byte[] payload, IReadOnlyCollection<byte[]> chain)
    {
        byte[] header = Cbor.Of(w =>
        {
            w.WriteStartMap(2);
            w.WriteInt32(1);
            w.WriteInt32(_algorithm);
            w.WriteInt32(Certificates);
            w.WriteStartArray(chain.Count);
            foreach (byte[] certificate in chain)
            {
                w.WriteByteString(certificate);
            }

            w.WriteEndArray();
            w.WriteEndMap();
        });
        byte[] signature = Sign(Cbor.Of(w =>
        {
            w.WriteStartArray(4);
            w.WriteTextString("Signature1");
            w.WriteByteString(header);
            w.WriteByteString([]);
            w.WriteByteString(payload);
            w.WriteEndArray();
        }));
        return Cbor.Of(w =>
        {
            w.WriteTag((CborTag)Sign1);
            w.WriteStartArray(4);
            w.WriteByteString(header);
            w.WriteStartMap(0);
            w.WriteEndMap();
            w.WriteNull();
            w.WriteByteString(signature);
            w.WriteEndArray();
        });
    }

    // r and s one after the other, as COSE wants them.
    private byte[] Sign(byte[] message)
    {
        (IDigest digest, byte[] hash) = _algorithm switch
        {
            -7 => ((IDigest)new Sha256Digest(), SHA256.HashData(message)),
            -35 => (new Sha384Digest(), SHA384.HashData(message)),
            _ => (new Sha512Digest(), SHA512.HashData(message)),
        };
        var signer = new ECDsaSigner(new HMacDsaKCalculator(digest));
        signer.Init(forSigning: true, _key);
        BigInteger[] pair = signer.GenerateSignature(hash);
        return [.. BigIntegers.AsUnsignedByteArray(_bytes, pair[0]), .. BigIntegers.AsUnsignedByteArray(_bytes, pair[1])];
    }
}
