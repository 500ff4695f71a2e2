using System.Reflection;
using System.Text;
using System.Text.Json.Nodes;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace VideoGen.Mcp.Views;

/// <summary>
/// The view of plans and orders for clients that show one (the extension <c>io.modelcontextprotocol/ui</c>): one page with everything inside,
/// which needs nothing from anywhere. It is listed for every client, since not all that show views say so.
/// </summary>
internal sealed class SegmentsView : McpServerResource
{
    /// <summary>Its address, which the tools name.</summary>
    public const string Address = "ui://videogen/view.html";

    private const string Extension = "io.modelcontextprotocol/ui";
    private const string VersionMark = "data-version=\"\"";
    private const string MimeType = "text/html;profile=mcp-app";

    private static readonly TimeSpan FreshFor = TimeSpan.FromHours(1);

    private static readonly string Version = typeof(SegmentsView).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0];

    // Read when somebody wants it: most programs are started by clients that show no views.
    private static readonly Lazy<string> Page = new(ReadPage);

    private static readonly ResourceTemplate Head = new()
    {
        UriTemplate = Address,
        Name = "view",
        Title = "View of plans and orders",
        Description = "Shows a plan with its price, an order and its clips to a person. For clients that show views; nothing for a model to read.",
        MimeType = MimeType,
    };

    /// <inheritdoc/>
    public override ResourceTemplate ProtocolResourceTemplate => Head;

    /// <inheritdoc/>
    public override IReadOnlyList<object> Metadata => [];

    /// <summary>Says that this server has views.</summary>
    public static void AddTo(McpServerOptions options)
    {
        options.Capabilities ??= new();
#pragma warning disable MCPEXP002 // The SDK's hooks for extensions are experimental.
        (options.Capabilities.Extensions ??= new Dictionary<string, object>(StringComparer.Ordinal))[Extension] = new JsonObject();
#pragma warning restore MCPEXP002
    }

    /// <summary>What a tool says that has the view.</summary>
    public static JsonObject OfTool() => new() { ["ui"] = new JsonObject { ["resourceUri"] = Address } };

    /// <inheritdoc/>
    public override bool IsMatch(string uri) => uri == Address;

    /// <inheritdoc/>
    public override ValueTask<ReadResourceResult> ReadAsync(RequestContext<ReadResourceRequestParams> request, CancellationToken cancellationToken = default) => new(new ReadResourceResult
    {
        Contents =
        [
            new TextResourceContents
            {
                Uri = Address,
                MimeType = MimeType,
                Text = Page.Value,
                // No origins: the page asks none. Clips come as bytes, through the client.
                Meta = new() { ["ui"] = new JsonObject { ["csp"] = new JsonObject(), ["prefersBorder"] = false } },
            },
        ],
        CacheScope = CacheScope.Public,
        TimeToLive = FreshFor,
    });

    // The page says to clients which version it is of.
    private static string ReadPage()
    {
        using Stream stream = typeof(SegmentsView).Assembly.GetManifestResourceStream("view.html")
            ?? throw new InvalidOperationException("The resource view.html is missing.");
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return reader.ReadToEnd().Replace(VersionMark, $"data-version=\"{Version}\"", StringComparison.Ordinal);
    }
}
