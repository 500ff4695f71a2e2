using System.ComponentModel;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

#pragma warning disable MCP9006 // Resumption belongs to the revisions before 2026-07-28.
#pragma warning disable MCP9004, MCP9005 // So does logging.

namespace VideoGen.Mcp.Conformance;

/// <summary>Tools that answer every kind of content.</summary>
internal static class ContentTools
{
    private const string Reconnection = "test_reconnection";

    [McpServerTool(Name = "test_simple_text"), Description("A text.")]
    public static string SimpleText() => "This is a simple text response for testing.";

    [McpServerTool(Name = "test_image_content"), Description("A picture.")]
    public static ImageContentBlock Image() => new() { Data = Samples.Picture, MimeType = "image/png" };

    [McpServerTool(Name = "test_audio_content"), Description("A sound.")]
    public static AudioContentBlock Audio() => new() { Data = Samples.Sound, MimeType = "audio/wav" };

    [McpServerTool(Name = "test_embedded_resource"), Description("A resource.")]
    public static EmbeddedResourceBlock Embedded() =>
        Samples.Embedded("test://embedded-resource", "text/plain", "This is an embedded resource content.");

    [McpServerTool(Name = "test_multiple_content_types"), Description("A text, a picture and a resource.")]
    public static ContentBlock[] Mixed() =>
    [
        Samples.Text("Multiple content types test:"),
        Image(),
        Samples.Embedded("test://mixed-content-resource", "application/json", """{"test":"data","value":123}"""),
    ];

    [McpServerTool(Name = "test_tool_with_logging"), Description("Logs three times.")]
    public static async Task<string> LoggingAsync(RequestContext<CallToolRequestParams> context, CancellationToken cancellationToken)
    {
        foreach (string step in (string[])["Tool execution started", "Tool processing data", "Tool execution completed"])
        {
            await context.Server.SendNotificationAsync(
                NotificationMethods.LoggingMessageNotification,
                new LoggingMessageNotificationParams { Level = LoggingLevel.Info, Data = System.Text.Json.JsonSerializer.SerializeToElement(step) },
                cancellationToken: cancellationToken);
        }

        return "Logged.";
    }

    [McpServerTool(Name = "test_tool_with_progress"), Description("Tells its progress.")]
    public static async Task<string> ProgressAsync(RequestContext<CallToolRequestParams> context, CancellationToken cancellationToken)
    {
        if (context.Params.ProgressToken is { } token)
        {
            foreach (float part in (float[])[0, 50, 100])
            {
                await context.Server.NotifyProgressAsync(token, new() { Progress = part, Total = 100 }, cancellationToken: cancellationToken);
            }
        }

        return "Done.";
    }

    [McpServerTool(Name = "test_error_handling"), Description("Fails.")]
    public static string Fail() => throw new McpException("This tool intentionally returns an error for testing");

    [McpServerTool(Name = Reconnection), Description("Answers on another stream than the one it was called on.")]
    public static string Reconnect() => "Reconnection test completed successfully";

    [McpServerTool(Name = "test_header_tool"), Description("Has an argument that is repeated in a header.")]
    public static string Header([McpHeader("Region")] string region, string query) => $"Executed in region {region}: {query}";

    /// <summary>Closes the stream of the tool that wants it so, after its result is kept.</summary>
    public static McpRequestHandler<CallToolRequestParams, CallToolResult> CutStream(McpRequestHandler<CallToolRequestParams, CallToolResult> next) =>
        async (request, cancellationToken) =>
        {
            CallToolResult result = await next(request, cancellationToken);
            if (request.Params.Name == Reconnection)
            {
                await request.EnablePollingAsync(TimeSpan.FromMilliseconds(500), cancellationToken);
            }

            return result;
        };
}
