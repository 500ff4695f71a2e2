using System.Collections.Immutable;
using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace VideoGen.Payload.Http;

/// <summary>Reads Payload's error answers. Pure. Error names are not read: a minified production build garbles them.</summary>
internal static class PayloadErrors
{
    private const int LongestQuote = 300;

    /// <summary>The error of an answer that is no success.</summary>
    /// <param name="status">Its status.</param>
    /// <param name="body">Its body, JSON or not.</param>
    /// <param name="what">The call in words, as in "POST videoGenJobs".</param>
    /// <param name="host">The CMS.</param>
    public static PayloadException Read(HttpStatusCode status, string body, string what, string host)
    {
        JsonObject? answer = Parse(body);
        JsonObject[] errors = [.. ((answer?["errors"] as JsonArray) ?? []).OfType<JsonObject>()];
        ImmutableArray<PayloadFieldError> fields = [.. errors.SelectMany(Fields)];
        string said = Said(answer, errors, fields, body);
        PayloadErrorKind kind = Kind(status, answer, errors);
        return new PayloadException(kind, (int)status, $"{host} answered {(int)status} to {what}: {said}{WayOut(kind, status)}", fields);
    }

    private static PayloadErrorKind Kind(HttpStatusCode status, JsonObject? answer, JsonObject[] errors) => status switch
    {
        HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden => PayloadErrorKind.Forbidden,
        // An unknown document stands in `errors`, an unknown route is not.
        HttpStatusCode.NotFound => answer is not null && errors.Length > 0 ? PayloadErrorKind.Missing : PayloadErrorKind.NoSuchCollection,
        HttpStatusCode.Conflict => PayloadErrorKind.Conflict,
        HttpStatusCode.RequestTimeout or HttpStatusCode.Locked or HttpStatusCode.TooManyRequests => PayloadErrorKind.Unavailable,
        >= HttpStatusCode.InternalServerError => PayloadErrorKind.Unavailable,
        >= HttpStatusCode.BadRequest => PayloadErrorKind.Invalid,
        _ => PayloadErrorKind.NoSuchCollection,
    };

    private static string WayOut(PayloadErrorKind kind, HttpStatusCode status) => kind switch
    {
        PayloadErrorKind.NoSuchCollection when status is HttpStatusCode.NotFound =>
            " Check the address, the REST prefix and the collection names, and that the CMS runs the VideoGen plugin.",
        PayloadErrorKind.Forbidden => " The account of the key lacks that right.",
        PayloadErrorKind.NoSuchCollection => " Redirects are not followed, since the key would travel with them: give the final address.",
        _ => "",
    };

    private static IEnumerable<PayloadFieldError> Fields(JsonObject error)
    {
        // A document's own rules are in data.errors; a query names its unknown field in data itself.
        JsonArray? found = error["data"] switch { JsonObject data => data["errors"] as JsonArray, JsonArray data => data, _ => null };
        return (found ?? []).OfType<JsonObject>().Select(f => new PayloadFieldError(Text(f["path"]), Text(f["message"])));
    }

    private static string Said(JsonObject? answer, JsonObject[] errors, ImmutableArray<PayloadFieldError> fields, string body) => (fields, errors) switch
    {
        ({ IsEmpty: false }, _) => string.Join(" ", fields.Select(f => f.Path.Length == 0 ? f.Message : $"{f.Path}: {f.Message}")),
        (_, { Length: > 0 }) => string.Join(" ", errors.Select(e => Text(e["message"]))),
        _ when Text(answer?["message"]) is { Length: > 0 } message => message,
        _ => Quote(body),
    };

    private static string Quote(string body) =>
        body.Length == 0 ? "(no words)" : body.Length <= LongestQuote ? body : body[..LongestQuote] + "…";

    private static string Text(JsonNode? value) => value?.GetValueKind() is JsonValueKind.String ? value.GetValue<string>() : "";

    private static JsonObject? Parse(string body)
    {
        try
        {
            return PayloadJson.Read(body);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
