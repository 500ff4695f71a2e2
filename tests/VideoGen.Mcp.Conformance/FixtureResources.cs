using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace VideoGen.Mcp.Conformance;

/// <summary>Resources of every kind.</summary>
internal static class FixtureResources
{
    [McpServerResource(UriTemplate = "test://static-text", Name = "static-text", MimeType = "text/plain")]
    public static string Text() => "This is the content of the static text resource.";

    [McpServerResource(UriTemplate = "test://static-binary", Name = "static-binary", MimeType = "image/png")]
    public static BlobResourceContents Binary() => new() { Uri = "test://static-binary", MimeType = "image/png", Blob = Samples.Picture };

    [McpServerResource(UriTemplate = "test://watched-resource", Name = "watched-resource", MimeType = "text/plain")]
    public static string Watched() => "Watched.";

    [McpServerResource(UriTemplate = "test://template/{id}/data", Name = "template", MimeType = "application/json")]
    public static TextResourceContents Template(string id) =>
        new() { Uri = $"test://template/{id}/data", MimeType = "application/json", Text = $$"""{"id":"{{id}}","templateTest":true,"data":"Data for ID: {{id}}"}""" };
}
