using System.Net;
using System.Security.Cryptography;
using System.Text;
using VideoGen.Fal;
using VideoGen.Fal.Webhooks;
using Rfc8032 = Org.BouncyCastle.Math.EC.Rfc8032.Ed25519;
using VideoGen.Providers;

namespace VideoGen.Fuzz.Targets;

/// <summary>
/// The webhook receiver. An input is five lines (token, request id, user id, timestamp, signature), then the body. The signature <c>sign</c>
/// is replaced by fal's, so that what comes after the signature is tried too; any other is a stranger's.
/// </summary>
internal sealed class WebhookTarget : ITarget, IDisposable
{
    private const string KeySet = """{"keys":[{"kty":"OKP","crv":"Ed25519","x":"A6EHv_POEL4dcN0Y50vAmWfk1jCbpQ1fHdyGZBJVMbg"}]}""";

    private readonly bool _planted;
    private readonly byte[] _seed = [.. Enumerable.Range(0, 32).Select(i => (byte)i)];
    private readonly HttpMessageInvoker _http = new(new Keys());
    private readonly FalWebhookKeys _keys;
    private readonly FalWebhookReceiver _receiver;

    /// <param name="planted">True verifies the headers and forgets the body.</param>
    public WebhookTarget(bool planted)
    {
        _planted = planted;
        var options = new FalOptions();
        var time = new StoppedTime();
        _keys = new FalWebhookKeys(options, _http, time);
        _receiver = new FalWebhookReceiver(_keys, options, time);
    }

    public IReadOnlyList<string> Words { get; } =
        ["sign", "\n", "1767225600", "1767225300", "1767225299", "-1", "+1767225600", "request_id", "gateway_request_id", "status", "OK", "6f1c0e2a-3b5d-4c77-9e10-8a2b4c6d8e0f", "user_7d41c0", "job_1.secret", "\r", "\u0000", "d8e15c29"];

    public InputKind Kind => InputKind.Json;

    public long Allowance(int bytes) => 1_000_000 + 100L * bytes;

    public void Dispose()
    {
        _keys.Dispose();
        _http.Dispose();
    }

    public void Try(byte[] input)
    {
        int end = 0;
        var lines = new string[5];
        for (int i = 0; i < lines.Length; i++)
        {
            int next = input.AsSpan(end).IndexOf((byte)'\n');
            next = next < 0 ? input.Length : end + next;
            lines[i] = Encoding.UTF8.GetString(input.AsSpan(end, next - end));
            end = Math.Min(next + 1, input.Length);
        }

        byte[] body = input[end..];
        bool isFals = lines[4] == "sign";
        byte[] signedBody = _planted ? [] : body;
        var headers = new FalWebhookHeaders(lines[1], lines[2], lines[3], isFals ? Sign($"{lines[1]}\n{lines[2]}\n{lines[3]}\n{Convert.ToHexStringLower(SHA256.HashData(signedBody))}") : lines[4]);
        WebhookOutcome outcome = _receiver.ReceiveAsync(headers, body, lines[0], CancellationToken.None).AsTask().GetAwaiter().GetResult();
        if (_planted)
        {
            // The planted receiver: whose signature covers no body takes any.
            Rule.Require(!isFals || body.Length == 0 || FalWebhookSignature.Verify(headers, [], [[.. PublicKey()]], StoppedTime.Now, TimeSpan.FromSeconds(300)) is not FalSignatureVerdict.Valid, "A forged delivery is never accepted.");
            return;
        }

        switch (outcome)
        {
            case WebhookOutcome.Verified verified:
                Rule.Require(isFals || IsRecorded(lines, body), "A forged delivery is never accepted.");
                Rule.Require(verified.RequestId == lines[1] && Encoding.UTF8.GetBytes(verified.Body).AsSpan().SequenceEqual(body), "What is kept is what was signed.");
                Rule.Require(Math.Abs(long.Parse(lines[3], System.Globalization.CultureInfo.InvariantCulture) - StoppedTime.Now.ToUnixTimeSeconds()) <= 300, "A stale delivery is never accepted.");
                break;
            case WebhookOutcome.KeysUnavailable or WebhookOutcome.Oversized:
                throw new BrokenRuleException("The keys are there and the body is small.");
            case WebhookOutcome.Forged:
                Rule.Require(!isFals, "What fal signed is not called forged.");
                break;
        }
    }

    // The one delivery of the corpus that carries a real signature.
    private static bool IsRecorded(string[] lines, byte[] body) =>
        lines is [_, "6f1c0e2a-3b5d-4c77-9e10-8a2b4c6d8e0f", "user_7d41c0", "1767225600", _] && Convert.ToHexStringLower(SHA256.HashData(body)) == "70a128c506b7144573f0cc2d4ab21599bb362129114770a57afb97b5d65b6143";

    private byte[] PublicKey()
    {
        byte[] key = new byte[Rfc8032.PublicKeySize];
        Rfc8032.GeneratePublicKey(_seed, 0, key, 0);
        return key;
    }

    private string Sign(string message)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(message);
        byte[] signature = new byte[Rfc8032.SignatureSize];
        Rfc8032.Sign(_seed, 0, bytes, 0, bytes.Length, signature, 0);
        return Convert.ToHexStringLower(signature);
    }

    private sealed class Keys : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            Task.FromResult(new HttpResponseMessage(HttpStatusCode.OK) { Content = new StringContent(KeySet) });
    }

    private sealed class StoppedTime : TimeProvider
    {
        public static readonly DateTimeOffset Now = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

        public override DateTimeOffset GetUtcNow() => Now;
    }
}
