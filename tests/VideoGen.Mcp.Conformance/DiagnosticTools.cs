using System.ComponentModel;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

#pragma warning disable MCP9004, MCP9005 // Sampling and logging are deprecated and still part of the suite.

namespace VideoGen.Mcp.Conformance;

/// <summary>Tools that let the suite see how the server behaves between the lines.</summary>
internal static class DiagnosticTools
{
    [McpServerTool(Name = "test_missing_capability"), Description("Needs the client capability sampling.")]
    public static string Needs(RequestContext<CallToolRequestParams> context) =>
        context.Server.ClientCapabilities?.Sampling is not null
            ? "It is there."
            : throw new MissingRequiredClientCapabilityException(new ClientCapabilities { Sampling = new() }, "The client capability 'sampling' is missing.");

    [McpServerTool(Name = "test_streaming_elicitation"), Description("Answers with its result and nothing else.")]
    public static string Plain() => "Nothing but the result.";

    [McpServerTool(Name = "test_logging_tool"), Description("Logs when the client wants it.")]
    public static async Task<string> LogAsync(RequestContext<CallToolRequestParams> context, CancellationToken cancellationToken)
    {
        if (context.JsonRpcRequest.Context?.LogLevel is not null)
        {
            await context.Server.SendNotificationAsync(
                NotificationMethods.LoggingMessageNotification,
                new LoggingMessageNotificationParams { Level = LoggingLevel.Info, Data = System.Text.Json.JsonSerializer.SerializeToElement("logged") },
                cancellationToken: cancellationToken);
        }

        return "Done.";
    }

    [McpServerTool(Name = "test_trigger_tool_change"), Description("Changes the list of tools.")]
    public static string ChangeTools(McpServer server)
    {
        Toggle(server.ServerOptions.ToolCollection!, McpServerTool.Create(() => "Here.", new() { Name = "test_comes_and_goes", Description = "Is there and is not." }));
        return "Changed.";
    }

    [McpServerTool(Name = "test_trigger_prompt_change"), Description("Changes the list of prompts.")]
    public static string ChangePrompts(McpServer server)
    {
        Toggle(server.ServerOptions.PromptCollection!, McpServerPrompt.Create(() => "Here.", new() { Name = "test_comes_and_goes", Description = "Is there and is not." }));
        return "Changed.";
    }

    private static void Toggle<T>(McpServerPrimitiveCollection<T> list, T one)
        where T : IMcpServerPrimitive
    {
        if (list.TryGetPrimitive(one.Id, out T? there))
        {
            list.Remove(there);
        }
        else
        {
            list.TryAdd(one);
        }
    }
}
