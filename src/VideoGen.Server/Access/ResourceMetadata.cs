using System.Text.Json.Nodes;
using VideoGen.Access;
using VideoGen.Host.Configuration;

namespace VideoGen.Server.Access;

/// <summary>
/// <c>GET /.well-known/oauth-protected-resource</c> (RFC 9728): which issuer makes the tokens that this server takes. A path behind it names
/// a part of the server, <c>/mcp</c> for one, and is answered the same.
/// </summary>
internal sealed class ResourceMetadata(AccessSettings settings)
{
    private const string Place = "/.well-known/oauth-protected-resource";

    private readonly OwnAddress _own = new(settings);

    /// <summary>Puts the address on the map.</summary>
    public void Map(IEndpointRouteBuilder app) => app.MapGet(Place + "/{**part}", WriteAsync).AllowAnonymous();

    /// <summary>Where a caller finds it.</summary>
    public string AddressFor(HttpRequest request) => _own.Of(request) + Place;

    private Task WriteAsync(HttpContext context)
    {
        var document = new JsonObject
        {
            ["resource"] = OwnAddress.IsAddress(settings.Audience) ? settings.Audience : _own.Of(context.Request),
            ["authorization_servers"] = new JsonArray(settings.Issuer!),
            ["scopes_supported"] = new JsonArray([.. ScopeWords.All.Select(s => (JsonNode)s)]),
            ["bearer_methods_supported"] = new JsonArray("header"),
            ["resource_name"] = "VideoGen",
        };
        context.Response.ContentType = "application/json";
        return context.Response.WriteAsync(document.ToJsonString(), context.RequestAborted);
    }
}
