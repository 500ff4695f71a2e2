using System.Globalization;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;

namespace VideoGen.Fal.Http;

/// <summary>An answer of fal: its code, the headers that mean something, its body.</summary>
internal sealed class FalAnswer
{
    // More is no bill but a mistake, and could not be calculated with.
    private const decimal MostUnits = 1_000_000_000m;

    public required int Status { get; init; }

    /// <summary>The body as text; the key is already cut out of it.</summary>
    public required string Body { get; init; }

    /// <summary>The body as JSON; null when it is none.</summary>
    public JsonNode? Node { get; private init; }

    /// <summary>The body as a JSON object; null when it is none.</summary>
    public JsonObject? Json => Node as JsonObject;

    public string? RequestId { get; private init; }

    public string? ErrorType { get; private init; }

    /// <summary>Whether fal says that the same request may work later; null when it does not say.</summary>
    public bool? Retryable { get; private init; }

    /// <summary>True when the deadline that passed was our own start timeout.</summary>
    public bool UserTimeout { get; private init; }

    public decimal? BillableUnits { get; private init; }

    public TimeSpan? RetryAfter { get; private init; }

    public bool IsSuccess => Status is >= 200 and < 300;

    /// <summary>
    /// True when the answer was worded by fal or a model: it names an error type or holds a detail. The page of a gateway on the way does
    /// neither, though it may well carry fal's request id.
    /// </summary>
    public bool IsFromFal => ErrorType is not null || Json?.ContainsKey("detail") == true;

    public static FalAnswer From(int status, HttpResponseHeaders headers, string body, DateTimeOffset now) => new()
    {
        Status = status,
        Body = body,
        Node = FalJson.Read(body),
        RequestId = Header(headers, "x-fal-request-id"),
        ErrorType = Header(headers, "X-Fal-Error-Type"),
        Retryable = Flag(Header(headers, "X-Fal-Needs-Retry")) ?? Flag(Header(headers, "X-Fal-Retryable")),
        UserTimeout = string.Equals(Header(headers, "X-Fal-Request-Timeout-Type"), "user", StringComparison.OrdinalIgnoreCase),
        BillableUnits = Units(headers),
        RetryAfter = headers.RetryAfter switch
        {
            { Delta: { } delta } => delta,
            { Date: { } date } => date - now,
            _ => null,
        },
    };

    /// <summary>A string member of the body, or null.</summary>
    public string? Text(string member) => Json?.Text(member);

    private static string? Header(HttpResponseHeaders headers, string name) =>
        headers.TryGetValues(name, out var values) && values.FirstOrDefault()?.Trim() is { Length: > 0 and <= 500 } value ? value : null;

    private static bool? Flag(string? value) => value?.ToUpperInvariant() switch
    {
        "1" or "TRUE" or "YES" => true,
        "0" or "FALSE" or "NO" => false,
        _ => null,
    };

    // A count that comes twice and differs is none: that it is 0 may be what somebody on the way put in.
    private static decimal? Units(HttpResponseHeaders headers)
    {
        if (!headers.TryGetValues("X-Fal-Billable-Units", out var values))
        {
            return null;
        }

        decimal?[] counts = [.. values.Select(Units).Distinct()];
        return counts is [var only] ? only : null;
    }

    private static decimal? Units(string value) =>
        decimal.TryParse(value.Trim(), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var units) && units <= MostUnits ? units : null;
}
