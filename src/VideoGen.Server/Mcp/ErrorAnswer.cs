using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;

namespace VideoGen.Server.Mcp;

/// <summary>Writes a refusal as the JSON-RPC error of its request.</summary>
internal static class ErrorAnswer
{
    private static readonly JsonTypeInfo<JsonRpcError> Error = (JsonTypeInfo<JsonRpcError>)McpJsonUtilities.DefaultOptions.GetTypeInfo(typeof(JsonRpcError));

    /// <summary>Writes it.</summary>
    /// <param name="context">The HTTP call.</param>
    /// <param name="refusal">The refusal.</param>
    /// <param name="message">The message that is refused; null where it could not be read.</param>
    public static Task WriteAsync(HttpContext context, McpRefusal refusal, JsonRpcMessage? message = null)
    {
        foreach ((string name, string value) in refusal.Headers)
        {
            context.Response.Headers[name] = value;
        }

        var error = new JsonRpcError
        {
            Id = message is JsonRpcRequest request ? request.Id : default,
            Error = new() { Code = refusal.Code, Message = refusal.Message, Data = refusal.Data },
        };
        context.Response.StatusCode = refusal.Status;
        context.Response.ContentType = "application/json";
        return context.Response.WriteAsync(JsonSerializer.Serialize(error, Error), context.RequestAborted);
    }
}
