using System.Security.Cryptography;
using System.Text;
using VideoGen.Fal.Webhooks;

namespace VideoGen.Fal.Tests.Webhooks;

public sealed class FalWebhookSignatureTests
{
    private static readonly TimeSpan Tolerance = TimeSpan.FromSeconds(300);

    [Fact]
    public void Vector_A_is_valid()
    {
        Vectors.BodyA.Length.ShouldBe(285);
        Convert.ToHexStringLower(SHA256.HashData(Vectors.BodyA)).ShouldBe("70a128c506b7144573f0cc2d4ab21599bb362129114770a57afb97b5d65b6143");
        Verify(Vectors.HeadersA, Vectors.BodyA).ShouldBe(FalSignatureVerdict.Valid);
    }

    [Fact]
    public void Vector_B_is_valid()
    {
        Vectors.BodyB.Length.ShouldBe(316);
        Verify(Vectors.HeadersB, Vectors.BodyB).ShouldBe(FalSignatureVerdict.Valid);
    }

    [Fact]
    public void One_space_more_in_the_body_is_forged() =>
        Verify(Vectors.HeadersA, [.. Vectors.BodyA, (byte)' ']).ShouldBe(FalSignatureVerdict.Forged);

    [Fact]
    public void Another_timestamp_is_forged() =>
        Verify(Vectors.HeadersA with { Timestamp = "1767225601" }, Vectors.BodyA).ShouldBe(FalSignatureVerdict.Forged);

    [Fact]
    public void Another_user_or_request_is_forged()
    {
        Verify(Vectors.HeadersA with { UserId = "user_7d41c1" }, Vectors.BodyA).ShouldBe(FalSignatureVerdict.Forged);
        Verify(Vectors.HeadersA with { RequestId = Vectors.HeadersB.RequestId }, Vectors.BodyA).ShouldBe(FalSignatureVerdict.Forged);
    }

    [Theory]
    [InlineData("\n", false)]
    [InlineData("", true)]
    public void A_line_feed_at_the_end_and_an_upper_case_digest_do_not_verify(string end, bool upper)
    {
        var digest = Convert.ToHexStringLower(SHA256.HashData(Vectors.BodyA));
        var (headers, key) = (Vectors.HeadersA, Convert.FromHexString(Vectors.KeyHex));
        var signature = Convert.FromHexString(headers.Signature!);
        var right = $"{headers.RequestId}\n{headers.UserId}\n{headers.Timestamp}\n{digest}";
        var wrong = $"{headers.RequestId}\n{headers.UserId}\n{headers.Timestamp}\n{(upper ? digest.ToUpperInvariant() : digest)}{end}";
        Encoding.UTF8.GetByteCount(right).ShouldBe(124);
        Ed25519.Verify(key, Encoding.UTF8.GetBytes(right), signature).ShouldBeTrue();
        Ed25519.Verify(key, Encoding.UTF8.GetBytes(wrong), signature).ShouldBeFalse();
    }

    [Theory]
    [InlineData(300, FalSignatureVerdict.Valid)]
    [InlineData(-300, FalSignatureVerdict.Valid)]
    [InlineData(301, FalSignatureVerdict.Stale)]
    [InlineData(-301, FalSignatureVerdict.Stale)]
    public void The_clock_may_be_off_by_the_tolerance(int seconds, FalSignatureVerdict verdict) =>
        FalWebhookSignature.Verify(Vectors.HeadersA, Vectors.BodyA, Vectors.Keys, Vectors.Now.AddSeconds(seconds), Tolerance).ShouldBe(verdict);

    public static TheoryData<FalWebhookHeaders> Malformed => new()
    {
        Vectors.HeadersA with { RequestId = null },
        Vectors.HeadersA with { UserId = null },
        Vectors.HeadersA with { Timestamp = null },
        Vectors.HeadersA with { Signature = null },
        Vectors.HeadersA with { RequestId = "" },
        Vectors.HeadersA with { RequestId = "a\nb" },
        Vectors.HeadersA with { UserId = new string('a', 513) },
        Vectors.HeadersA with { Timestamp = "-1767225600" },
        Vectors.HeadersA with { Timestamp = " 1767225600" },
        Vectors.HeadersA with { Timestamp = "1767225600.0" },
        Vectors.HeadersA with { Timestamp = "99999999999999999999" },
        Vectors.HeadersA with { Signature = Vectors.HeadersA.Signature![1..] },
        Vectors.HeadersA with { Signature = "0x" + Vectors.HeadersA.Signature![2..] },
    };

    [Theory]
    [MemberData(nameof(Malformed))]
    public void Headers_out_of_form_are_malformed(FalWebhookHeaders headers) => Verify(headers, Vectors.BodyA).ShouldBe(FalSignatureVerdict.Malformed);

    [Fact]
    public void Every_key_is_tried_and_odd_ones_break_nothing()
    {
        var other = SHA256.HashData([1]);
        FalWebhookSignature.Verify(Vectors.HeadersA, Vectors.BodyA, [[.. other], [1, 2, 3], .. Vectors.Keys], Vectors.Now, Tolerance)
            .ShouldBe(FalSignatureVerdict.Valid);
        FalWebhookSignature.Verify(Vectors.HeadersA, Vectors.BodyA, [[.. other], []], Vectors.Now, Tolerance).ShouldBe(FalSignatureVerdict.Forged);
        FalWebhookSignature.Verify(Vectors.HeadersA, Vectors.BodyA, [], Vectors.Now, Tolerance).ShouldBe(FalSignatureVerdict.Forged);
    }

    private static FalSignatureVerdict Verify(FalWebhookHeaders headers, byte[] body) =>
        FalWebhookSignature.Verify(headers, body, Vectors.Keys, Vectors.Now.AddSeconds(30), Tolerance);
}
