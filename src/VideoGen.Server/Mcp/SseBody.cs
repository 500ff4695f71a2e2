using System.Buffers;
using System.Net.ServerSentEvents;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http.Features;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

#pragma warning disable MCP9006 // As in EventHistory.

namespace VideoGen.Server.Mcp;

/// <summary>An answer that is a stream of events.</summary>
internal static class SseBody
{
    private static readonly JsonTypeInfo<JsonRpcMessage> Message = (JsonTypeInfo<JsonRpcMessage>)McpJsonUtilities.DefaultOptions.GetTypeInfo(typeof(JsonRpcMessage));

    /// <summary>Says in the headers that the body is one, and lets nothing hold it back.</summary>
    public static void Begin(HttpContext context)
    {
        context.Response.ContentType = "text/event-stream";
        context.Response.Headers.CacheControl = "no-cache,no-store";
        context.Response.Headers["X-Accel-Buffering"] = "no";
        context.Features.GetRequiredFeature<IHttpResponseBodyFeature>().DisableBuffering();
    }

    /// <summary>Takes that back: there is no body.</summary>
    public static void TakeBack(HttpContext context)
    {
        context.Response.ContentType = null;
        context.Response.StatusCode = StatusCodes.Status202Accepted;
    }

    /// <summary>Writes events that were kept, and those that follow, until their stream ends.</summary>
    public static async Task CopyAsync(ISseEventStreamReader events, HttpContext context, CancellationToken cancellationToken)
    {
        Begin(context);
        await context.Response.Body.FlushAsync(cancellationToken); // the client learns at once that its stream goes on
        await SseFormatter.WriteAsync(events.ReadEventsAsync(cancellationToken), context.Response.Body, Format, cancellationToken);
    }

    private static void Format(SseItem<JsonRpcMessage?> item, IBufferWriter<byte> writer)
    {
        if (item.Data is { } message)
        {
            using var json = new Utf8JsonWriter(writer);
            JsonSerializer.Serialize(json, message, Message);
        }
    }
}
