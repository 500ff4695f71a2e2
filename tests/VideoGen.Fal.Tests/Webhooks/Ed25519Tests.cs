using System.Numerics;
using VideoGen.Fal.Webhooks;
using VideoGen.Testing.Signatures;

namespace VideoGen.Fal.Tests.Webhooks;

/// <summary>The verifier against RFC 8032 and against libsodium.</summary>
public sealed class Ed25519Tests
{
    [Theory]
    [InlineData("d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a", "", "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b")]
    [InlineData("3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c", "72", "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00")]
    [InlineData("fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025", "af82", "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a")]
    public void The_vectors_of_the_rfc_verify(string key, string message, string signature) =>
        Ed25519.Verify(Convert.FromHexString(key), Convert.FromHexString(message), Convert.FromHexString(signature)).ShouldBeTrue();

    [Fact]
    public void Four_hundred_random_signatures_half_of_them_broken_are_judged_alike()
    {
        var random = new Random(20260101);
        for (var i = 0; i < 400; i++)
        {
            var seed = Bytes(random, 32);
            var message = Bytes(random, random.Next(0, 200));
            var signature = Libsodium.Sign(seed, message);
            var key = Libsodium.PublicKey(seed);
            Ed25519.IsUsableKey(key).ShouldBeTrue();
            if (i % 2 == 1)
            {
                var target = (byte[][])[signature, key, message.Length > 0 ? message : signature];
                var broken = target[random.Next(3)];
                broken[random.Next(broken.Length)] ^= (byte)(1 << random.Next(8));
            }

            Ed25519.Verify(key, message, signature).ShouldBe(Libsodium.Verify(key, message, signature), $"case {i}");
            (i % 2 == 0).ShouldBe(Ed25519.Verify(key, message, signature));
        }
    }

    [Fact]
    public void A_signature_made_larger_by_the_order_is_refused()
    {
        var key = Convert.FromHexString(Vectors.KeyHex);
        var seed = Convert.FromHexString(Vectors.SeedHex);
        Libsodium.PublicKey(seed).ShouldBe(key);
        var signature = Libsodium.Sign(seed, [1]);
        Ed25519.Verify(key, [1], signature).ShouldBeTrue();
        var order = BigInteger.Pow(2, 252) + BigInteger.Parse("27742317777372353535851937790883648493");
        var larger = new BigInteger(signature.AsSpan(32), isUnsigned: true) + order;
        larger.TryWriteBytes(signature.AsSpan(32), out _, isUnsigned: true).ShouldBeTrue();
        Ed25519.Verify(key, [1], signature).ShouldBeFalse();
    }

    [Theory]
    [InlineData("0100000000000000000000000000000000000000000000000000000000000000")]
    [InlineData("ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f")]
    [InlineData("0000000000000000000000000000000000000000000000000000000000000000")]
    [InlineData("0000000000000000000000000000000000000000000000000000000000000080")]
    [InlineData("26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05")]
    [InlineData("26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc85")]
    [InlineData("c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a")]
    [InlineData("c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa")]
    [InlineData("0100000000000000000000000000000000000000000000000000000000000080")]
    [InlineData("edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f")]
    [InlineData("eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f")]
    [InlineData("0200000000000000000000000000000000000000000000000000000000000000")]
    [InlineData("00")]
    public void Keys_of_small_order_or_none_at_all_are_not_trusted(string key) => Ed25519.IsUsableKey(Convert.FromHexString(key)).ShouldBeFalse();

    [Theory]
    [InlineData(31, 64)]
    [InlineData(33, 64)]
    [InlineData(32, 63)]
    [InlineData(32, 65)]
    [InlineData(0, 0)]
    public void Wrong_lengths_are_a_no(int key, int signature) => Ed25519.Verify(new byte[key], [1], new byte[signature]).ShouldBeFalse();

    private static byte[] Bytes(Random random, int length)
    {
        var bytes = new byte[length];
        random.NextBytes(bytes);
        return bytes;
    }
}
