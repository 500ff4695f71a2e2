namespace VideoGen.Fal.Webhooks;

/// <summary>The four headers of a signed delivery, as they came; null where one is missing or came more than once.</summary>
/// <param name="RequestId"><c>X-Fal-Webhook-Request-Id</c>.</param>
/// <param name="UserId"><c>X-Fal-Webhook-User-Id</c>.</param>
/// <param name="Timestamp"><c>X-Fal-Webhook-Timestamp</c>: Unix seconds, decimal.</param>
/// <param name="Signature"><c>X-Fal-Webhook-Signature</c>: 128 hex digits.</param>
public sealed record FalWebhookHeaders(string? RequestId, string? UserId, string? Timestamp, string? Signature)
{
    /// <summary>Name of the header with the request id.</summary>
    public const string RequestIdName = "X-Fal-Webhook-Request-Id";

    /// <summary>Name of the header with the account.</summary>
    public const string UserIdName = "X-Fal-Webhook-User-Id";

    /// <summary>Name of the header with the time of signing.</summary>
    public const string TimestampName = "X-Fal-Webhook-Timestamp";

    /// <summary>Name of the header with the signature.</summary>
    public const string SignatureName = "X-Fal-Webhook-Signature";

    /// <summary>Picks the four headers out of a request.</summary>
    /// <param name="header">The single value of a header; null when it is missing or repeated.</param>
    public static FalWebhookHeaders From(Func<string, string?> header)
    {
        ArgumentNullException.ThrowIfNull(header);
        return new FalWebhookHeaders(header(RequestIdName), header(UserIdName), header(TimestampName), header(SignatureName));
    }
}
