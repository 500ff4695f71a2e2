using System.Formats.Cbor;
using System.Security.Cryptography;
using System.Text;
using VideoGen.Provenance;

namespace VideoGen.C2pa;

/// <summary>
/// The manifest of a clip (C2PA 2.1): that it was created, by what, from what kind of source, and the hash of everything else in its file. The same
/// claim and hash give the same bytes; the hash does not change their number.
/// </summary>
internal static class Manifest
{
    /// <summary>What names the box in an MP4.</summary>
    public static readonly Guid BoxType = new("d8fec3d6-1b0e-483c-9297-5828877ec481");

    private const string Actions = "c2pa.actions.v2";
    private const string HashOfFile = "c2pa.hash.bmff.v2";

    /// <summary>The whole box.</summary>
    /// <param name="claim">What is said.</param>
    /// <param name="identity">Who signs.</param>
    /// <param name="hash">SHA-256 of the file without this box; see <see cref="FileHash"/>.</param>
    public static byte[] Box(ClipClaim claim, SigningIdentity identity, byte[] hash)
    {
        // Named by what it is about, and not at random.
        string id = new Guid(SHA256.HashData(Encoding.UTF8.GetBytes($"{claim.JobId} {claim.ProviderSha256}")).AsSpan(0, 16), bigEndian: true).ToString();
        byte[] actions = Jumbf.OfCbor("cbor"u8, Actions, Created(claim));
        byte[] file = Jumbf.OfCbor("cbor"u8, HashOfFile, Hashed(hash));
        byte[] said = Claim(claim, id, actions, file);
        byte[] manifest = Jumbf.Super(
            "c2ma"u8,
            $"urn:c2pa:{id}",
            Jumbf.Super("c2as"u8, "c2pa.assertions", actions, file),
            Jumbf.OfCbor("c2cl"u8, "c2pa.claim.v2", said),
            Jumbf.OfCbor("c2cs"u8, "c2pa.signature", identity.Signature.Of(said, identity.Chain)));
        byte[] type = BoxType.ToByteArray(bigEndian: true);
        return Jumbf.Box("uuid"u8, [.. type, 0, 0, 0, 0, .. "manifest\0"u8, 0, 0, 0, 0, 0, 0, 0, 0, .. Jumbf.Super("c2pa"u8, "c2pa", manifest)]);
    }

    private static byte[] Created(ClipClaim claim) => Cbor.Of(w =>
    {
        w.WriteStartMap(1);
        w.WriteTextString("actions");
        w.WriteStartArray(1);
        w.WriteStartMap(claim.SourceAddress is null ? 2 : 3);
        w.Member("action", "c2pa.created");
        if (claim.SourceAddress is { } source)
        {
            w.Member("digitalSourceType", source);
        }

        w.WriteTextString("softwareAgent");
        w.WriteStartMap(1);
        w.Member("name", claim.AiSystem ?? claim.Program);
        w.WriteEndMap();
        w.WriteEndMap();
        w.WriteEndArray();
        w.WriteEndMap();
    });

    private static byte[] Hashed(byte[] hash) => Cbor.Of(w =>
    {
        w.WriteStartMap(4);
        w.WriteTextString("exclusions");
        w.WriteStartArray(3);
        w.WriteStartMap(2);
        w.Member("xpath", "/uuid");
        w.WriteTextString("data");
        w.WriteStartArray(1);
        w.WriteStartMap(2);
        w.WriteTextString("offset");
        w.WriteInt32(8);
        w.WriteTextString("value");
        w.WriteByteString(BoxType.ToByteArray(bigEndian: true));
        w.WriteEndMap();
        w.WriteEndArray();
        w.WriteEndMap();
        Excluded(w, "/ftyp");
        Excluded(w, "/mfra");
        w.WriteEndArray();
        w.Member("alg", "sha256");
        w.WriteTextString("hash");
        w.WriteByteString(hash);
        w.Member("name", "the file without this manifest");
        w.WriteEndMap();
    });

    private static void Excluded(CborWriter writer, string path)
    {
        writer.WriteStartMap(1);
        writer.Member("xpath", path);
        writer.WriteEndMap();
    }

    private static byte[] Claim(ClipClaim claim, string id, byte[] actions, byte[] file) => Cbor.Of(w =>
    {
        w.WriteStartMap(7);
        w.Member("alg", "sha256");
        w.Member("instanceID", $"xmp:iid:{id}");
        w.Member("signature", "self#jumbf=c2pa.signature");
        w.WriteTextString("claim_generator_info");
        w.WriteStartMap(2);
        w.Member("name", claim.Program);
        w.Member("version", claim.Version);
        w.WriteEndMap();
        w.WriteTextString("created_assertions");
        w.WriteStartArray(2);
        Assertion(w, Actions, actions);
        Assertion(w, HashOfFile, file);
        w.WriteEndArray();
        w.WriteTextString("gathered_assertions");
        w.WriteStartArray(0);
        w.WriteEndArray();
        w.WriteTextString("redacted_assertions");
        w.WriteStartArray(0);
        w.WriteEndArray();
        w.WriteEndMap();
    });

    // A box is hashed without its size and type.
    private static void Assertion(CborWriter writer, string label, byte[] box)
    {
        writer.WriteStartMap(2);
        writer.Member("url", $"self#jumbf=c2pa.assertions/{label}");
        writer.WriteTextString("hash");
        writer.WriteByteString(SHA256.HashData(box.AsSpan(8)));
        writer.WriteEndMap();
    }
}
