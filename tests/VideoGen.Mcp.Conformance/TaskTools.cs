using System.ComponentModel;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

#pragma warning disable MCPEXP001 // Results that ask for input are experimental in the SDK.

namespace VideoGen.Mcp.Conformance;

/// <summary>Tools whose calls the suite wants to follow as tasks, and one that it does not.</summary>
internal static class TaskTools
{
    [McpServerTool(Name = "greet"), Description("Greets at once.")]
    public static string Greet(string name) => $"Hello, {name}!";

    [McpServerTool(Name = "slow_compute"), Description("Takes some seconds.")]
    public static async Task<string> SlowAsync(int seconds, CancellationToken cancellationToken, string label = "result")
    {
        await Task.Delay(TimeSpan.FromSeconds(seconds), TimeProvider.System, cancellationToken);
        return $"Computed {label}.";
    }

    [McpServerTool(Name = "failing_job"), Description("Fails.")]
    public static string Fail() => throw new McpException("The job failed.");

    [McpServerTool(Name = "protocol_error_job"), Description("Fails by the protocol.")]
    public static string Break() => throw new McpProtocolException("The job broke.", McpErrorCode.InternalError);

    [McpServerTool(Name = "confirm_delete"), Description("Asks before it deletes.")]
    public static async Task<string> ConfirmAsync(McpServer server, string filename, CancellationToken cancellationToken)
    {
        ElicitResult answer = await server.ElicitAsync(Confirm($"Delete {filename}?"), cancellationToken);
        return answer.Action == "accept" ? $"Deleted {filename}." : $"Kept {filename}.";
    }

    [McpServerTool(Name = "multi_input"), Description("Asks two things at once.")]
    public static async Task<string> SeveralAsync(McpServer server, CancellationToken cancellationToken)
    {
        await Task.WhenAll(
            server.ElicitAsync(Confirm("The first?"), cancellationToken).AsTask(), server.ElicitAsync(Confirm("The second?"), cancellationToken).AsTask());
        return "Both are answered.";
    }

    [McpServerTool(Name = "test_tool_with_task"), Description("Asks for a name, then goes on as a task.")]
    public static string AskFirst(RequestContext<CallToolRequestParams> context) =>
        InputRequiredTools.Said(context, "user_name") is { } said
            ? $"Hello, {said.Deserialize(InputResponse.ElicitResultJsonTypeInfo)?.Content?["name"]}!"
            : throw InputRequiredTools.Ask(null, ("user_name", InputRequiredTools.Name()));

    private static ElicitRequestParams Confirm(string message) => Samples.Question(message, "confirm", new ElicitRequestParams.BooleanSchema());
}
