using System.Collections.Immutable;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace VideoGen.FalSimulation.Answers;

/// <summary>A complete HTTP answer: what a direct call gets at once, a queue request keeps for replay.</summary>
internal sealed record Answer(int Status, ReadOnlyMemory<byte> Body)
{
    public static JsonSerializerOptions Json { get; } = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
    };

    public string ContentType { get; init; } = "application/json";

    public ImmutableDictionary<string, string> Headers { get; init; } = ImmutableDictionary<string, string>.Empty;

    public static Answer Of(int status, JsonNode body) => new(status, JsonSerializer.SerializeToUtf8Bytes(body, Json));

    public static Answer Detail(int status, string text) => Of(status, new JsonObject { ["detail"] = text });

    public static Answer Html(int status) => new(status, "<html><head><title>Error</title></head><body>nginx</body></html>"u8.ToArray())
    {
        ContentType = "text/html",
    };

    public Answer With(string header, string value) => this with { Headers = Headers.SetItem(header, value) };

    public async Task WriteAsync(HttpContext context)
    {
        context.Response.StatusCode = Status;
        context.Response.ContentType = ContentType;
        context.Response.ContentLength = Body.Length;
        foreach ((string name, string value) in Headers)
        {
            context.Response.Headers[name] = value;
        }

        await context.Response.Body.WriteAsync(Body, context.RequestAborted);
    }
}
