using ModelContextProtocol;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;
using VideoGen.Mcp;

namespace VideoGen.Server.Mcp;

/// <summary>Calls of revision 2026-07-28: each stands alone, and its answer is the body of the POST. Hanging up ends the call.</summary>
internal sealed class StatelessCalls(Func<HttpContext, McpServerOptions> tools)
{
    /// <summary>Answers a message.</summary>
    public async Task PostAsync(HttpContext context, JsonRpcMessage message)
    {
        new TransportFacts { TraceParent = context.Request.Headers.TraceParent, TraceState = context.Request.Headers.TraceState, SessionEnded = context.RequestAborted }.PutOn(message);
        await using var transport = new StreamableHttpServerTransport { Stateless = true };
        await using McpServer server = McpServer.Create(transport, tools(context));
        Task serving = server.RunAsync(context.RequestAborted);
        try
        {
            SseBody.Begin(context);
            if (!await transport.HandlePostRequestAsync(message, context.Response.Body, first => Begin(context, first), context.RequestAborted))
            {
                SseBody.TakeBack(context);
            }
        }
        finally
        {
            await transport.DisposeAsync();
            await serving.ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default); // however it ends
        }
    }

    // Some errors have a status of their own; it can be chosen as long as nothing is written.
    private static ValueTask Begin(HttpContext context, JsonRpcMessage? first)
    {
        if (first is JsonRpcError error && !context.Response.HasStarted)
        {
            context.Response.StatusCode = (McpErrorCode)error.Error.Code switch
            {
                McpErrorCode.MethodNotFound => StatusCodes.Status404NotFound,
                McpErrorCode.HeaderMismatch or McpErrorCode.MissingRequiredClientCapability or McpErrorCode.UnsupportedProtocolVersion => StatusCodes.Status400BadRequest,
                _ => context.Response.StatusCode,
            };
        }

        return default;
    }
}
